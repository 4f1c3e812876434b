"""Retrieval: questions of earlier lessons, answered from memory in any wording; one's own mistakes come first."""

from __future__ import annotations

from .. import states
from ..content import Course
from ..errors import CourseError
from ..journal import Journal
from ..model import Lesson, Question
from .ask import asked, bare, said
from .view import View

MOST = 6
NOTE = "Answer from memory, in your own words. A few words are enough, and a blank is fine. Then compare."


def recall(course: Course, journal: Journal, lesson: Lesson) -> View:
    """Up to six questions of the lessons before this one; raises CourseError in the first lesson."""
    items = chosen(course, journal, lesson)
    if not items:
        raise CourseError(f"There is nothing to recall in the lesson {lesson.id}: no lesson with questions comes before it.")
    key = f"recall/{lesson.id}"

    def deal(do: str, given: dict) -> dict:
        for record in items:
            words = states.Written().write(given.get(record.id))
            if words.text.strip():
                journal.put(f"{key}/{record.id}", states.keep(words))
        if do == "draft":
            return {"status": said(journal, "Saved.")}
        return {"after": _after(course, items, given), "status": said(journal, "Saved. Compare the reasons, not the wording.")}

    fields = [{"key": r.id, "type": "text", "label": course.filled(r, r.prompt), "rows": 2, "optional": True} for r in items]
    answer = {r.id: states.recall(states.Written, bare(journal.get(f"{key}/{r.id}"))).text for r in items}
    spec = {"note": NOTE, "action": "Compare", "again": True, "autosave": True, "fields": fields}
    # What stands in the stored page is the same for everybody; the learner's own choice comes with the form.
    usual = [course.filled(r, r.prompt) for r in _before(course, lesson)[:MOST]]
    return asked(key, "What do you remember?", NOTE, usual, spec, deal, answer={k: v for k, v in answer.items() if v})


def chosen(course: Course, journal: Journal, lesson: Lesson) -> list[Question]:
    """Missed questions first, the latest lesson first among them; then those never answered; then the rest."""

    def rank(record: Question) -> int:
        state = states.recall(states.Picked, bare(journal.get(f"question/{record.id}")))
        best = next(o.id for o in record.options if o.best)
        return 1 if not state.first else 0 if state.first != best else 2

    return sorted(_before(course, lesson), key=rank)[:MOST]


def _before(course: Course, lesson: Lesson) -> list[Question]:
    """The questions of earlier lessons, those of the lesson just before first."""
    order = {course.folder("lessons", one.id): at for at, one in enumerate(course.all("lessons"))}
    here = order[course.folder("lessons", lesson.id)]
    at = {record.id: order.get(course.folder("questions", record.id), here) for record in course.all("questions")}
    return sorted((r for r in course.all("questions") if at[r.id] < here), key=lambda r: -at[r.id])


def _after(course: Course, items: list[Question], given: dict) -> list[dict]:
    blocks = []
    for record in items:
        best = next(o for o in record.options if o.best)
        blocks.append({"kind": "heading", "text": course.filled(record, record.prompt)})
        blocks.append({"kind": "text", "text": f"You: {str(given.get(record.id) or '').strip() or '(left blank)'}"})
        blocks.append({"kind": "text", "text": f"A strong answer: {course.filled(record, f'{best.text} {best.feedback}')}"})
    return blocks
