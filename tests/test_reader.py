"""The reader: built whole, nothing from outside, nothing told too early, nothing of the instructor's, and nothing half built."""

import json
import pathlib
import re
import runpy
import shutil
from html.parser import HTMLParser
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from essay_kit import reader
from essay_kit.__main__ import main
from essay_kit.content import read_course
from essay_kit.errors import CourseError
from essay_kit.kit import Kit
from essay_kit.reader import asks, cells

ROOT = pathlib.Path(__file__).parent.parent
TOY = ROOT / "tests/toy_essay"
VOID = {"meta", "link", "img", "input", "br", "hr"}


class Reading(HTMLParser):
    """A page as the tests look at it: every element, and every text with the elements that it stands in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements, self.texts, self.open = [], [], []
        self.feed(text)
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        last = self.open.pop()[0]
        assert last == tag, f"<{last}> is closed by </{tag}>"

    def handle_data(self, data):
        self.texts.append((" ".join(data.split()), list(self.open)))

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]

    def words(self, but=("script", "style")):
        return " ".join(text for text, inside in self.texts if not any(tag in but for tag, _ in inside))


def links(reading):
    return [a["href"] for a in reading.all("a")]


@pytest.fixture(scope="module")
def course():
    return read_course(ROOT / "data")


@pytest.fixture
def toy(tmp_path):
    """A copy of the toy course, to be spoiled and built."""
    shutil.copytree(TOY, tmp_path / "toy")
    data, notebooks = tmp_path / "toy/data", tmp_path / "toy/notebooks"

    def build():
        reader.build(data, notebooks, tmp_path)
        return {path.stem: path.read_text("utf-8") for path in (tmp_path / reader.FOLDER).glob("*.html")}

    return SimpleNamespace(data=data, notebooks=notebooks, build=build, place=tmp_path)


def write(toy, *more, name="toy"):
    """Write a notebook of a title and these cells: calls of the kit, or prose where they do not begin with `kit.`."""
    made = [{"cell_type": "markdown", "metadata": {}, "source": ["# Bread\n", "\n", "About bread."]}]
    for source in more:
        kind = "code" if source.startswith(("kit", "import")) else "markdown"
        made.append({"cell_type": kind, "metadata": {}, "source": source, "outputs": []})
    (toy.notebooks / f"{name}.ipynb").write_text(json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")


@pytest.fixture(scope="session")
def readings(real):
    return {path.name: Reading(path.read_text("utf-8")) for path in sorted(real.glob("*.html"))}


# ------------------------------------------------------------------------------------------------ the whole folder


def test_there_is_a_page_for_each_lessons_notebook_and_for_what_one_looks_up(readings, course):
    lessons = {lesson.notebook.replace(".ipynb", ".html") for lesson in course.all("lessons")}
    assert set(readings) == lessons | {f"{n}.html" for n in ("index", "glossary", "timeline", "literature", "sources", "licences")}
    assert set(readings) - {"index.html"} <= set(links(readings["index.html"]))
    words = readings["index.html"].words()
    assert course.essay.edition in words and "How to use these pages" in words and "licences" in words


def test_every_link_leads_to_something_in_the_folder_or_plainly_out(readings, real):
    ids = {name: {attrs["id"] for _, attrs in reading.elements if "id" in attrs} for name, reading in readings.items()}
    for name, reading in readings.items():
        for href in links(reading):
            if href.startswith(("https://", "http://")):
                assert name in ("literature.html", "licences.html"), f"{name}: {href}"
                continue
            file, _, part = href.partition("#")
            assert not file or (real / file).is_file(), f"{name}: {href}"
            assert not part or part in ids[file or name], f"{name}: {href}"


def test_a_page_loads_only_what_lies_beside_it(readings, real):
    for name, reading in readings.items():
        loaded = [
            (tag, value) for tag, attrs in reading.elements for key, value in attrs.items() if key in ("src", "srcset", "data", "poster")
        ]
        loaded += [("link", attrs["href"]) for attrs in reading.all("link")]
        for tag, value in loaded:
            assert (real / value).is_file() and not re.match(r"[a-z]+:|/|\.\.", value), f"{name}: {tag} {value[:80]}"
        assert not [attrs for _, attrs in reading.elements for key in attrs if key.startswith("on")]
        policy = next(a["content"] for a in reading.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
        assert "default-src 'none'" in policy and "http" not in policy and "connect-src" not in policy
        assert {a.get("type", a.get("src")) for a in reading.all("script")} <= {"application/json", "reader.js"}
        assert not reading.all("iframe") + reading.all("object") + reading.all("form")
    for file in ("reader.css", "reader.js"):
        text = (real / file).read_text("utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|@import|url\(|fetch\(|XMLHttp|sendBeacon|WebSocket|innerHTML|insertAdjacent|eval\(", text), file


def test_plotly_is_there_once_and_a_page_is_light(real):
    scripts = sorted(path.name for path in real.rglob("*.js"))
    assert scripts == ["plotly.min.js", "reader.js"]
    for path in real.glob("*.html"):
        assert path.stat().st_size < 600_000, path.name
    assert sum(path.stat().st_size for path in real.rglob("*.*")) < 4_900_000 + 600_000 * len(list(real.glob("*.html")))


def test_a_smaller_plotly_may_take_its_place_where_it_is_the_same_one(toy, monkeypatch):
    toy.build()
    version = re.search(r"v\d+\.\d+\.\d+", (toy.place / "reader/plotly.min.js").read_text("utf-8")[:500])[0]
    small = toy.place / "plotly-basic.min.js"
    monkeypatch.setenv("ESSAY_KIT_PLOTLY", str(small))
    for text, said in ((None, "which cannot be read"), ("// plotly.js v0.0.1", "is not plotly.js"), ("// nothing", "is not plotly.js")):
        if text:
            small.write_text(text)
        with pytest.raises(CourseError, match=said):
            toy.build()
    small.write_text(f"/* plotly.js (basic - minified) {version} */")
    toy.build()
    assert (toy.place / "reader/plotly.min.js").read_bytes() == small.read_bytes()


def test_the_smaller_plotly_can_draw_every_chart(real):
    for path in real.glob("*.html"):
        for bundle in re.findall(r'class="rd-bundle">(.*?)</script>', path.read_text("utf-8")):
            assert {trace["type"] for trace in json.loads(bundle)["data"]} <= {"scatter", "bar", "pie"}, path.name


def test_every_exhibit_of_a_notebook_has_its_picture_words_table_and_live_form(course, real):
    seen = 0
    for lesson in course.all("lessons"):
        source = (ROOT / "notebooks" / lesson.notebook).read_text("utf-8")
        page = (real / lesson.notebook.replace(".ipynb", ".html")).read_text("utf-8")
        parts = page.split('<section class="rd-exhibit"')[1:]
        asked = re.findall(r'"kit\.exhibit\(\\"([\w-]+)\\"\)', source)
        assert len(parts) == len(asked) > 0
        for exhibit, part in zip(asked, parts, strict=True):
            part = part.split("</section>")[0]
            picture = re.search(r'<img src="pictures/\w+\.svg" alt="([^"]+)"', part)
            words = re.search(r'data-ek-chart="([\w-]+)">([^<]+)<', part)
            assert picture and words and words[1] == exhibit and words[2] == picture[1], exhibit
            assert "The data of this chart" in part and part.count("<tr>") > 2, exhibit
            assert "Finding." in part and "Caveat." in part and "Source." in part and "{" not in re.sub(r"<script.*?</script>", "", part), (
                exhibit
            )
            bundle = json.loads(re.search(r'class="rd-bundle">(.*?)</script>', part, re.S)[1])
            assert bundle["data"] and bundle["layout"] and bundle["config"]["showSendToCloud"] is False, exhibit
            seen += 1
    assert seen > 10


def test_a_picture_is_the_kits_own(course, real):
    from essay_kit.charts import draw, drawing

    exhibit = course.all("exhibits")[0]
    svg = drawing(draw(exhibit.chart, course.tables[exhibit.table]))
    shown = [path.read_text("utf-8") for path in sorted((real / "pictures").iterdir())]
    assert svg in shown
    for one in shown:
        assert not [e.tag for e in ElementTree.fromstring(one).iter() if re.search("script|foreignObject|use$|image$", e.tag)]


def test_headings_are_in_order_and_ids_are_unique(readings):
    for name, reading in readings.items():
        levels = [int(tag[1]) for tag, _ in reading.elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1 and levels.count(1) == 1, name
        assert all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False)), f"{name}: {levels}"
        ids = [attrs["id"] for _, attrs in reading.elements if "id" in attrs]
        assert len(ids) == len(set(ids)), name


def test_a_page_has_its_landmarks_its_language_and_a_way_past_them(readings):
    for name, reading in readings.items():
        tags = [tag for tag, _ in reading.elements]
        assert tags.count("main") == 1 and "header" in tags and "footer" in tags and reading.all("html") == [{"lang": "en"}], name
        assert links(reading)[0] == "#main" and reading.all("main")[0]["id"] == "main"
        names = [attrs.get("aria-label") for attrs in reading.all("nav")]
        assert all(names) and len(names) == len(set(names)), name
        assert all(attrs.get("alt") is not None for attrs in reading.all("img")), name


def test_no_page_asks_to_run_cells_or_to_call_the_kit(readings):
    for name, reading in readings.items():
        words = reading.words()
        assert not re.search(r"Run All|kit\.\w+\(|import essay_kit|my_answers|code is hidden|only in the notebook", words), name


# ------------------------------------------------------------------------------------- what may be told, and when


def start(text):
    """The beginning of a text, up to its first place, which is filled in on the page."""
    return " ".join(text.split("{")[0].split())[:60]


def test_reasons_stand_only_in_parts_that_the_reader_opens(readings, course):
    told = [o.feedback for kind in ("questions", "predictions") for r in course.all(kind) for o in r.options]
    told += [p.explain for p in course.all("predictions")] + [s.reason for e in course.all("exhibits") for s in e.speaks]
    told += [c.grade_reason for c in course.all("claims")]
    secrets = {start(text) for text in told if len(start(text)) > 40}
    found = set()
    for name, reading in readings.items():
        for text, inside in reading.texts:
            for secret in secrets:
                if secret in text:
                    found.add(secret)
                    assert any(tag == "details" for tag, _ in inside), f"{name}: {secret}"
        for _, attrs in reading.elements:
            assert not [s for s in secrets for value in attrs.values() if value and s in value], name
    assert len(found) > 60


def test_a_form_holds_no_answer_before_it_is_given(readings):
    seen = 0
    for name, reading in readings.items():
        for text, inside in reading.texts:
            if inside and inside[-1][1].get("class") == "rd-spec":
                spec = json.loads(text)
                seen += 1
                assert set(spec) <= {"key", "legend", "note", "action", "fields", "again", "autosave", "locks", "opens"}, name
                keys = {key for field in spec["fields"] for key in field} | {
                    k for f in spec["fields"] for o in f.get("options", []) for k in o
                }
                assert not keys & {"truth", "best", "when", "feedback", "answer", "given"}, spec["key"]
    assert seen > 40


def test_evidence_with_a_prediction_is_closed_and_no_closed_part_is_open(readings):
    gates = [attrs for reading in readings.values() for attrs in reading.all("details") if "data-exhibit" in attrs]
    assert len(gates) > 10
    assert not [attrs for reading in readings.values() for attrs in reading.all("details") if "open" in attrs]


def test_nothing_for_instructors_is_in_the_folder(real, course):
    text = " ".join(" ".join(Reading(path.read_text("utf-8")).words().split()) for path in sorted(real.glob("*.html")))
    theirs = [start(t) for c in course.all("claims") for p in c.prompts for t in (p.course, p.rescue)]
    assert len(theirs) > 10 and not [one for one in theirs if len(one) > 30 and one in text]
    assert not [path for path in real.rglob("*") if "instructor" in path.name]


def test_a_notebook_that_no_lesson_names_and_what_is_for_teachers_stay_out(toy):
    write(toy, 'kit.claim("B1")', name="90_for_instructors")
    write(toy, 'kit.claim("B1")', 'kit.plan("bread")', "kit.walkthrough()")
    pages = toy.build()
    assert "90_for_instructors" not in pages and "instructors" not in "".join(pages.values())
    assert "minutes" not in pages["toy"] and "projector" not in pages["toy"]


def test_answers_of_whoever_builds_do_not_get_into_the_pages(toy, monkeypatch, tmp_path):
    import essay_kit

    before = toy.build()
    monkeypatch.setenv("ESSAY_KIT_ANSWERS", str(toy.notebooks))
    kit = essay_kit.load(toy.data)
    kit.predict("gain").form.press({"do": "commit", "answer": {"option": "b", "sure": 3}})
    kit.reflect("W1").form.press({"do": "commit", "answer": {"text": "my own words"}})
    kept = (toy.notebooks / "my_answers.json").read_bytes()
    assert b"my own words" in kept
    assert toy.build() == before
    assert (toy.notebooks / "my_answers.json").read_bytes() == kept


# ------------------------------------------------------------------------------------------------ every kind of cell

EVERYTHING = """
claim("B1") claims() map() map("T1") believe("start") believe("end") predict("closing") predict("gain") predict("times")
exhibit("closing") exhibit("slider") weigh("closing") weigh("T1") question("Q1") reflect("W1") worked("WORKED")
recall("supermarkets") sort("decades") lineup("which") survives("fewer") forecast("towns-grow") calibration() moved()
controversy("B1") explore("fashion") term("TERM") terms() timeline() literature() sources() table("towns") review_deck() my_page()
"""


def everything(toy):
    """A call of each kind; one claim of the toy gets evidence on both sides, without which there is no controversy."""
    exhibits = toy.data / "content/1_bakeries/exhibits.yaml"
    exhibits.write_text(exhibits.read_text("utf-8").replace("direction: for, strength", "direction: both, strength"), "utf-8")
    known = read_course(toy.data)
    calls = EVERYTHING.replace("WORKED", known.all("worked")[0].id).replace("TERM", known.all("glossary")[0].id)
    return [f"kit.{call}" for call in calls.split()]


def test_every_method_of_the_kit_has_its_place_in_the_reader():
    public = {name for name in dir(Kit) if callable(getattr(Kit, name)) and not name.startswith("_")}
    placed = cells.TOLD | cells.ELSEWHERE | cells.LEFT_OUT | set(asks.ASKS) | set(asks.SHOWN) | {"exhibit", "table"}
    assert public == placed


def test_every_kind_of_cell_makes_a_page(toy):
    write(toy, *everything(toy))
    page = toy.build()["toy"]
    words = Reading(page).words()
    for wanted in (
        "Every town has fewer bakeries", "How likely do you think", "Lock and open the evidence", "Do both towns lose bakeries?",
        "About the answer: Because it is small", "How others sorted them", "The second chapter.", "A decade is not a case by nature.",
        "The real series is in panel", "A walk by chance often looks like a story.", "The claim holds in", "What came of it",
        "goes through your answers in all notebooks", "its controls need the notebook", "towns.csv",
        "Strong answers, to compare with yours",
    ):  # fmt: skip
        assert wanted in words or wanted in page, wanted
    # what came of one answer only is told to nobody
    assert not re.search(r"You said:? \d|you said \d|Your choice:|You picked|\(left blank\)|Your code", words)
    assert not re.search(r">(You|Difference)</th>", page)
    assert "You are offered the exhibits" not in page and page.count("Compare what you say now with what you said at the start") == 2


def test_what_the_kit_shows_stands_one_level_below_the_prose_above_it(toy):
    write(toy, 'kit.claim("B1")', "## Part", 'kit.claim("B1")', "### Piece", 'kit.controversy("B1")')
    everything(toy)
    assert re.findall(r"<h(\d)[^>]*>(?:Claim|A contr|Side A)", toy.build()["toy"]) == ["2", "3", "4", "5"]


def test_what_a_record_holds_breaks_out_of_nothing(toy):
    for path in toy.data.rglob("*.yaml"):
        text = path.read_text("utf-8").replace("Why does one", "</script><script>document.title='run'</script> Why does one")
        path.write_text(text.replace("Because it is small", "Because it is <b>small</b>").replace("Oakham,", "</script>Oakham,"), "utf-8")
    write(toy, 'kit.question("Q1")', 'kit.exhibit("closing")')
    page = toy.build()["toy"]
    reading = Reading(page)
    assert "document.title='run'" in reading.words() and "<b>small</b>" in reading.words()
    assert not reading.all("b") and page.count("</script>") == page.count("<script") == 3


def test_prose_becomes_html_and_html_in_prose_stays_text(toy):
    write(
        toy,
        "## Links\n\n[next](other.ipynb) [here](toy.ipynb#links) [out](https://example.org/)\n\n"
        "[bad](javascript:alert(1)) [file](../data/README.md)\n\n"
        "<script>document.title='run'</script>\n\n![a picture](http://example.org/x.png)",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "Before.\n\n<!-- only in the notebook -->\n\nPress *Run*.\n\n<!-- end -->\n\nAfter.\n\n"
        "Now choose **Run**, then **Run All Cells**.\n\n- Choose Run All Cells.\n- Read.",
    )
    page = toy.build()["toy"]
    assert 'href="toy.html#links"' in page and 'href="https://example.org/"' in page
    assert "other.ipynb" not in page and "javascript:" not in page and "README" not in page and "x.png" not in page
    assert "<script>document" not in page and "&lt;script&gt;" in page
    assert "<th>a</th>" in page and 'class="ek-table rd-table" tabindex="0"' in page
    words = Reading(page).words()
    assert "Press" not in words and "Run All Cells" not in words and "only in the" not in words
    assert "Before." in words and "Read from top to bottom" in words and "After." in words and "Read." in words


def test_a_cell_that_does_not_call_the_kit_shows_its_stored_text(toy):
    write(toy, 'kit.table("towns").head(1)')
    path = toy.notebooks / "toy.ipynb"
    raw = json.loads(path.read_text("utf-8"))
    raw["cells"][1]["outputs"] = [
        {"output_type": "execute_result", "data": {"text/plain": ["<b>one row</b>"], "text/html": "<script>1</script>"}}
    ]
    path.write_text(json.dumps(raw), "utf-8")
    page = toy.build()["toy"]
    assert "&lt;b&gt;one row&lt;/b&gt;</pre>" in page and "<script>1" not in page


# ---------------------------------------------------------------------------------------------- what can go wrong


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda toy: (toy.notebooks / "toy.ipynb").unlink(), "There is no notebook toy.ipynb"),
        (lambda toy: (toy.notebooks / "toy.ipynb").write_text("{half"), "toy.ipynb is not a notebook, or it is damaged"),
        (lambda toy: (toy.notebooks / "toy.ipynb").write_bytes(b"\xff\xfe\x00"), "toy.ipynb is not a notebook, or it is damaged"),
        (lambda toy: (toy.notebooks / "toy.ipynb").write_text('{"cells": [1]}'), "toy.ipynb is not a notebook, or it is damaged"),
        (lambda toy: (toy.notebooks / "toy.ipynb").write_text('{"cells": []}'), "toy.ipynb has no title"),
        (lambda toy: write(toy, 'kit.claim("B7")'), "toy.ipynb: There is no claim 'B7'; did you mean B1?"),
        (lambda toy: write(toy, 'kit.exhibit("closin")'), "toy.ipynb: There is no exhibit 'closin'; did you mean closing?"),
        (lambda toy: write(toy, "kit.dance()"), "toy.ipynb: the reader does not know kit.dance"),
        (lambda toy: write(toy, "kit.claim()"), "toy.ipynb: kit.claim is not called with what it needs"),
        (lambda toy: (toy.data / "content/claims.yaml").unlink(), "claims.yaml is missing"),
        (lambda toy: [p.unlink() for p in toy.data.rglob("lessons.yaml")], "No lesson names a notebook"),
    ],
)
def test_a_mistake_is_a_sentence_and_nothing_is_built(toy, capsys, spoil, said):
    spoil(toy)
    assert main(["reader", str(toy.data), str(toy.notebooks), str(toy.place / "build")]) == 1
    out = capsys.readouterr().out
    assert said in out and "Traceback" not in out
    assert not (toy.place / "build").exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(toy):
    (toy.place / "file").write_text("x")
    with pytest.raises(CourseError, match="cannot be written"):
        reader.build(toy.data, toy.notebooks, toy.place / "file")


def test_a_mistake_leaves_the_reader_of_before_as_it_was(toy):
    before = toy.build()
    write(toy, 'kit.claim("B7")')
    with pytest.raises(CourseError):
        toy.build()
    assert {p.stem: p.read_text("utf-8") for p in (toy.place / reader.FOLDER).glob("*.html")} == before


def test_a_new_reader_leaves_no_page_of_the_one_before(toy):
    toy.build()
    (toy.place / reader.FOLDER / "old.html").write_text("old")
    assert "old" not in toy.build()


def test_the_command_says_what_it_built(toy, capsys):
    assert main(["reader", str(toy.data), str(toy.notebooks), str(toy.place / "build")]) == 0
    out = capsys.readouterr().out
    assert "7 pages" in out and "index.html" in out
    assert main(["reader", str(toy.data)]) == 2


@pytest.mark.parametrize("word", ["reader", "scorm", "colab"])
def test_make_and_start_know_the_reader(monkeypatch, word):
    assert re.search(rf"^lab test .*\b{word}\b", (ROOT / "Makefile").read_text("utf-8"), re.M)
    start, done = runpy.run_path(str(ROOT / "start.py")), []
    said = start["reader"].__globals__
    monkeypatch.setitem(said, "prepare", done.append)
    monkeypatch.setitem(said, "better_python", lambda: None)
    monkeypatch.setitem(said, "call", lambda command, env=None: done.append(command[1:]) or 0)
    assert said["main"]([word]) == 0
    assert done[:2] == ["lab", ["-m", "essay_kit", word, *(str(ROOT / name) for name in ("data", "notebooks", "build"))]]
