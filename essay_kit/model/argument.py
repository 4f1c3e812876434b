"""The essay and its argument: sections, claims, objections, prompts for the seminar, and the works and terms around them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .base import Grade, Id, Kind, Record, Text


class Section(Record):
    """A section of the essay; `letter` opens the ids of its claims."""

    letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    title: Text
    pages: Text


class Essay(Record):
    """The text that the course is about, and the edition of the course."""

    id: Id
    author: Text
    title: Text
    subtitle: str = ""
    published: Text
    year: int
    question: Text
    edition: Text
    sections: list[Section]


class Objection(Record):
    """What a named school or author would say against the reading; `work` is an id in literature.yaml."""

    text: Text
    voice: Text
    work: Id | None = None


class Prompt(Record):
    """A question for the seminar, with the course it usually takes and a question that rescues a silent room."""

    needs: Literal["nothing", "the chart", "another case"]
    text: Text
    course: Text
    rescue: Text


class Claim(Record):
    """One claim of the essay, in our words. A thesis is a claim of kind thesis."""

    id: Id
    section: str
    page: Text
    opens_with: Text
    kinds: Annotated[list[Kind], Field(min_length=1)]
    short: Annotated[str, StringConstraints(min_length=3, max_length=44)]
    text: Text
    rests_on: list[Id] = []
    wrong_if: Text
    grade: Grade | None = None
    grade_reason: str = ""
    no_evidence_for: str = ""
    no_evidence_against: str = ""
    objection: Objection | None = None
    prompts: list[Prompt] = []


class Term(Record):
    """A term of the essay; `original` in its own script, `page` where the essay uses it ("-" where it does not)."""

    id: Id
    term: Text
    original: str = ""
    transliteration: str = ""
    meaning: Text
    page: str = "-"


class Event(Record):
    """A dated event; `date` is as precise as we know it (1861, 2004-09 or 2004-09-03)."""

    id: Id
    date: Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
    text: Text
    source: Text
    certainty: Literal["read in the source", "general knowledge"]
    track: Literal["home", "west", "neighbourhood", "economy"]


class Work(Record):
    """A work that certainly exists, and a line on why to read it."""

    id: Id
    authors: Text
    year: int
    title: Text
    place: Text
    why: Text
