"""The course as a folder of pages that a browser opens from a stick or inside a learning platform: no kernel, no network."""

from __future__ import annotations

import pathlib
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


def build(data: pathlib.Path, notebooks: pathlib.Path, place: pathlib.Path) -> list[pathlib.Path]:
    """Write the folder `reader` below `place`, anew, and return the pages written.

    A notebook that no lesson names stays out: it is not for students. Raises CourseError where the course, a notebook or
    the folder is not as it should be; then nothing is written.
    """
    course = read_course(data)
    made = {page.name: shell.whole(course, page, before, after) for page, before, after in _in_order(course, data, notebooks)}
    folder = place / FOLDER
    try:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "tables").mkdir(parents=True)
        for name, text in made.items():
            (folder / f"{name}.html").write_text(text, "utf-8")
        (folder / "reader.css").write_text(_joined(VIEWS / "form.css", HERE / "reader.css"), "utf-8")
        # One plain script: a browser loads no module from a stick.
        script = _joined(VIEWS / "fields.js", VIEWS / "draw.js", HERE / "charts.js", HERE / "reader.js")
        (folder / "reader.js").write_text(f"(() => {{\n{script}\n}})();\n", "utf-8")
        shutil.copyfile(charts.script(), folder / PLOTLY)
        for name in course.tables.about:
            (folder / "tables" / f"{name}.csv").write_bytes((data / course.tables.about[name]["path"]).read_bytes())
    except OSError as wrong:
        raise CourseError(f"The reader cannot be written to {folder}: {wrong.strerror or wrong}.") from None
    return [folder / f"{name}.html" for name in made]


def _joined(*files: pathlib.Path) -> str:
    return "\n".join(file.read_text("utf-8") for file in files)


def _in_order(course: Course, data: pathlib.Path, notebooks: pathlib.Path) -> list[tuple[Page, Page | None, Page | None]]:
    """Every page with the one before and the one after it; the contents and what is looked up stand in no order."""
    lessons = pages.lessons(course, notebooks)
    steps = zip(lessons, [None, *lessons], [*lessons[1:], None], strict=False)
    return [(pages.contents(course, lessons), None, None), *steps, *((page, None, None) for page in pages.looked_up(course, data))]
