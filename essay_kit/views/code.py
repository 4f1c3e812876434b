"""The class code of a round: shown once there is an answer, with what it holds, to be copied by hand or by button."""

from __future__ import annotations

from .. import codes, handed, states
from ..codes import Answer, CodeError
from ..content import Course
from ..journal import Journal
from ..model import Prediction, Question
from .ask import asked, said
from .room import named
from .view import View

NOTE = "A class code lets your class see all answers together, without names. Copy it to where your instructor collects codes."
ALSO = "also my beliefs about the theses"
WAITS = "There is nothing to hand in yet: first {}, then press the button."
PARTS = {"choice": "your answer", "number": "your estimate and your range", "draw": "your line, rounded to one percent of the axis"}


def code(course: Course, journal: Journal, about: str) -> View:
    """Show the class code of an exhibit's prediction or of a question."""
    names = named(course, about)
    key = f"code/{about}"

    def deal(do: str, given: dict) -> dict:
        tick = handed.Shared().tick(given)
        for name in names:
            journal.put(handed.key(name), states.keep(tick))
        status, after = now(course, journal, names)
        return {"answer": {"also": ["beliefs"]} if tick.beliefs else {}, "after": after, "status": status}

    also = {"key": "also", "type": "many", "label": "May go with it", "optional": True, "options": [{"id": "beliefs", "text": ALSO}]}
    spec = {"note": NOTE, "action": "Show my class code", "again": True, "fields": [also]}
    _, after = now(course, journal, names)
    ticked = states.recall(handed.Shared, states.bare(journal.get(handed.key(names[0])))).beliefs
    return asked(key, "Your class code", NOTE, [], spec, deal, after=after, answer={"also": ["beliefs"]} if ticked else {})


def now(course: Course, journal: Journal, names: list[str]) -> tuple[str, list[dict]]:
    """What the status line says, and the codes that there are now."""
    kept, blocks = journal.read(), []
    for name in names:
        for answer in handed.of_round(course, kept, name):
            blocks += _blocks(course, name, answer, len(names) > 1)
    if not blocks:
        record = codes.round_of(course, names[0])
        first = "answer the question" if isinstance(record, Question) else "lock in your prediction"
        return WAITS.format(first), [{"kind": "text", "text": WAITS.format(first)}]
    ticked = any(states.recall(handed.Shared, states.bare(kept.get(handed.key(name)))).beliefs for name in names)
    if ticked and not handed.beliefs(course, kept)[1]:
        blocks.append({"kind": "text", "text": "You have not said yet how likely you think the theses, so no beliefs are in the code."})
    return said(journal, "Your code is below."), blocks


def _blocks(course: Course, name: str, answer: Answer, several: bool) -> list[dict]:
    record = codes.round_of(course, name)
    head = {0: f"For: {course.filled(record, record.prompt)}" if several else "", 1: "Your first vote", 2: "Your second vote"}[answer.vote]
    try:
        text = codes.write(course, answer)
    except CodeError as wrong:
        return [{"kind": "text", "text": str(wrong)}]
    shown = [{"kind": "code", "text": text, "label": head or "Your class code"}, {"kind": "text", "text": holds(record, answer)}]
    return [{"kind": "heading", "text": head}, *shown] if head else shown


def holds(record: Prediction | Question, answer: Answer) -> str:
    """What a code contains, in a sentence."""
    if isinstance(record, Question):
        own = f"the answer you chose and that it was your {'first' if answer.vote == 1 else 'second'} vote"
    else:
        own = f"{PARTS[record.form]}, and how sure you were, to the nearest 5 percent"
    more = f"; also how likely you thought each thesis at the {answer.moment} of the course" if answer.beliefs else ""
    return f"It contains the course and its edition, the round, {own}{more}. No name, no time, nothing else."
