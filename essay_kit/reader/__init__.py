"""The course as a folder of pages that a browser opens from a stick or inside a learning platform: no kernel, no network."""

from __future__ import annotations

import os
import pathlib
import re
import shutil

from .. import charts
from ..content import Course, read_course
from ..errors import CourseError
from . import pages, shell
from .shell import Page

FOLDER = "reader"
HERE = pathlib.Path(__file__).parent
VIEWS = HERE.parent / "views"
PLOTLY = "plotly.min.js"
VERSION = re.compile(rb"\bv(\d+\.\d+\.\d+)\b")


def build(data: pathlib.Path, notebooks: pathlib.Path, place: pathlib.Path) -> list[pathlib.Path]:
    """Write the folder `reader` below `place`, anew, and return the pages written.

    A notebook that no lesson names stays out: it is not for students. Raises CourseError where the course, a notebook or
    the folder is not as it should be; then nothing is written.
    """
    course = read_course(data)
    made, files = parts(course, data, notebooks)
    folder = place / FOLDER
    try:
        _write(folder, files)
    except OSError as wrong:
        raise CourseError(f"The reader cannot be written to {folder}: {wrong.strerror or wrong}.") from None
    return [folder / f"{page.name}.html" for page in made]


def parts(course: Course, data: pathlib.Path, notebooks: pathlib.Path) -> tuple[list[Page], dict[str, bytes]]:
    """All pages in order, and all files of the reader by the names they have in its folder; raises CourseError."""
    made, files = [], {}
    for page, before, after in _in_order(course, data, notebooks):
        made.append(page)
        files[f"{page.name}.html"] = shell.whole(course, page, before, after).encode()
        files |= page.pictures
    return made, files | _beside(course, data)


def _write(folder: pathlib.Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _beside(course: Course, data: pathlib.Path) -> dict[str, bytes]:
    """What all pages share: looks, script, plotly.js and the tables."""
    # One plain script: a browser loads no module from a stick.
    script = _joined(VIEWS / "fields.js", VIEWS / "draw.js", HERE / "charts.js", HERE / "scorm.js", HERE / "reader.js")
    return {
        "reader.css": _joined(VIEWS / "form.css", HERE / "reader.css").encode(),
        "reader.js": f"(() => {{\n{script}\n}})();\n".encode(),
        PLOTLY: _plotly(),
        **{f"tables/{name}.csv": (data / about["path"]).read_bytes() for name, about in course.tables.about.items()},
    }


def _plotly() -> bytes:
    """The plotly.js that the charts were made for, or the smaller edition of it that ESSAY_KIT_PLOTLY names."""
    own, given = charts.script().read_bytes(), os.environ.get("ESSAY_KIT_PLOTLY")
    if not given:
        return own
    try:
        smaller = pathlib.Path(given).read_bytes()
    except OSError as wrong:
        raise CourseError(f"ESSAY_KIT_PLOTLY names {given}, which cannot be read: {wrong.strerror or wrong}.") from None
    wanted, found = (VERSION.search(script[:500]) for script in (own, smaller))
    if found is None or found[1] != wanted[1]:
        raise CourseError(f"ESSAY_KIT_PLOTLY names {given}, which is not plotly.js {wanted[1].decode()}, for which the charts are made.")
    return smaller


def _joined(*files: pathlib.Path) -> str:
    return "\n".join(file.read_text("utf-8") for file in files)


def _in_order(course: Course, data: pathlib.Path, notebooks: pathlib.Path) -> list[tuple[Page, Page | None, Page | None]]:
    """Every page with the one before and the one after it; the contents and what is looked up stand in no order."""
    lessons = pages.lessons(course, notebooks)
    steps = zip(lessons, [None, *lessons], [*lessons[1:], None], strict=False)
    return [(pages.contents(course, lessons), None, None), *steps, *((page, None, None) for page in pages.looked_up(course, data))]
