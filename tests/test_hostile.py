"""Whatever is typed or written into the course stays text: in JupyterLab, on my page, in the reader and on the sheets."""

import json
import os
import pathlib
import shutil

import pytest
from eyes import LOST, OPEN_DETAILS, OPEN_GATES
from playwright.sync_api import expect
from test_reader import everything, write

from essay_kit import load, reader, sheets
from essay_kit.content import read_course
from essay_kit.journal import Journal
from essay_kit.kit import Kit

ROOT = pathlib.Path(__file__).parent.parent
pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOSTILE = (
    "<script>window.ran=1</script><img src=x onerror='window.ran=2'><svg onload='window.ran=3'></svg>"
    "<iframe srcdoc='<script>parent.ran=4</script>'></iframe><a href='javascript:window.ran=5'>a</a> [b](javascript:window.ran=6) "
    "**bold** _thin_ `code` &amp; &lt; $x^2$ \\(y_1\\) $$z$$ US$ 5 to US$ 9 👩‍👩‍👧 e\u0301 שלום عربي \u202eback\u202c \u202eopen "
    + "Bandwurm"
    * 40
)
HEBREW = "זו תשובה בעברית, 12.5 (כן)."
# Written over these words of the toy course; JSON is YAML, and holds the text as it is.
PLACES = {
    "claims.yaml": ["Bakeries close because supermarkets open.", "The supermarket came", "One town has more."],
    "1_bakeries/predictions.yaml": ["How many bakeries does Elmbridge gain or lose?", "It loses some", "That would be rare."],
    "1_bakeries/questions.yaml": [
        "Why does one town sink a claim about every town?",
        "Because it is small",
        "Size does not matter for “every”.",
    ],
    "1_bakeries/reflections.yaml": ["Explain the gap in two lines.", "Name what you assumed."],
    "1_bakeries/worked.yaml": ["Predict.", "We say that both towns lose."],
    "1_bakeries/exhibits.yaml": ["Do both towns lose bakeries?", "Count loaves, not shops.", "Follow each line from left to right."],
}


class Spoiled:
    """A copy of the toy course with `text` in its sentences, and a folder for what is built from it."""

    def __init__(self, place, text):
        shutil.copytree(ROOT / "tests/toy_essay", place / "toy")
        self.data, self.notebooks, self.place = place / "toy/data", place / "toy/notebooks", place
        for name, sentences in PLACES.items():
            path = self.data / "content" / name
            lines = path.read_text("utf-8")
            for sentence in sentences:
                head, _, rest = lines.partition(sentence)
                assert rest, sentence
                if head.rstrip().endswith(">"):  # a block of its own, which would keep the quotation marks
                    head = head.rstrip()[:-1]
                lines = head + json.dumps(text, ensure_ascii=False) + rest
            path.write_text(lines, "utf-8")


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory):
    return Spoiled(tmp_path_factory.mktemp("spoiled"), HOSTILE)


def watched(page):
    """Note each dialogue and each error that a script of the text would make."""
    page.said = []
    page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
    return page


def is_text(page, roots, at_least):
    """The text stands there whole, as often as it should, and nothing in it became an element or ran."""
    texts = page.evaluate("roots => [...document.querySelectorAll(roots)].map(r => r.textContent)", roots)
    assert sum(text.count(HOSTILE) for text in texts) >= at_least
    inside = page.evaluate(
        "roots => [...document.querySelectorAll(roots)].flatMap(r => [...r.querySelectorAll('iframe, script:not([type]), img[src=x], "
        "[onload], [onerror], a[href^=javascript], mjx-container, .MathJax, em, code')]).map(n => n.outerHTML.slice(0, 80))",
        roots,
    )
    assert inside == [] and page.evaluate("window.ran") is None and page.said == []


SIDES = """() => [...document.querySelectorAll('.ek-option')].filter(o => o.checkVisibility()).map(option =>
  option.querySelector('span').getBoundingClientRect().left - option.querySelector('input').getBoundingClientRect().right)"""
LEADS = """() => [...document.querySelectorAll('.ek-box p > strong:first-child')].filter(s => s.checkVisibility()).map(strong =>
  strong.getClientRects()[0].left - strong.parentElement.getBoundingClientRect().left -
  parseFloat(getComputedStyle(strong.parentElement).paddingLeft) - parseFloat(getComputedStyle(strong.parentElement).borderLeftWidth))"""

# The full stop of a Hebrew answer stands at its left end.
RIGHT_TO_LEFT = """([answer, line]) => { const text = answer.firstChild, at = text.data.lastIndexOf(line), range = new Range();
  const left = (i) => { range.setStart(text, i); range.setEnd(text, i + 1); return range.getBoundingClientRect().left; };
  return left(at + line.length - 1) < left(at); }"""


