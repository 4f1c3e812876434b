"""How a table becomes a picture: the fields of a chart, and which of them go together."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from .base import Record, Text, Years

FORMS = ("lines", "bars", "points", "dots", "grid", "spans")
# More categories than this cannot be told apart by a letter, a fill and a pattern.
APART = 7

NEEDS = {
    "lines": ("x", "y", "y_title"),
    "bars": ("x", "y", "y_title"),
    "points": ("x", "y", "y_title"),
    "dots": ("row", "y", "y_title"),
    "grid": ("row", "x", "y"),
    "spans": ("row", "x", "until"),
}
# The forms that a field goes with; a field that is not here goes with all.
GOES = {
    "x": ("lines", "bars", "points", "grid", "spans"),
    "y": ("lines", "bars", "points", "dots", "grid"),
    "y_title": ("lines", "bars", "points", "dots", "grid"),
    "by": ("lines", "bars", "points", "dots", "spans"),
    "series": ("lines", "bars", "points", "dots", "spans"),
    "highlight": ("lines", "bars", "points", "dots"),
    "log": ("lines", "points", "dots"),
    "zero": ("lines", "bars", "points", "dots"),
    "gap": ("lines",),
    "bands": ("lines", "points", "spans"),
    "notes": ("lines", "bars", "points"),
    "connect": ("points",),
    "diagonal": ("points",),
    "stack": ("bars",),
    "horizontal": ("bars",),
    "sort": ("bars", "dots", "grid"),
    "reference": ("lines", "bars", "points", "dots"),
    "reference_text": ("lines", "bars", "points", "dots"),
    "low": ("lines", "bars", "dots"),
    "high": ("lines", "bars", "dots"),
    "step": ("lines",),
    "row": ("dots", "grid", "spans"),
    "until": ("spans",),
    "label": ("points", "spans"),
    "values": ("grid",),
    "panels": ("lines", "bars"),
    "free": ("lines", "bars"),
    "frames": ("bars", "points"),
    "frames_still": ("bars", "points"),
}


class Band(Record):
    """A stretch of years with a name: an era, or years whose values are assumed and not measured."""

    years: Years
    text: Text
    kind: Literal["era", "assumed", "gap"] = "era"


class Note(Record):
    """A short text beside one point of a chart."""

    x: Text
    y: float
    text: Text


class Value(Record):
    """What stands in a square of a grid for one value of its column, and what that means."""

    letter: Annotated[str, StringConstraints(min_length=1, max_length=2)]
    text: Text


class Chart(Record):
    """How a table becomes a picture. Columns are named as in the table's descriptor.

    One series is drawn for each value of `by` (or for each column in `y` where `by` is not given). `series` keeps
    the order and, where given, the choice; the values in `highlight` are drawn stronger. `gap` is the largest step
    in years that a line may bridge; beyond it the line breaks. `connect` chooses, in form "points", the column whose
    order joins the dots into a path, and `diagonal` draws the line of equal values. `where` keeps the rows with these
    values. `row` gives the rows of dots, grids and spans; a span runs from `x` to `until`. `low` and `high` hold the
    uncertainty of the value. `panels` makes a small chart of each value of its column, `frames` a step of a slider.
    """

    form: Literal["lines", "bars", "points", "dots", "grid", "spans"]
    x: str = ""
    y: Annotated[list[str], BeforeValidator(lambda v: [v] if isinstance(v, str) else v)] = []
    by: str | None = None
    series: list[str] = []
    names: dict[str, str] = {}
    highlight: list[str] = []
    where: dict[str, list[str]] = {}
    years: Years | None = None
    y_title: str = ""
    x_title: str = ""
    log: bool = False
    zero: bool = False
    digits: Annotated[int, Field(ge=0, le=4)] = 0
    gap: Annotated[int, Field(ge=1)] = 1
    bands: list[Band] = []
    notes: list[Note] = []
    connect: str | None = None
    diagonal: bool = False
    stack: bool = False
    horizontal: bool = False
    sort: Literal["", "up", "down"] = ""
    reference: float | None = None
    reference_text: str = ""
    low: str | None = None
    high: str | None = None
    step: bool = False
    row: str | None = None
    until: str | None = None
    label: str | None = None
    values: dict[str, Value] = {}
    panels: str | None = None
    free: bool = False
    frames: str | None = None
    frames_still: list[str] = []

    @property
    def columns(self) -> list[str]:
        """Every column of the table that the chart names."""
        single = (self.by, self.connect, self.low, self.high, self.row, self.until, self.label, self.panels, self.frames)
        return list(dict.fromkeys(name for name in (self.x, *self.y, *single, *self.where) if name))

    def misfits(self) -> list[str]:
        """Say which fields are missing, and which do not go with the form or with each other; each a sentence."""
        given = [name for name in self.model_fields_set if getattr(self, name) not in (None, "", False, [], {})]
        lines = [f"form {self.form} needs “{name}”." for name in NEEDS[self.form] if not getattr(self, name)]
        lines += [
            f"“{name}” does not go with form {self.form}; it goes with {' and '.join(forms)}."
            for name, forms in GOES.items()
            if name in given and self.form not in forms
        ]
        return lines or [text for wrong, text in self._pairs() if wrong]

    def _pairs(self) -> list[tuple[bool, str]]:
        """What cannot stand beside what: whether it does, and the sentence."""
        letters = [value.letter for value in self.values.values()]
        return [
            (bool(self.by) and len(self.y) > 1, "with “by” a chart shows one “y”."),
            (self.form == "grid" and len(self.y) > 1, "a grid shows one “y”."),
            (self.form == "grid" and not self.values and not self.y_title, "a grid needs “values”, or “y_title” where it shows numbers."),
            (len(letters) > APART, f"a grid has at most {APART} values."),
            (len(set(letters)) < len(letters), "two values of the grid have the same letter."),
            (bool(self.low) != bool(self.high), "“low” and “high” go together."),
            (bool(self.low) and len(self.y) > 1, "“low” and “high” belong to one column; give one “y”."),
            (bool(self.low) and self.stack, "“stack” does not go with “low” and “high”."),
            (bool(self.panels) and bool(self.frames), "“panels” and “frames” do not go together."),
            (bool(self.panels) and self.horizontal, "“panels” and “horizontal” do not go together."),
            (bool(self.frames) and bool(self.connect), "“frames” and “connect” do not go together."),
            (
                bool(self.notes) and bool(self.panels or self.frames or self.horizontal),
                "“notes” need a chart without panels, frames and horizontal.",
            ),
            (self.free and not self.panels, "“free” needs “panels”."),
            (bool(self.frames_still) and not self.frames, "“frames_still” needs “frames”."),
            (len(self.frames_still) > 3, "“frames_still” names at most 3 frames."),
            (bool(self.reference_text) and self.reference is None, "“reference_text” needs “reference”."),
        ]
