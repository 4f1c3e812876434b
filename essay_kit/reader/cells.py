"""One notebook as the inside of a page: prose as it is, and for each call of the kit what a page can show without one."""

from __future__ import annotations

import inspect
import re
from html import escape

from ..content import Course
from ..errors import CourseError
from ..kit import Kit
from ..views import html
from . import asks, evidence, prose
from .notebook import HOW, Cell, Notebook
from .prose import Prose

# What the kit tells, as a page can tell it too.
TOLD = {"claim", "claims", "controversy", "literature", "map", "sources", "term", "terms", "timeline", "worked"}
# What looks at the answers of all notebooks at once; a page knows only its own.
ELSEWHERE = {"calibration", "review_deck"}
NOT_HERE = "This part goes through your answers in all notebooks. A page of the reader knows only its own, so there is nothing here."
# What stands at the end of every page, and what is for a class or for whoever teaches it.
LEFT_OUT = {"my_answers", "my_page", "plan", "walkthrough", "class_answers", "code", "vote"}
TOP = re.compile(r"<(/?)h([1-6])")


def inside(course: Course, notebook: Notebook, writer: Prose, how: str) -> str:
    """The HTML of all cells; headings of the kit's parts stand one level below the prose above them.

    Raises CourseError, with the notebook's name, where a call names what the course does not have.
    """
    kit, made = asks.fresh(course), []
    for cell in notebook.cells:
        if cell.prose:
            text = prose.html(cell.prose, writer)
            made.append(text.replace(f"<p>{HOW}</p>", how))
            how = "" if HOW in text else how  # said once
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
    _called(name, arguments)
    if name in LEFT_OUT:
        return ""
    if name in ELSEWHERE:
        return html.box(html.p(NOT_HERE))
    if name == "exhibit":
        return evidence.exhibit(course, course.get("exhibits", *arguments))
    if name == "table":
        return evidence.rows(course, *arguments)
    if name in asks.ASKS:
        return asks.asked(course, name, *arguments)
    if name in asks.SHOWN:
        return asks.shown_only(course, name, *arguments)
    return asks.still(getattr(kit, name)(*arguments), "")


def _called(name: str, arguments: tuple) -> None:
    """Refuse a call that the reader does not know, or that the kit would not take."""
    if name not in {*TOLD, *ELSEWHERE, *LEFT_OUT, *asks.ASKS, *asks.SHOWN, "exhibit", "table"}:
        raise CourseError(f"the reader does not know kit.{name}; see essay_kit/reader/cells.py.")
    try:
        inspect.signature(getattr(Kit, name)).bind(None, *arguments)
    except TypeError:
        raise CourseError(f"kit.{name} is not called with what it needs; see essay_kit/kit.py.") from None


def _kept(outputs: tuple[dict, ...]) -> str:
    """What the notebook stored for a cell that does not call the kit, as plain text: it may hold anything."""
    texts = [output.get("data", {}).get("text/plain", output.get("text", "")) for output in outputs]
    whole = ["".join(text) for text in texts if text]
    return "".join(f'<pre tabindex="0">{escape(text)}</pre>' for text in whole)


def below(part: str, level: int) -> str:
    """The same with its headings, which begin at 4, moved so that they begin at `level`."""
    return TOP.sub(lambda found: f"<{found[1]}h{min(6, max(2, int(found[2]) - 4 + level))}", part)
