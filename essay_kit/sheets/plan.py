"""The plan of a lesson: two printed pages from which a colleague who has never seen the course can teach it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from ..content import Course
from ..model import Lesson, Prediction, Prompt, Question, Round
from .paper import para, rows

PATHS = ("20", "45", "90")
# In what order the prompts of a claim are dealt out.
NEEDS = ("the chart", "nothing", "another case")


@dataclass(frozen=True)
class Step:
    """One round with what it can use: a prediction, a prompt for the talk and a question, each used once in the lesson."""

    round: Round
    prediction: Prediction | None
    prompt: Prompt | None
    question: Question | None


def script(course: Course, lesson: Lesson) -> list[Step]:
    """The rounds of a lesson in order, with their prompts and questions dealt out."""
    used: set[int] = set()

    def first(pool: list) -> object | None:
        found = next((one for one in pool if id(one) not in used), None)
        used.update({id(found)} if found else ())
        return found

    steps, own = [], _questions(course, lesson)
    for at, one in enumerate(lesson.rounds):
        if at == 0 and not one.chart:  # it only recalls: nothing new is talked about yet
            steps.append(Step(one, None, None, None))
            continue
        claims = [course.get("claims", c) for c in one.claims]
        prompts = [p for need in NEEDS for c in claims for p in c.prompts if p.needs == need]
        asked = [q for q in own if q.exhibit == one.exhibit and one.chart] + [q for q in own if q.claim in one.claims]
        predictions = [p for p in course.all("predictions") if p.exhibit == one.exhibit and one.chart]
        steps.append(Step(one, first(predictions), first(prompts), first(asked)))
    return steps


def _questions(course: Course, lesson: Lesson) -> list[Question]:
    folder = course.folder("lessons", lesson.id)
    return [q for q in course.all("questions") if course.folder("questions", q.id) == folder]


def plan(course: Course, lesson: Lesson) -> str:
    """The plan as HTML without the paper around it."""
    steps = script(course, lesson)
    inner = para(_claims(course, lesson), "Claims:")
    inner += para(
        "Open the notebook, choose Run, then Run All Cells. Students have it open too, or have the worksheet.",
        "Before:",
    )
    inner += para(five(course, steps), "Only five minutes:")
    inner += "<h2>Three lengths</h2>" + rows(
        "Three lengths", ["Round", "Minutes", *(f"in {p}" for p in PATHS)], [_row(s.round) for s in steps]
    )
    totals = (f"{p}: {sum(s.round.minutes for s in steps if p in s.round.paths)}" for p in PATHS)
    inner += para(f"Minutes in all, by length: {', '.join(totals)}.", css="meta")
    inner += '<h2>Round by round</h2><div class="rounds">' + "".join(_step(course, s) for s in steps) + "</div>"
    return inner


def _claims(course: Course, lesson: Lesson) -> str:
    return "; ".join(f"{c}, {course.get('claims', c).short}" for c in lesson.claims) + "."


def _row(one: Round) -> list[str]:
    return [one.title, str(one.minutes), *("yes" if p in one.paths else "–" for p in PATHS)]


def five(course: Course, steps: list[Step]) -> str:
    """What to do where there is time for one thing only."""
    step = next((s for s in steps if s.prediction and "20" in s.round.paths), None) or next((s for s in steps if s.prediction), None)
    if step is None:
        return "Read one claim aloud and ask what would count against it."
    exhibit = course.get("exhibits", step.round.exhibit)
    ask = f" Ask: “{step.prompt.text.strip()}”" if step.prompt else ""
    return (
        f"Put up “{exhibit.question.strip()}” with its evidence closed. Everybody writes down a prediction (1 minute). Open it and "
        f"let the table speak (1 minute).{ask} (2 minutes.) Close with the caveat, read aloud."
    )


def _step(course: Course, step: Step) -> str:
    one = step.round
    lengths = ", ".join(p for p in PATHS if p in one.paths)
    inner = f"<h3>{escape(one.title)} · {one.minutes} minutes ({lengths})</h3>"
    if not (step.prediction or step.prompt or step.question):
        inner += para("Everybody answers from memory and alone, in a few words; then compare in pairs.", "Recall.")
    if step.prediction:
        question = course.get("exhibits", one.exhibit).question
        inner += para(f"“{question.strip()}” Everybody locks an answer before you open the chart.", "Predict.")
    if step.prompt:
        inner += para(step.prompt.text, "Ask.") + para(step.prompt.course, "Expect.") + para(step.prompt.rescue, "If the room is silent:")
    if step.question:
        inner += _wrong(course, step.question)
    return f'<section class="round">{inner}</section>'


def _wrong(course: Course, question: Question) -> str:
    """The first of the weaker answers, which authors put where it tempts, and what to say to it; the key has all of them in full."""
    weaker = next(o for o in question.options if not o.best)
    asked, text, say = (course.filled(question, t) for t in (question.prompt, weaker.text, weaker.feedback))
    return para(f"{asked} A likely answer: “{text.strip()}” Say: {_opening(say)}", f"{question.id}.")


def _opening(text: str) -> str:
    """The first two sentences, since two pages have room for no more."""
    return " ".join(re.split(r"(?<=[.?!”]) +(?=[A-Z“])", text.strip())[:2])
