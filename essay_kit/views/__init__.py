"""State -> screen: the only layer that knows ipywidgets, HTML and Jupyter.

A view is imported when a cell first asks for it: ipywidgets alone takes as long as all that a course needs to be read.
"""

from importlib import import_module
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    """The module of that name in this folder."""
    if name.startswith("_"):
        raise AttributeError(name)
    try:
        return import_module(f"{__name__}.{name}")
    except ModuleNotFoundError as wrong:
        if wrong.name != f"{__name__}.{name}":
            raise
        raise AttributeError(f"There is no view {name}.") from None
