"""Sheets to print: the students' hold no answer, the instructor's hold them all, and a plan fits two pages."""

import pathlib
import re
import shutil
from html import escape, unescape

import pytest

from essay_kit import sheets
from essay_kit.__main__ import main
from essay_kit.content import read_course
from essay_kit.errors import CourseError
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
