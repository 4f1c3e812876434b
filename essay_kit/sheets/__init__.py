"""Sheets to print, from the same records as the notebooks: worksheets for students, plans and the key for whoever teaches."""

from __future__ import annotations

import pathlib
import shutil

from ..content import Course
from ..errors import CourseError
from . import banks, key, plan, worksheet
from .paper import contents, paper

LONG = 2000  # words
STUDENTS, TEACHERS = "handouts", "instructor"


def build(course: Course, folder: pathlib.Path) -> list[pathlib.Path]:
    """Write both folders below `folder`, each anew, and return the pages written.

    The folder for students holds no answer, no feedback and no mark of ours; the other holds them all.
    Raises CourseError where the folder cannot be written.
    """
    kinds = {STUDENTS: {"worksheet": worksheet.worksheet}, TEACHERS: {"plan": plan.plan, "key": key.key}}
    written = []
    for name, makers in kinds.items():
        place = folder / name
        try:
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            pages = [_page(course, lesson, kind, maker, place) for lesson in course.all("lessons") for kind, maker in makers.items()]
            (place / "index.html").write_text(contents(course, [(p.name, title) for p, title in pages]), "utf-8")
            if name == TEACHERS:
                (place / "questions_moodle.xml").write_bytes(banks.moodle(course))
                (place / "questions_canvas.zip").write_bytes(banks.canvas(course))
        except OSError as wrong:
            raise CourseError(f"The sheets cannot be written to {place}: {wrong.strerror or wrong}.") from None
        written += [path for path, _ in pages]
    return written


def _page(course: Course, lesson: object, kind: str, maker: object, place: pathlib.Path) -> tuple[pathlib.Path, str]:
    title = f"{lesson.title}: {kind}"
    path = place / f"{lesson.notebook.removesuffix('.ipynb')}_{kind}.html"
    inner = maker(course, lesson)
    # a long plan is set smaller, so that two pages hold it
    css = f"{kind} long" if kind == "plan" and len(inner.split()) > LONG else kind
    path.write_text(paper(title, inner, course, css), "utf-8")
    return path, title
