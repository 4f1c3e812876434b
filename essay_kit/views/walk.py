"""A lesson on the projector: one thing at a time, large, turned by keys; findings come after their charts, the key never."""

from __future__ import annotations

from .. import places
from ..charts import draw, drawing, words
from ..content import Course
from ..errors import CourseError
from ..model import Exhibit, Lesson, Prediction
from ..sheets.plan import Step, script
from . import html
from .form import Walk
from .view import View

KEY = "walk"


def walkthrough(course: Course) -> View:
    """All lessons, one of which is on the screen."""
    lessons = course.all("lessons")

    def deal(content: dict) -> dict:
        wanted = next((one for one in lessons if one.id == content.get("lesson")), lessons[0])
        return {"slides": slides(course, wanted)}

    titles = [{"id": one.id, "title": one.title} for one in lessons]
    live = Walk(deal, spec={"key": KEY, "lessons": titles}, slides=slides(course, lessons[0]))
    text = "Here a lesson can be put on the projector, one thing at a time. Choose Run, then Run All Cells."
    inner = html.p(text) + html.items([one.title for one in lessons])
    twin = html.piece(html.box(inner, "ek-twin", f' data-ek-form="{KEY}"'), "\n".join([text, *(f"- {one.title}" for one in lessons)]))
    return View([twin], live)


def slides(course: Course, lesson: Lesson) -> list[dict]:
    """The slides of a lesson: for each round its claim, what to predict, the chart, the finding, a question, a prompt."""
    steps, seen = script(course, lesson), set()
    made = [_slide(lesson.title, lesson.title, [_text(f"{len(steps)} rounds. Claims {', '.join(lesson.claims)}.")])]
    for number, step in enumerate(steps, 1):
        over = f"Round {number} of {len(steps)}: {step.round.title}"
        for claim in (course.get("claims", c) for c in step.round.claims if c not in seen):
            seen.add(claim.id)
            made.append(_slide(over, f"Claim {claim.id}", [_text(claim.text), _small(f"Page {claim.page} of the essay")]))
        made += _round(course, step, over)
    return made


def _round(course: Course, step: Step, over: str) -> list[dict]:
    made = []
    if step.prediction:
        exhibit = course.get("exhibits", step.prediction.exhibit)
        made += [_slide(over, "Before you see it", _asked(course, step.prediction)), *_shown(course, exhibit, over)]
    if step.question:
        options = [course.filled(step.question, o.text) for o in step.question.options]
        made.append(_slide(over, course.filled(step.question, step.question.prompt), [{"kind": "list", "items": options}]))
    if step.prompt:
        made.append(_slide(over, "To talk about", [_text(step.prompt.text)]))
    return made or [_slide(over, step.round.title, [_text("See the notebook for this round.")])]


def _asked(course: Course, one: Prediction) -> list[dict]:
    blocks = [_text(course.filled(one, one.prompt))]
    if one.options:
        return [*blocks, {"kind": "list", "items": [o.text for o in one.options]}]
    what = f"Draw {one.anchors[0]} to {one.anchors[-1]}" if one.form == "draw" else "Give a number, and the range in which it likely lies"
    return [*blocks, _small(f"{what}: {one.low:g} to {one.high:g} {one.unit}".strip())]


def _shown(course: Course, exhibit: Exhibit, over: str) -> list[dict]:
    """The chart under its question first; the finding and the caveat on slides of their own, after it."""
    try:
        table = course.tables[exhibit.table]
    except CourseError as wrong:
        return [_slide(over, exhibit.question, [_text(str(wrong))])]
    scene = draw(exhibit.chart, table)
    chart = {"kind": "picture", "svg": drawing(scene), "text": words(scene)}
    source = _small(f"Source: {table.about.get('publisher', exhibit.table)}. {exhibit.chart.y_title}".strip())
    return [
        _slide(over, exhibit.question, [chart, source]),
        _slide(over, "What the table says", [_text(places.fill(exhibit.finding, table))]),
        _slide(over, "Caveat", [_text(places.fill(exhibit.caveat, table))]),
    ]


def _slide(over: str, title: str, blocks: list[dict]) -> dict:
    return {"over": over, "title": " ".join(title.split()), "blocks": blocks}


def _text(text: str) -> dict:
    return {"kind": "text", "text": " ".join(text.split())}


def _small(text: str) -> dict:
    return {"kind": "small", "text": " ".join(text.split())}
