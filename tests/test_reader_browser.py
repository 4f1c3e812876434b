"""The reader as a reader has it: opened from a folder in Chromium, with script and without, on a phone and on paper."""

import os
import pathlib
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from test_reader import everything, write

from essay_kit import reader

ROOT = pathlib.Path(__file__).parent.parent
pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\"> & $x$"


class Toy:
    """A copy of the toy course, and its reader."""

    def __init__(self, place):
        shutil.copytree(ROOT / "tests/toy_essay", place / "toy")
        self.data, self.notebooks, self.folder = place / "toy/data", place / "toy/notebooks", place / reader.FOLDER

    def address(self, name="toy"):
        return (self.folder / f"{name}.html").as_uri()


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    place = tmp_path_factory.mktemp("toy reader")  # with a space in its name
    made = Toy(place)
    write(made, "## First", *everything(made))
    reader.build(made.data, made.notebooks, place)
    return made


@pytest.fixture
def open_tab(browser):
    """Open tabs that fail the test for whatever they ask for outside of this computer, and for an error of a script."""
    asked, wrong, contexts = [], [], []

    def make(script=True, **more):
        context = browser.new_context(**{"viewport": {"width": 1000, "height": 900}, "java_script_enabled": script, **more})
        context.on("request", lambda request: asked.append(request.url))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
        page.asked = asked
        return page

    yield make
    for context in contexts:
        context.close()
    assert not [url for url in asked if not url.startswith(("file:///", "http://127.0.0.1:", "data:", "blob:", "about:"))]
    assert not wrong


def ask(page, key):
    """The part of the page that asks this."""
    return page.locator(".rd-ask").filter(has=page.locator(f'[data-ek-form="{key}"]'))


def evidence(page, exhibit="closing"):
    return page.locator(f'details[data-exhibit="{exhibit}"]')


def lock(page, key="predict/gain", option=0):
    part = ask(page, key)
    part.get_by_role("radio").nth(option).check()
    part.get_by_role("textbox").fill("70")
    part.get_by_role("button", name="Lock and open the evidence", exact=True).click()
    return part


def test_evidence_is_closed_until_a_prediction_is_locked_and_then_the_chart_comes_alive(toy, open_tab):
    page = open_tab()
    page.goto(toy.address())
    finding = evidence(page).get_by_text("Finding.")
    expect(finding).to_be_hidden()
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    part = lock(page)
    expect(part.get_by_role("status")).to_have_text("Locked. The evidence is open below.")
    expect(finding).to_be_visible()
    beside = part.locator("details[open]")
    expect(beside.get_by_text("You said: It loses some", exact=True)).to_be_visible()
    expect(beside.get_by_text("The table says: It gains some")).to_be_visible()
    expect(part.get_by_role("radio").nth(1)).to_be_disabled()
    expect(part.get_by_role("button")).to_be_hidden()
    finding.scroll_into_view_if_needed()
    chart = evidence(page).locator(".rd-chart")
    expect(chart.locator(".js-plotly-plot svg.main-svg").first).to_be_visible(timeout=20_000)
    expect(chart.locator("> img")).to_be_hidden()
    assert sum(url.endswith("plotly.min.js") for url in page.asked) == 1


def test_plotly_is_not_loaded_before_a_chart_is_near_or_open(toy, open_tab):
    page = open_tab()
    page.goto(toy.address())
    page.wait_for_timeout(500)
    assert not [url for url in page.asked if "plotly" in url]
    evidence(page).locator("summary").first.click()  # without a prediction
    expect(evidence(page).locator(".js-plotly-plot svg.main-svg").first).to_be_visible(timeout=20_000)


