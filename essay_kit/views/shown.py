"""How a mistake in a cell is shown."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable

from ..errors import CourseError
from .view import View


def shown(method: Callable) -> Callable:
    """In a notebook a mistake becomes what the cell shows: an error would stop "Run All" and leave the page below it blank."""

    @functools.wraps(method)
    def instead(*arguments: object, **named: object) -> View:
        try:
            return method(*arguments, **named)
        except CourseError as wrong:
            if sys.platform != "emscripten" and "ipykernel.zmqshell" not in sys.modules:
                raise
            from . import html  # only here: a page without mistakes does not need it yet

            return View([html.piece(html.box(html.labelled("This part cannot be shown.", str(wrong), "ek-caveat")), str(wrong))])

    return instead
