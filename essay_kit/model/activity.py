"""What a learner does with the material beyond one chart: plays with a model, sorts cards, codes cases."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Id, Record, Text


class Play(Record):
    """A concept model to play with: what it assumes, where it fails, and what to take away from it.

    `model` names a module of essay_kit/models. `fails` lists cases that the model gets wrong, since a model that fits
    everything explains nothing. Voting power needs `table`, the columns of its `members` and, to choose rows, `where`.
    """

    id: Id
    model: Literal["cycle", "dilemma", "urn", "power"]
    question: Text
    claims: Annotated[list[Id], Field(min_length=1)]
    assumptions: Annotated[list[Text], Field(min_length=2)]
    how_to_read: Text
    fails: Annotated[list[Text], Field(min_length=3)]
    debrief: Text
    table: Id | None = None
    members: dict[Literal["name", "people", "income"], str] = {}
    where: dict[str, list[str]] = {}


class Lineup(Record):
    """A line-up: the values of `y` by year, in the rows chosen by `where`, hidden among eight random walks."""

    id: Id
    prompt: Text
    claims: Annotated[list[Id], Field(min_length=1)]
    table: Id
    y: Text
    where: dict[str, list[str]] = {}
    explain: Text


class Specification(Record):
    """Does it survive? A relation between two columns across countries, over all reasonable choices.

    `outcomes`, `causes` and `controls` map columns of the table to what they are called ("" as a control means none);
    `moments` are values of the column `moment`; `sets` map a name to {column: [values]} for the rows left out.
    `sign` is what the claim expects of the relation.
    """

    id: Id
    question: Text
    claims: Annotated[list[Id], Field(min_length=1)]
    table: Id
    outcomes: Annotated[dict[str, str], Field(min_length=1)]
    causes: Annotated[dict[str, str], Field(min_length=1)]
    controls: dict[str, str] = {}
    moment: Text = "year"
    moments: Annotated[list[str], Field(min_length=1)]
    sets: dict[str, dict[str, list[str]]] = {}
    sign: Literal["negative", "positive"]
    explain: Text


class Forecast(Record):
    """Statements to which the learner gives a probability before the record is shown.

    Each row of `table` is a statement: the columns `said`, `verdict` and `reason` hold it, how it went, and why we say so.
    `came` says of each verdict whether the statement came true ("yes", "no") or cannot be counted ("open").
    """

    id: Id
    prompt: Text
    claims: Annotated[list[Id], Field(min_length=1)]
    table: Id
    said: Text
    verdict: Text
    reason: Text
    came: Annotated[dict[str, Literal["yes", "no", "open"]], Field(min_length=2)]
    explain: Text


class Card(Record):
    """A case to be sorted, or a box to sort it into."""

    id: Id
    text: Text


class Coding(Record):
    """How somebody else sorted the cards; cards without a verdict are left out. `work` is in the literature."""

    name: Text
    work: Id | None = None
    note: str = ""
    codes: dict[str, str]


class Sorting(Record):
    """Cards to sort into boxes before one sees how others did: reigns into phases, exhibits into readings.

    `codings` are shown beside the learner's after the first answer, with the share that agrees and Cohen's kappa.
    """

    id: Id
    prompt: Text
    claims: Annotated[list[Id], Field(min_length=1)]
    cards: Annotated[list[Card], Field(min_length=2)]
    boxes: Annotated[list[Card], Field(min_length=2)]
    codings: list[Coding] = []
    explain: Text