def test_a_chart_whose_script_is_missing_stays_a_picture(toy, open_tab, tmp_path):
    shutil.copytree(toy.folder, tmp_path / "copy")
    (tmp_path / "copy/plotly.min.js").write_text("// nothing")
    page = open_tab()
    page.goto((tmp_path / "copy/toy.html").as_uri())
    evidence(page).locator("summary").first.click()
    page.wait_for_timeout(800)
    expect(evidence(page).locator(".rd-chart > img")).to_be_visible()
    expect(page.locator(".rd-plot")).to_have_count(0)


def test_a_prediction_that_is_not_complete_is_not_locked(toy, open_tab):
    page = open_tab()
    page.goto(toy.address())
    part = ask(page, "predict/gain")
    button = part.get_by_role("button", name="Lock and open the evidence", exact=True)
    button.click()
    expect(part.get_by_role("status")).to_contain_text("please choose one")
    expect(part.get_by_role("radio").first).to_be_focused()
    part.get_by_role("radio").first.check()
    button.click()
    expect(part.get_by_role("status")).to_contain_text("How sure are you")
    expect(evidence(page).get_by_text("Finding.")).to_be_hidden()


def test_a_number_and_a_line_are_told_beside_the_table(toy, open_tab):
    page = open_tab()
    page.goto(toy.address())
    part = ask(page, "predict/times")
    boxes = part.get_by_role("textbox")
    for at, value in enumerate(("3", "4", "5", "60")):
        boxes.nth(at).fill(value)
    part.get_by_role("button").click()
    expect(part.get_by_role("status")).to_contain_text("must lie between")
    boxes.nth(1).fill("2")
    part.get_by_role("button").click()
    expect(part.locator(".rd-mine")).to_contain_text(re.compile(r"You said 3, and thought 2 to 5 likely: [\d.]+ .*range\."))
    expect(part.get_by_text("The table says", exact=False).last).to_be_visible()
    part = ask(page, "predict/closing")
    assert part.locator(".ek-line-truth").count() == 0 or part.locator("polyline.ek-line-truth").get_attribute("points") == ""
    for year, value in (("1990", "40"), ("2000", "30"), ("2010", "20"), ("2020", "10")):
        part.get_by_label(year, exact=True).fill(value)
    part.get_by_label("or as a number").fill("50")
    part.get_by_role("button").click()
    expect(part.locator(".rd-mine")).to_contain_text("On average your line is 3 from the data")
    expect(part.locator(".rd-mine")).to_contain_text("furthest off in 2020: you drew 10, the table has 18.")
    assert len(part.locator("polyline.ek-line-truth").get_attribute("points").split()) == 4
    expect(part.get_by_label("2020", exact=True)).to_have_value("10")
    page.reload()
    expect(part.get_by_label("2020", exact=True)).to_have_value("10")
    assert len(part.locator("polyline.ek-line-truth").get_attribute("points").split()) == 4


def test_feedback_appears_for_the_chosen_answer_only(toy, open_tab):
    page = open_tab()
    page.goto(toy.address())
    part = ask(page, "question/Q1")
    first, second = part.get_by_text("Size does not matter for “every”."), part.get_by_text("Yes: 17 is more than 12.")
    part.get_by_role("radio").nth(1).check()
    expect(part.locator("details").first).to_be_hidden()  # choosing alone tells nothing, since arrow keys choose too
    part.get_by_role("button", name="Answer", exact=True).click()
    expect(second).to_be_visible()
    expect(first).to_be_hidden()
    part.get_by_role("radio").nth(0).check()
    part.get_by_role("button", name="Answer", exact=True).click()
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    part.get_by_text("About the answer: Because “every”").click()  # the others may be opened afterwards
    expect(second).to_be_visible()


def test_our_weight_comes_after_the_readers(toy, open_tab):
    page = open_tab()
    page.goto(toy.address())
    part = ask(page, "weigh/closing")
    button = part.get_by_role("button", name="Weigh", exact=True)
    button.click()
    expect(part.get_by_role("status")).to_contain_text("Please weigh at least one exhibit")
    part.get_by_role("radio", name="Against the claim").first.check()
    button.click()
    expect(part.get_by_role("status")).to_contain_text("Please say how strongly")
    expect(part.get_by_text("A claim about every town falls with one town.")).to_be_hidden()
    part.get_by_role("radio", name=re.compile("^Hoop")).first.check()
    button.click()
    expect(part.get_by_text("A claim about every town falls with one town.")).to_be_visible()


