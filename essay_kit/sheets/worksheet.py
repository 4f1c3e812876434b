"""The worksheet of a lesson for a room without computers: what is asked, with room to write, and no answers."""

from __future__ import annotations

from html import escape

from ..content import Course
from ..model import Lesson, Prediction, Question
from .paper import boxes, lines, para, rows
from .plan import script

WAYS = ["for the claim", "against the claim", "both ways", "it does not bear on it"]


def worksheet(course: Course, lesson: Lesson) -> str:
    """The worksheet as HTML without the paper around it."""
    inner = para("Write down what you think before the evidence is shown. Nobody marks this sheet; no name is needed.", css="meta")
    seen: set[str] = set()
    steps = script(course, lesson)
    first = steps[0] if steps else None
    for step in steps:
        own = f"<h2>{escape(step.round.title)}</h2>"
        if step is first and not step.round.chart:
            inner += own + para("What I still know:") + lines(2)
            continue
        for claim in (course.get("claims", c) for c in step.round.claims if c not in seen):
            own += para(f"{claim.text} (p. {claim.page})", f"Claim {claim.id}.")
            seen.add(claim.id)
        own += _prediction(course, step.prediction) if step.prediction else ""
        if step.prediction:
            own += para("What the chart shows, and how far I was off:") + lines(2)
            own += para("It speaks") + boxes(WAYS, "boxes row") + lines(1)
        own += _question(course, step.question) if step.question else ""
        inner += f'<section class="round">{own}</section>' if own.count("<p") else ""
    return inner + para("One line to take into the seminar:") + lines(2)


def _prediction(course: Course, one: Prediction) -> str:
    inner = para(course.filled(one, one.prompt), "Before the chart.")
    if one.form == "choice":
        inner += boxes([option.text for option in one.options])
    elif one.form == "number":
        inner += para(f"My estimate: ________  likely not below: ________  likely not above: ________  {one.unit}")
    else:
        inner += rows("My line", [str(year) for year in one.anchors], [["\u00a0"] * len(one.anchors)]) + para(
            f"From {one.low:g} to {one.high:g} {one.unit}.", css="meta"
        )
    return inner + para("How sure I am, in percent: ________")


def _question(course: Course, one: Question) -> str:
    return (
        para(course.filled(one, one.prompt), f"{one.id}.")
        + boxes([course.filled(one, o.text) for o in one.options])
        + para("Because:")
        + lines(1)
    )
