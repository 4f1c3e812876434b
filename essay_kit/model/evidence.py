"""The evidence: what an exhibit asks, finds and leaves open."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .argument import Objection
from .base import Direction, Id, Record, Strength, Text
from .chart import Chart


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