def test_what_is_typed_stays_text_is_kept_over_a_reload_saved_and_erased(toy, open_tab):
    page = open_tab()
    page.goto(toy.address())
    title = page.title()
    expect(page.get_by_text("is kept in this browser, on this computer. Nothing is sent.")).to_be_visible()
    note = ask(page, "reflect/W1").get_by_role("textbox")
    note.fill(HOSTILE)
    lock(page, option=1)
    page.get_by_role("button", name="Show all my answers as text", exact=True).click()
    whole = page.get_by_label("All that you entered on this page")
    expect(whole).to_have_value(re.compile(re.escape("<script>document.title='run'</script>")))
    expect(whole).to_have_value(re.compile("It gains some"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file", exact=True).click()
    assert download.value.suggested_filename == "toy_answers.txt"
    text = pathlib.Path(download.value.path()).read_text("utf-8")
    assert HOSTILE in text and "It gains some" in text and "70 %" in text
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator(".rd-done")).to_contain_text(re.compile("Copied|Ctrl"))
    page.reload()
    expect(note).to_have_value(HOSTILE)
    expect(ask(page, "predict/gain").get_by_role("radio").nth(1)).to_be_checked()
    expect(ask(page, "predict/gain").get_by_role("radio").nth(1)).to_be_disabled()
    expect(evidence(page).get_by_text("Finding.")).to_be_visible()
    assert page.title() == title and page.locator("main img[src=x]").count() == 0
    page.get_by_role("button", name="Erase my answers on this page", exact=True).click()
    page.locator("#my-answers").get_by_role("button", name="Keep", exact=True).click()
    expect(note).to_have_value(HOSTILE)
    page.get_by_role("button", name="Erase my answers on this page", exact=True).click()
    page.get_by_role("button", name="Yes, erase", exact=True).click()
    expect(note).to_have_value("")
    expect(evidence(page).get_by_text("Finding.")).to_be_hidden()


def test_answers_can_be_copied_by_keys_where_a_page_may_not_copy(toy, open_tab):
    page = open_tab()
    page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => ({ writeText: () => Promise.reject(new Error('no')) }) });"
        "Document.prototype.execCommand = () => false;"
    )
    page.goto(toy.address())
    note = ask(page, "reflect/W1").get_by_role("textbox")
    note.fill(HOSTILE)
    page.get_by_role("button", name="Show all my answers as text", exact=True).press("Enter")
    page.get_by_role("button", name="Copy", exact=True).press("Enter")
    expect(page.locator(".rd-done")).to_contain_text("press Ctrl and C")
    expect(page.get_by_label("All that you entered on this page")).to_be_focused()
    page.keyboard.press("Control+c")
    note.fill("")
    page.keyboard.press("Control+v")
    expect(note).to_have_value(re.compile(re.escape(HOSTILE)))


@pytest.mark.parametrize(
    "kept", ["[]", "null", "{half", '{"predict/gain": 5}', '{"predict/gain": {"given": {"option": "z"}, "done": {"option": "z"}}}']
)
def test_odd_kept_answers_break_nothing(toy, open_tab, kept):
    page = open_tab()
    page.goto(toy.address())
    page.evaluate("kept => localStorage.setItem('essay-reader/toy-bread/toy', kept)", kept)
    page.reload()
    expect(ask(page, "predict/gain").get_by_role("radio").first).to_be_enabled()
    lock(page)
    expect(evidence(page).get_by_text("Finding.")).to_be_visible()


