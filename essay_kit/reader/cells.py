"""One notebook as the inside of a page: prose as it is, and for each call of the kit what a page can show without one."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from ..content import Course
from ..errors import CourseError
from ..kit import Kit
from ..views import html
from . import asks, evidence, prose
from .notebook import HOW, Cell, Notebook
from .prose import Prose

# What looks at the answers of all notebooks at once; a page knows only its own.
ELSEWHERE = {"calibration": "This part counts your answers in all notebooks. A page of the reader knows only its own, so it is empty here."}
# Shown at the end of every page.
LEFT_OUT = {"my_page"}
TOP = re.compile(r"<(/?)h([1-6])")


def inside(course: Course, notebook: Notebook, writer: Prose, how: str) -> str:
    """The HTML of all cells; headings of the kit's parts stand one level below the prose above them.

    Raises CourseError, with the notebook's name, where a call names what the course does not have.
    """
    kit, made = asks.fresh(course), []
    for cell in notebook.cells:
        if cell.prose:
            made.append(prose.html(cell.prose, writer).replace(f"<p>{HOW}</p>", how))
            continue
        level = writer.headings[-1][0] if writer.headings else 1
        try:
            made.append(below(_shown(kit, course, cell), level + 1))
        except CourseError as wrong:
            raise CourseError(f"{notebook.name}.ipynb: {wrong}") from None
    return "".join(made)


def _shown(kit: Kit, course: Course, cell: Cell) -> str:
    if cell.call is None:
        return _kept(cell.kept)
    name, arguments = cell.call
    if name in LEFT_OUT:
        return ""
    if name in ELSEWHERE:
        return html.box(html.p(ELSEWHERE[name]))
    if name == "exhibit":
        return evidence.exhibit(course, course.get("exhibits", *arguments))
    if name == "table":
        return evidence.rows(course, *arguments)
    if name in asks.ASKS:
        return asks.asked(course, name, *arguments)
    if name in asks.SHOWN:
        return asks.shown_only(course, name, *arguments)
    return asks.still(_method(kit, name)(*arguments), "")


def _method(kit: Kit, name: str) -> Callable:
    if name.startswith("_") or not hasattr(kit, name):
        raise CourseError(f"the kit has no {name}.")
    return getattr(kit, name)


def _kept(outputs: tuple[dict, ...]) -> str:
    """What the notebook stored for a cell that does not call the kit, as plain text: it may hold anything."""
    texts = [output.get("data", {}).get("text/plain", output.get("text", "")) for output in outputs]
    whole = ["".join(text) for text in texts if text]
    return "".join(f'<pre tabindex="0">{escape(text)}</pre>' for text in whole)


def below(part: str, level: int) -> str:
    """The same with its headings, which begin at 4, moved so that they begin at `level`."""
    return TOP.sub(lambda found: f"<{found[1]}h{min(6, max(2, int(found[2]) - 4 + level))}", part)
