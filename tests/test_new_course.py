"""`make new-course` lays out a course on another text that checks, runs and prints at once, and overwrites nothing."""

import os
import pathlib
import subprocess
import sys

import nbformat
import pytest

import essay_kit
from essay_kit import sheets
from essay_kit.content import read_course

ROOT = pathlib.Path(__file__).parent.parent


def lay_out(folder):
    env = {**os.environ, "FOLDER": str(folder)}
    # the verb alone is tested: start.py would run it in its own environment, which other tests make
    code = "import start, sys; sys.exit(start.new_course())"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("new") / "my_course"
    done = lay_out(folder)
    assert done.returncode == 0 and str(folder) in done.stdout, done.stderr
    return folder


def test_the_new_course_is_in_order_and_prints(course, tmp_path):
    assert essay_kit.check(course / "data") == []
    assert len(sheets.build(read_course(course / "data"), tmp_path)) == 3


def test_its_notebook_runs_and_its_tests_pass_on_its_own_copy_of_the_kit(course):
    env = {**os.environ, "PYTHONPATH": str(course)}
    stored = subprocess.run([sys.executable, "tests/store_outputs.py"], cwd=course, env=env, capture_output=True, text=True)
    assert stored.returncode == 0, stored.stderr
    cells = nbformat.read(course / "notebooks/00_start_here.ipynb", 4).cells
    assert all(cell.outputs for cell in cells if cell.cell_type == "code")
    tested = subprocess.run([sys.executable, "-m", "pytest", "-q", "tests"], cwd=course, env=env, capture_output=True, text=True)
    assert tested.returncode == 0 and "2 passed" in tested.stdout, tested.stdout


def test_nothing_of_this_course_goes_into_the_new_one(course):
    words = "".join(p.read_text("utf-8") for p in course.joinpath("data").rglob("*.*") if p.name != "README.md")
    assert "Torbakov" not in words and "russia" not in words.lower()
    assert not list(course.rglob("my_answers*")) and not list(course.rglob("__pycache__/*new*"))


@pytest.mark.parametrize(("folder", "said"), [("", "Please say where"), (str(ROOT / "data/inside"), "outside of this course")])
def test_a_folder_that_will_not_do_is_a_sentence(folder, said):
    done = lay_out(folder)
    assert done.returncode == 1 and said in done.stderr and "Traceback" not in done.stderr


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    done = lay_out(tmp_path)
    assert done.returncode == 1 and "not empty" in done.stderr and [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]