@pytest.mark.parametrize("refuse", ["get() { throw new DOMException('no', 'SecurityError'); }", "get() { return null; }"])
def test_a_browser_that_keeps_nothing_is_told_and_the_page_works(toy, open_tab, refuse):
    page = open_tab()
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{ {refuse} }})")
    page.goto(toy.address())
    expect(page.get_by_text("This browser keeps nothing for this page", exact=False)).to_be_visible()
    lock(page)
    expect(evidence(page).get_by_text("Finding.")).to_be_visible()
    page.get_by_role("button", name="Show all my answers as text", exact=True).click()
    expect(page.get_by_label("All that you entered on this page")).to_have_value(re.compile("It loses some"))


def test_without_script_everything_can_be_read(toy, open_tab):
    page = open_tab(script=False)
    page.goto(toy.address())
    expect(page.get_by_text("Script does not run here. Everything can be read", exact=False)).to_be_visible()
    expect(page.locator("input:visible, textarea:visible, button:visible")).to_have_count(0)
    expect(ask(page, "question/Q1").get_by_text("Because it is small", exact=True)).to_be_visible()
    ask(page, "question/Q1").locator("summary").first.click()
    expect(page.get_by_text("Size does not matter for “every”.")).to_be_visible()
    evidence(page).locator("summary").first.click()
    expect(evidence(page).locator(".rd-chart img")).to_be_visible()
    evidence(page).get_by_text("The data as a table").click()
    expect(evidence(page).get_by_role("table")).to_be_visible()


def test_a_chart_with_a_slider_takes_the_arrow_keys(toy, open_tab):
    page = open_tab()
    page.goto(toy.address())
    slider = page.locator(".ek-frames input")
    page.locator(".rd-chart").nth(1).scroll_into_view_if_needed()
    expect(slider).to_be_visible(timeout=20_000)
    before = page.locator(".rd-plot").last.locator(".slider-current-value, .slider-label-group, .slider-group text").first.text_content()
    slider.focus()
    page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "1990")
    shown = page.locator(".rd-plot .slider-group text").first
    expect(shown).not_to_have_text(before)


# -------------------------------------------------------------------------------------- hands, ears, eyes, paper

UNGROUPED = """() => [...document.querySelectorAll('input[type=radio]')].filter(node =>
  !node.closest('fieldset')?.querySelector('legend')?.textContent.trim()).length"""
# the contrast of every text that is shown against the first ground behind it that is not clear
PALE = """() => { const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; }, rgb = text => text.match(/[\\d.]+/g).map(Number), found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) { const node = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !node.checkVisibility() || node.closest('svg, script, .rd-plot')) continue;
    let ground = node; while (ground && (rgb(getComputedStyle(ground).backgroundColor)[3] ?? 1) === 0) ground = ground.parentElement;
    const a = light(rgb(getComputedStyle(node).color).slice(0, 3));
    const b = light(ground ? rgb(getComputedStyle(ground).backgroundColor).slice(0, 3) : [255, 255, 255]);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push([ratio.toFixed(2), walk.currentNode.textContent.trim().slice(0, 60)]); }
  return found; }"""
OPEN_ALL = "() => document.querySelectorAll('details').forEach(part => { part.open = true; })"


@pytest.fixture(scope="module")
def names(real):
    return sorted(path.stem for path in real.glob("*.html"))


