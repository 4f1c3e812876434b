"""The key of a lesson: what the table answers, the feedback on every option, our marks and grades, every prompt."""

from __future__ import annotations

from html import escape

from .. import gaps
from ..content import Course
from ..errors import CourseError
from ..model import Claim, Exhibit, Lesson, Prediction, Question
from .paper import para, rows


def key(course: Course, lesson: Lesson) -> str:
    """The key as HTML without the paper around it."""
    folder = course.folder("lessons", lesson.id)
    exhibits = [course.get("exhibits", e) for e in dict.fromkeys(r.exhibit for r in lesson.rounds)]
    inner = "<h2>Predictions</h2>" + "".join(
        _prediction(course, p) for e in exhibits for p in course.all("predictions") if p.exhibit == e.id
    )
    questions = [q for q in course.all("questions") if course.folder("questions", q.id) == folder]
    inner += "<h2>Questions about reasons</h2>" + "".join(_question(course, q) for q in questions)
    inner += "<h2>How we weigh the evidence</h2>" + "".join(_marks(e) for e in exhibits)
    return (
        inner + "<h2>How we grade the claims, and what to talk about</h2>" + "".join(_claim(course.get("claims", c)) for c in lesson.claims)
    )


def _prediction(course: Course, one: Prediction) -> str:
    exhibit = course.get("exhibits", one.exhibit)
    inner = f"<h3>{escape(exhibit.question)}</h3>" + para(course.filled(one, one.prompt))
    try:
        inner += para(gaps.answer(one, exhibit, course.tables[exhibit.table]), "The table says:")
    except CourseError as wrong:
        inner += para(str(wrong))
    inner += "".join(para(course.filled(one, o.feedback), f"{o.text.strip()} →") for o in one.options)
    return f'<section class="round">{inner}{para(one.explain, "To talk about:")}</section>'


def _question(course: Course, one: Question) -> str:
    options = [[("strongest: " if o.best else "") + course.filled(one, o.text), course.filled(one, o.feedback)] for o in one.options]
    head = f"<h3>{one.id}. {escape(course.filled(one, one.prompt))}</h3>"
    return f'<section class="round">{head}{rows("Answers", ["Answer", "What to say"], options)}</section>'


def _marks(exhibit: Exhibit) -> str:
    marks = [[s.claim, s.direction, s.strength, s.reason] for s in exhibit.speaks]
    table = rows("How the exhibit speaks", ["Claim", "Speaks", "How strongly", "Why"], marks)
    return f'<section class="round"><h3>{escape(exhibit.question)}</h3>{table}</section>'


def _claim(claim: Claim) -> str:
    inner = f"<h3>{claim.id}. {escape(claim.short)}</h3>" + para(f"{claim.grade or 'not graded'}. {claim.grade_reason}", "Our grade:")
    for prompt in claim.prompts:
        inner += para(f"{prompt.text} Expect: {prompt.course} If the room is silent: {prompt.rescue}", f"Needs {prompt.needs}.")
    return f'<section class="round">{inner}</section>'
