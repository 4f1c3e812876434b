"""Sheets to print: the students' hold no answer, the instructor's hold them all, and a plan fits two pages."""

import io
import pathlib
import re
import shutil
import zipfile
from html import escape, unescape
from xml.etree import ElementTree

import pytest

from essay_kit import sheets
from essay_kit.__main__ import main
from essay_kit.content import read_course
from essay_kit.errors import CourseError
from essay_kit.sheets import banks
from essay_kit.sheets.plan import script

ROOT = pathlib.Path(__file__).parent.parent


@pytest.fixture(scope="module")
def course():
    return read_course(ROOT / "data")


@pytest.fixture(scope="module")
def built(course, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sheets")
    sheets.build(course, folder)
    return folder


def text(folder):
    """All words of a folder's pages."""
    return " ".join(" ".join(unescape(re.sub(r"<[^>]+>", " ", page.read_text("utf-8"))).split()) for page in sorted(folder.glob("*.html")))


def secrets(course):
    """What only the instructor's folder may hold: feedback, reasons of ours, grades, what we expect of a talk."""
    said = [o.feedback for q in course.all("questions") for o in q.options] + [
        o.feedback for p in course.all("predictions") for o in p.options
    ]
    said += [s.reason for e in course.all("exhibits") for s in e.speaks] + [e.finding for e in course.all("exhibits")]
    said += [c.grade_reason for c in course.all("claims")] + [p.course for c in course.all("claims") for p in c.prompts]
    # up to the first place, which is filled in on paper
    return [" ".join(one.split("{")[0].split())[:60] for one in said if len(one.split("{")[0]) > 40]


def test_the_students_folder_holds_nothing_of_the_key(course, built):
    words = text(built / sheets.STUDENTS)
    assert not [secret for secret in secrets(course) if secret in words]


def test_the_key_holds_every_feedback_reason_and_grade(course, built):
    words = text(built / sheets.TEACHERS)
    own = {course.folder("lessons", lesson.id) for lesson in course.all("lessons")}
    feedback = [o.feedback for q in course.all("questions") if course.folder("questions", q.id) in own for o in q.options]
    feedback += [c.grade_reason for lesson in course.all("lessons") for c in (course.get("claims", i) for i in lesson.claims) if c.grade]
    missing = [one for one in feedback if " ".join(one.split("{")[0].split())[:60] not in words]
    assert not missing and len(feedback) > 40


def test_no_stored_notebook_page_holds_the_key(course):
    feedback = [o.feedback for q in course.all("questions") for o in q.options] + [c.grade_reason for c in course.all("claims")]
    kept = [" ".join(one.split("{")[0].split())[:60] for one in feedback if len(one.split("{")[0]) > 40]
    for path in sorted((ROOT / "notebooks").glob("0*.ipynb")):
        words = " ".join(path.read_text("utf-8").split())
        assert not [one for one in kept if one in words], path.name


def test_a_plan_deals_out_prompts_and_questions_once(course):
    for lesson in course.all("lessons"):
        steps = script(course, lesson)
        for name in ("prediction", "prompt", "question"):
            dealt = [id(getattr(s, name)) for s in steps if getattr(s, name)]
            assert len(dealt) == len(set(dealt)), f"{lesson.id}: a {name} twice"
        assert any(s.prediction for s in steps)


def test_every_lesson_has_a_plan_a_key_and_a_worksheet_and_an_index_names_them(course, built):
    for place, kinds in ((sheets.STUDENTS, ["worksheet"]), (sheets.TEACHERS, ["plan", "key"])):
        index = (built / place / "index.html").read_text("utf-8")
        for lesson in course.all("lessons"):
            for kind in kinds:
                name = f"{lesson.notebook.removesuffix('.ipynb')}_{kind}.html"
                assert (built / place / name).exists() and escape(name) in index


def test_a_page_runs_nothing_and_loads_nothing(built):
    for page in built.rglob("*.html"):
        raw = page.read_text("utf-8")
        assert "default-src 'none'" in raw and "<script" not in raw and "http" not in raw.replace("http-equiv", "")


def test_the_command_says_what_it_built_and_a_folder_that_cannot_be_written_is_a_sentence(tmp_path, capsys):
    assert main(["handouts", str(ROOT / "tests/toy_essay/data"), str(tmp_path)]) == 0
    assert "for students" in capsys.readouterr().out
    (tmp_path / "file").write_text("x")
    assert main(["handouts", str(ROOT / "tests/toy_essay/data"), str(tmp_path / "file")]) == 1
    assert "cannot be written" in capsys.readouterr().out
    assert main(["handouts", "data"]) == 2


def test_broken_content_is_told_and_nothing_is_built(tmp_path, capsys):
    data = shutil.copytree(ROOT / "tests/toy_essay/data", tmp_path / "data")
    next(data.rglob("questions.yaml")).write_text("- id: Q1\n  prompt: [", "utf-8")
    assert main(["handouts", str(data), str(tmp_path / "build")]) == 1
    assert "questions.yaml" in capsys.readouterr().out and not (tmp_path / "build").exists()


def test_the_bank_for_moodle_has_every_question_with_one_right_answer_and_all_feedback(course, built):
    quiz = ElementTree.fromstring((built / sheets.TEACHERS / "questions_moodle.xml").read_bytes())
    asked = [q for q in quiz if q.get("type") == "multichoice"]
    records = {q.id: q for q in course.all("questions")}
    assert {q.findtext("name/text") for q in asked} == set(records)
    for one in asked:
        record = records[one.findtext("name/text")]
        answers = one.findall("answer")
        assert [a.get("fraction") for a in answers] == ["100" if o.best else "0" for o in record.options]
        assert [a.findtext("feedback/text") for a in answers] == [
            " ".join(course.filled(record, o.feedback).split()) for o in record.options
        ]
        assert one.findtext("questiontext/text") == " ".join(course.filled(record, record.prompt).split())
    assert len({q.findtext("category/text") for q in quiz if q.get("type") == "category"}) >= 4


def test_the_bank_for_canvas_is_a_package_with_the_same_questions_word_for_word(course, built):
    with zipfile.ZipFile(built / sheets.TEACHERS / "questions_canvas.zip") as package:
        assert package.testzip() is None and "imsmanifest.xml" in package.namelist()
        name = next(n for n in package.namelist() if n.endswith(".xml") and "assessment_meta" not in n and "manifest" not in n)
        root = ElementTree.fromstring(package.read(name))
    space = {"q": root.tag.split("}")[0].strip("{")}
    items = root.findall(".//q:item", space)
    records = course.all("questions")
    assert len(items) == len(records)
    words = [" ".join(unescape(re.sub(r"<[^>]+>", "", t.text or "")).split()) for t in root.findall(".//q:mattext", space)]
    for record in records:
        for text in (record.prompt, *(o.text for o in record.options), *(o.feedback for o in record.options)):
            assert typed(course.filled(record, text)) in {typed(w) for w in words}


def typed(text):
    """Words without the difference between typed and typeset quotes."""
    return " ".join(text.translate(str.maketrans("“”‘’", "\"\"''")).split())


def test_signs_that_mean_something_elsewhere_stay_signs(tmp_path):
    data = shutil.copytree(ROOT / "tests/toy_essay/data", tmp_path / "data")
    path = next(data.rglob("questions.yaml"))
    hostile = "A *b* _c_ $d$ `e` <i>f</i> & [g](h) #i"
    text = re.sub(r"(prompt: >\n +)", lambda found: f"{found.group(1)}{hostile} ", path.read_text("utf-8"), count=1)
    path.write_text(text, "utf-8")
    course = read_course(data)
    assert hostile in banks.moodle(course).decode().replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    with zipfile.ZipFile(io.BytesIO(banks.canvas(course))) as package:
        raw = "".join(package.read(n).decode() for n in package.namelist() if n.endswith(".xml"))
    assert hostile in unescape(unescape(raw))


@pytest.mark.browser
@pytest.mark.slow
def test_a_plan_prints_on_two_pages_at_most(built, browser):
    page = browser.new_page()
    for path in sorted((built / sheets.TEACHERS).glob("*_plan.html")):
        page.goto(path.as_uri())
        pages = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(prefer_css_page_size=True)))
        assert 1 <= pages <= 2, f"{path.name}: {pages} pages"
    page.close()


def test_a_course_error_names_the_folder(course, tmp_path):
    (tmp_path / sheets.STUDENTS).write_text("a file where a folder should be")
    with pytest.raises(CourseError, match="cannot be written"):
        sheets.build(course, tmp_path)