def test_axe_finds_nothing_wrong_and_every_choice_has_its_question(real, names, toy, open_tab):
    page, looked = open_tab(), 0
    # in the gate the contents, a lesson, a table and the toy with every kind of cell; `make proofs` looks at all
    some = names if os.environ.get("ESSAY_KIT_PROOFS") else [names[0], "index", "glossary"]
    for address in [*((real / f"{name}.html").as_uri() for name in some), toy.address()]:
        page.goto(address)
        page.evaluate(OPEN_ALL)
        assert page.evaluate(UNGROUPED) == 0, address
        answer = Axe().run(page, options={"preload": False}).response  # it would fetch the style sheet, which the page forbids
        looked += len(answer["passes"])
        assert [(v["id"], v["nodes"][0]["html"][:200], len(v["nodes"])) for v in answer["violations"]] == [], address
    assert looked > 15 * len(some)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_can_be_told_from_their_ground(real, names, toy, open_tab, scheme):
    page = open_tab(color_scheme=scheme)
    for address in [*((real / f"{name}.html").as_uri() for name in names), toy.address()]:
        page.goto(address)
        if address == toy.address():
            lock(page)
        page.evaluate(OPEN_ALL)
        assert page.evaluate(PALE) == [], address
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") is (scheme == "light")


def test_a_page_is_not_wider_than_a_phone(real, names, toy, open_tab):
    page = open_tab(viewport={"width": 360, "height": 700})
    for address in [*((real / f"{name}.html").as_uri() for name in names), toy.address()]:
        page.goto(address)
        page.evaluate(OPEN_ALL)
        for place in range(3):  # some charts live
            page.evaluate("part => scrollTo(0, document.documentElement.scrollHeight * part / 3)", place)
            page.wait_for_timeout(150)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_keys_alone_do_a_round(toy, open_tab):
    page = open_tab()
    page.goto(toy.address())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    part = ask(page, "predict/gain")
    part.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(part.get_by_role("radio").nth(1)).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")  # the slider of how sure one is
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(part.get_by_role("button")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(part.locator(".ek-locked")).to_be_focused()
    expect(evidence(page).get_by_text("Finding.")).to_be_visible()


def test_on_paper_everything_is_shown_and_nothing_can_be_pressed(toy, open_tab):
    page = open_tab()
    page.goto(toy.address())
    lock(page, "predict/gain")
    evidence(page).locator(".rd-chart").scroll_into_view_if_needed()
    expect(evidence(page).locator(".js-plotly-plot svg.main-svg").first).to_be_visible(timeout=20_000)
    page.evaluate("() => document.querySelectorAll('details').forEach(part => { part.open = false; })")
    page.emulate_media(media="print")
    expect(evidence(page).get_by_text("Finding.")).to_be_visible()
    expect(evidence(page).locator(".rd-chart > img")).to_be_visible()
    expect(evidence(page).get_by_role("table")).to_be_visible()
    expect(page.locator(".rd-plot:visible, button:visible, input[type=range]:visible, nav:visible")).to_have_count(0)
    expect(page.get_by_text("Size does not matter for “every”.")).to_be_visible()
    expect(page.get_by_text("A claim about every town falls with one town.").first).to_be_visible()
    page.emulate_media(media="screen")
    expect(evidence(page).get_by_text("Finding.")).to_be_hidden()
    expect(page.get_by_text("Size does not matter for “every”.")).to_be_hidden()


def test_printing_leaves_closed_evidence_closed(toy, open_tab):
    page = open_tab()
    page.goto(toy.address())
    paper = page.pdf()
    assert len(paper) > 10_000
    expect(evidence(page).get_by_text("Finding.")).to_be_hidden()


def test_the_real_course_does_a_round(real, open_tab):
    page = open_tab()
    page.goto((real / "index.html").as_uri())
    page.get_by_role("link", name=re.compile("^Start here")).click()
    part = page.locator(".rd-ask", has=page.locator('[data-ek-form^="predict/"]')).first
    gate = page.locator("details[data-exhibit]").first
    expect(gate.get_by_text("Finding.")).to_be_hidden()
    part.get_by_role("radio").nth(2).check()
    part.get_by_role("textbox").fill("70")
    part.get_by_role("button").click()
    expect(gate.get_by_text("Finding.")).to_be_visible()
    gate.scroll_into_view_if_needed()
    expect(gate.locator(".js-plotly-plot svg.main-svg").first).to_be_visible(timeout=20_000)
    page.get_by_role("link", name=re.compile("^Next: ")).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