def test_in_jupyterlab_and_on_my_page(lab, page, browser, spoiled):
    watched(page)
    calls = ["claim('T1')", "worked('closing')", "predict('gain')", "exhibit('closing')", "question('Q1')", "reflect('W1')", "my_page()"]
    sources = [f"import essay_kit\nkit = essay_kit.load({str(spoiled.data)!r})\nkit", *(f"kit.{call}" for call in calls)]
    lab.run_all(page, lab.write("hostile", sources))
    note = page.locator(".ek-form textarea")
    expect(note).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Bring my page up to date")).to_be_visible(timeout=60_000)
    note.fill(HOSTILE + "\n" + HEBREW)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_have_count(1)
    question = page.locator(".ek-form").filter(has_text="Question Q1")
    question.get_by_role("radio").first.check()
    question.get_by_role("button", name="Answer", exact=True).click()
    expect(question.locator(".ek-after")).to_contain_text("There is a stronger answer")
    form = page.locator(".ek-form").filter(has_text="Your prediction")
    form.get_by_role("radio").first.check()
    form.get_by_role("textbox").fill("70")
    form.get_by_role("button", name="Lock in my prediction").click()
    expect(form.locator(".ek-locked")).to_be_visible()
    page.get_by_role("button", name="Bring my page up to date").click()
    mine = page.locator(".ek-form").filter(has_text="In my own words")
    expect(mine.locator(".ek-answer").filter(has_text=HEBREW)).to_have_text(HOSTILE + "\n" + HEBREW)
    answer = mine.locator(".ek-answer").filter(has_text=HEBREW).element_handle()
    assert page.evaluate(RIGHT_TO_LEFT, [answer, HEBREW])
    page.evaluate(OPEN_GATES)
    page.evaluate(OPEN_DETAILS)
    is_text(page, ".ek-form, .ek-box", 15)
    assert page.evaluate(LOST, ".ek-form, .ek-box") == []
    assert all(0 <= space <= 12 for space in page.evaluate(SIDES)) and page.evaluate(SIDES)  # the box stands left of its words
    assert all(abs(space) <= 1 for space in page.evaluate(LEADS)) and page.evaluate(LEADS)
    for name in ("my_page.html", "my_page.txt"):
        with page.expect_download() as download:
            mine.get_by_role("link", name=f"Save {name}").click()
        download.value.save_as(spoiled.place / name)
    assert HOSTILE in (spoiled.place / "my_page.txt").read_text("utf-8")
    alone = watched(browser.new_page(viewport={"width": 360, "height": 700}))
    alone.goto((spoiled.place / "my_page.html").as_uri())
    is_text(alone, "body", 3)
    assert alone.evaluate(LOST, "body") == []
    alone.close()


def test_a_price_in_a_stored_page_is_no_formula(lab, page, tmp_path):
    course = read_course(ROOT / "tests/toy_essay/data")
    journal = Journal(course.essay.id, course.essay.edition, tmp_path)
    journal.put("reflect/W1", {"text": HOSTILE})
    stored = [Kit(course, journal).my_page().outputs, [{"text/html": "<p>$q^2$</p>", "text/plain": "q"}]]
    watched(page)
    lab.open(page, lab.write("stored", ["kit.my_page()", "other"], stored))
    expect(page.locator("mjx-container")).to_have_count(1, timeout=30_000)  # JupyterLab does set formulas, and only the other one
    is_text(page, ".ek-box", 1)


@pytest.mark.skipif(not os.environ.get("ESSAY_KIT_PROOFS"), reason="half a minute; in `make proofs`")
def test_a_megabyte_of_text_is_refused_in_a_sentence_and_stays_in_the_box(lab, page, tmp_path):
    long = (HOSTILE + "\n") * (1_000_000 // len(HOSTILE) + 1)
    shutil.copytree(ROOT / "tests/toy_essay/data", tmp_path / "data")
    claims = tmp_path / "data/content/claims.yaml"
    sentence = ">\n    Bakeries close because supermarkets open."
    claims.write_text(claims.read_text("utf-8").replace(sentence, json.dumps(long, ensure_ascii=False)), "utf-8")
    sources = [
        f"import essay_kit\nkit = essay_kit.load({str(tmp_path / 'data')!r})\nkit",
        "kit.claim('T1')",
        "kit.reflect('W1')",
        "kit.my_page()",
    ]
    watched(page)
    lab.run_all(page, lab.write("long", sources))
    note, status = page.locator(".ek-form textarea"), page.locator(".ek-form .ek-status")
    expect(note).to_be_visible(timeout=60_000)
    assert len(page.locator(".ek-claim").text_content()) > 1_000_000
    note.fill(long, timeout=180_000)  # a megabyte of mixed directions takes the browser its time
    page.get_by_role("button", name="Save", exact=True).click()
    expect(status.first).to_have_text(
        "This text is longer than 20,000 characters, so it is not saved. It stays in the box; please shorten it.",
        timeout=60_000,
    )
    assert note.input_value() == long
    note.fill(long[:20_000], timeout=180_000)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(status.first).to_have_text("Saved.", timeout=60_000)
    # an answer file that somebody else filled: shown and saved whole
    course = load(tmp_path / "data")._course
    Journal(course.essay.id, course.essay.edition, lab.folder / "notebooks").put("reflect/W1", {"text": long})
    page.get_by_role("button", name="Bring my page up to date").click()
    expect(page.locator(".ek-answer").last).to_have_text(long, timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Save my_page.html").click()
    assert pathlib.Path(download.value.path()).stat().st_size > 1_000_000
    assert page.evaluate("window.ran") is None and page.said == []


def test_in_the_reader_and_on_the_sheets(browser, spoiled):
    write(spoiled, "## First", *everything(spoiled))
    reader.build(spoiled.data, spoiled.notebooks, spoiled.place)
    sheets.build(read_course(spoiled.data), spoiled.place / "sheets")
    pages = sorted((spoiled.place / reader.FOLDER).glob("*.html")) + sorted((spoiled.place / "sheets").rglob("*.html"))
    page, seen = watched(browser.new_page(viewport={"width": 360, "height": 700})), 0
    for path in pages:
        page.goto(path.as_uri())
        if page.locator(".rd-ask textarea").count():
            page.locator(".rd-ask textarea").first.fill(HOSTILE)
            page.locator("[data-do=show]").click()
            page.evaluate(OPEN_DETAILS)
            page.wait_for_timeout(500)
        here = page.evaluate("document.body.textContent").count(HOSTILE)
        is_text(page, "main", min(here, 1))
        assert page.evaluate(LOST, "main") == [], path.name
        assert page.evaluate(SIDES) == [] or min(page.evaluate(SIDES)) >= 0
        seen += here
    page.close()
    assert len(pages) > 8 and seen > 20
