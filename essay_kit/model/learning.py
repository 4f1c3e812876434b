"""What a learner is asked: predictions, questions, reflections, a worked round, and the rounds of a lesson."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .base import Id, Record, Text


class Option(Record):
    """An answer that can be chosen, with what we say about its reason (with places)."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-h]$")]
    text: Text
    feedback: Text
    when: str = ""
    best: bool = False


class Prediction(Record):
    """A commitment before the reveal: a choice, a number with a range, or a line drawn by 4 to 6 anchor years.

    In a choice every option carries `when`, a condition on the table; just one of them holds. A number carries
    `answer`, an expression on the table. A line carries `series` (a value of the chart's `by`, or a column of its
    `y`) and `anchors` (years). `low` and `high` bound what can be entered, in the unit of the chart.
    """

    id: Id
    exhibit: Id
    form: Literal["choice", "number", "draw"]
    prompt: Text
    options: list[Option] = []
    answer: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    series: str = ""
    anchors: list[int] = []
    explain: Text


class Question(Record):
    """A question about a reason, with feedback on every option; one option is the best."""

    id: Annotated[str, StringConstraints(pattern=r"^Q\d+$")]
    claim: Id
    exhibit: Id | None = None
    prompt: Text
    options: Annotated[list[Option], Field(min_length=2)]


class Reflection(Record):
    """A prompt answered in one's own words."""

    id: Annotated[str, StringConstraints(pattern=r"^W\d+$")]
    prompt: Text
    hint: str = ""


class Step(Record):
    """One step of a worked round: what we did and what we thought (with places)."""

    title: Text
    text: Text


class Worked(Record):
    """A whole round done by us on one exhibit, with the thinking written out."""

    id: Id
    exhibit: Id
    steps: Annotated[list[Step], Field(min_length=2)]


class Round(Record):
    """One round of a lesson; `paths` names the lesson lengths (20, 45, 90 minutes) that include it.

    `chart` is false where the round does not open its exhibit, but leads to it or looks back on it.
    """

    title: Text
    exhibit: Id
    chart: bool = True
    claims: Annotated[list[Id], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=1, le=60)]
    paths: Annotated[list[Literal["20", "45", "90"]], Field(min_length=1)]


class Lesson(Record):
    """One notebook of the course."""

    id: Id
    notebook: Text
    title: Text
    claims: list[Id]
    rounds: list[Round] = []
