"""The evidence: how a table becomes a chart, and what an exhibit asks, finds and leaves open."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from .argument import Objection
from .base import Direction, Id, Record, Strength, Text, Years


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


class Chart(Record):
    """How a table becomes a picture. Columns are named as in the table's descriptor.

    One series is drawn for each value of `by` (or for each column in `y` where `by` is not given). `series` keeps
    the order and, where given, the choice; the values in `highlight` are drawn stronger. `gap` is the largest step
    in years that a line may bridge; beyond it the line breaks. `connect` chooses, in form "points", the column whose
    order joins the dots into a path, and `diagonal` draws the line of equal values. `where` keeps the rows with these
    values.
    """

    form: Literal["lines", "bars", "points"]
    x: Text
    y: Annotated[list[str], Field(min_length=1), BeforeValidator(lambda v: [v] if isinstance(v, str) else v)]
    by: str | None = None
    series: list[str] = []
    names: dict[str, str] = {}
    highlight: list[str] = []
    where: dict[str, list[str]] = {}
    years: Years | None = None
    y_title: Text
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
    sort: Literal["", "up", "down"] = ""
    reference: float | None = None
    reference_text: str = ""


class Speaks(Record):
    """Which way an exhibit speaks to a claim, how strongly (process tracing), and why we think so."""

    claim: Id
    direction: Direction
    strength: Strength
    reason: Text


class Exhibit(Record):
    """A question put to a real table: what is asked, what is found, and what could be said against it.

    `question` is the title before the reveal, `finding` (with places) after it.
    """

    id: Id
    question: Text
    finding: Text
    table: Id
    chart: Chart
    leans: Direction
    speaks: Annotated[list[Speaks], Field(min_length=1)]
    how_to_read: Text
    caveat: Text
    objection: Objection
