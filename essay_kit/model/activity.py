"""What a learner does with the material beyond one chart: plays with a model, sorts cards, codes cases."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base import Id, Record, Text


class Play(Record):
    """A concept model to play with: what it assumes, where it fails, and what to take away from it.

    `model` names a module of essay_kit/models. `fails` lists cases that the model gets wrong, since a model that fits
    everything explains nothing. `table` is needed where the model works on members with weights.
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
