"""A small kit for guided notebooks on one essay: claims, evidence, predictions, and a learner's own page.

    import essay_kit
    kit = essay_kit.load("../data")

See `kit.Kit` for what a cell can show and data/README.md for how to change a course without programming.
"""

from __future__ import annotations

import pathlib
import sys
from importlib.resources import files
from importlib.resources.abc import Traversable

from . import checks, content
from .errors import ContentError, CourseError, UnknownIdError
from .kit import Kit, open_kit

__all__ = ["ContentError", "CourseError", "Kit", "UnknownIdError", "check", "load"]


def load(folder: str | pathlib.Path | None = None) -> Kit:
    """Open the course in a data folder; without one, the course that was installed with the kit.

    Raises ContentError, which lists every mistake in the content, each a sentence with file, line and id.
    """
    kit = open_kit(content.read_course(_place(folder)), pathlib.Path.cwd())
    # in a browser no folder is there, and nobody expects one
    if sys.platform != "emscripten" and folder is not None and not pathlib.Path(folder).is_dir():
        kit.note = f"There is no folder {folder} here; this is the course that was installed with the kit."
    return kit


def check(folder: str | pathlib.Path | None = None) -> list[str]:
    """List every mistake in a course's data folder, each a sentence; an empty list means that all is well."""
    return checks.check(_place(folder))


def _place(folder: str | pathlib.Path | None) -> Traversable:
    if folder is not None:
        place = pathlib.Path(folder)
        if place.is_dir():
            return place
    packed, beside = files(__package__) / "_course", pathlib.Path(__file__).parent.parent / "data"
    if folder is not None and not (packed.is_dir() or beside.is_dir()):
        raise CourseError(
            f"There is no folder {folder}. Start the notebook from the course's notebooks folder, or give "
            "essay_kit.load the way to the course's data folder."
        )
    return packed if packed.is_dir() else beside
