"""A notebook as the reader takes it: its cells in order, each prose, a call of the kit, or something else with its stored output."""

from __future__ import annotations

import ast
import json
import pathlib
import re
from dataclasses import dataclass

from ..errors import CourseError

# What holds only where a kernel runs, marked by the notebook's author; JupyterLab does not show comments.
ONLY_THERE = re.compile(r"<!-- only in the notebook -->.*?<!-- end -->", re.S)
COMMENT = re.compile(r"<!--.*?-->", re.S)
# The place where the reader says how it is used.
HOW = "essay-kit-how-to-use"


@dataclass(frozen=True)
class Cell:
    """`prose` is Markdown; `call` is the kit's method and what it is called with; `kept` is what the notebook stored."""

    prose: str = ""
    call: tuple[str, tuple] | None = None
    kept: tuple[dict, ...] = ()


@dataclass(frozen=True)
class Notebook:
    """A notebook by its file's name, without the ending."""

    name: str
    cells: tuple[Cell, ...]


def read(path: pathlib.Path) -> Notebook:
    """Read a notebook; raises CourseError where it cannot be read as one."""
    try:
        raw = json.loads(path.read_text("utf-8"))
        cells = [_cell(cell) for cell in raw["cells"]]
    except OSError as wrong:
        raise CourseError(f"The notebook {path.name} cannot be read: {wrong.strerror or wrong}.") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CourseError(f"{path.name} is not a notebook, or it is damaged. Restore it from the course.") from None
    return Notebook(path.stem, tuple(cell for cell in cells if cell))


def _cell(raw: dict) -> Cell | None:
    source = raw["source"] if isinstance(raw["source"], str) else "".join(raw["source"])
    if raw["cell_type"] == "markdown":
        return Cell(prose=COMMENT.sub("", ONLY_THERE.sub(f"\n\n{HOW}\n\n", source)))
    if raw["cell_type"] != "code":
        return None
    call = _call(source)
    if call == ("", ()):
        return None
    return Cell(call=call, kept=() if call else tuple(output for output in raw.get("outputs", []) if isinstance(output, dict)))


def _call(source: str) -> tuple[str, tuple] | None:
    """The kit's method that a cell shows, with plain values; ("", ()) where it shows the kit itself, None for all else."""
    try:
        last = ast.parse(source).body[-1]
    except (SyntaxError, IndexError):
        return None
    match last:
        case ast.Expr(ast.Name(id="kit")):
            return "", ()
        case ast.Expr(ast.Call(func=ast.Attribute(value=ast.Name(id="kit"), attr=name), args=args, keywords=[])) if all(
            isinstance(arg, ast.Constant) for arg in args
        ):
            return name, tuple(arg.value for arg in args)
    return None
