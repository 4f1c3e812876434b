"""What a reader may move in a model, and what a reader is asked to bring about with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from numbers import Real

from ..errors import CourseError


@dataclass(frozen=True)
class Knob:
    """One number that the reader moves: its name in the code, its label, range, step, unit and meaning."""

    name: str
    label: str
    low: float
    high: float
    default: float
    step: float
    unit: str
    means: str


@dataclass(frozen=True)
class Challenge:
    """A task for the reader. `met` takes a run of the model and says whether the task is done; `hint` helps on request."""

    id: str
    task: str
    met: Callable[[object], bool]
    hint: str


def check(knobs: tuple[Knob, ...], settings: object) -> None:
    """Raise CourseError, in one sentence, where a setting is no number or lies outside its knob's range."""
    for knob in knobs:
        value = getattr(settings, knob.name)
        if isinstance(value, bool) or not isinstance(value, Real):
            raise CourseError(f"“{knob.label}” has to be a number from {knob.low:g} to {knob.high:g} ({knob.unit}), not {value!r}.")
        # This also turns away nan. A slider adds up its steps, so its last stop may miss the end of the range by a rounding error.
        if not knob.low - 1e-9 <= value <= knob.high + 1e-9:
            raise CourseError(f"“{knob.label}” goes from {knob.low:g} to {knob.high:g} ({knob.unit}); {value:g} is outside.")
