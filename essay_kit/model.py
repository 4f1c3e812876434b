"""What the course is made of: one frozen class for each kind of record in data/content/*.yaml.

The classes say what an author may write; `content.py` reads the files and turns what is wrong into sentences.
Text marked "with places" may hold places such as {gdp[RUS, 2008]:.0f}, filled from the exhibit's table (see
`tables.fill`), so that a figure in a sentence cannot drift from the table it comes from.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*$", max_length=40)]
Text = Annotated[str, StringConstraints(min_length=1)]
Kind = Literal["thesis", "descriptive", "causal", "predictive", "conceptual", "method"]
Direction = Literal["for", "against", "both"]
Strength = Literal["straw in the wind", "hoop", "smoking gun", "doubly decisive"]
Grade = Literal["supported", "supported with a caveat", "contested", "not supported", "not testable"]


def _years(value: object) -> object:
    """Turn the "1990 to 2024" that an author writes into (1990, 2024)."""
    if isinstance(value, str) and value.count(" to ") == 1:
        return tuple(value.split(" to "))
    return value


Years = Annotated[tuple[int, int], BeforeValidator(_years)]


class Record(BaseModel):
    """A record that cannot change and refuses words it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


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


class Round(Record):
    """One round of a lesson; `paths` names the lesson lengths (20, 45, 90 minutes) that include it."""

    title: Text
    exhibit: Id
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
