"""A deck for review from one's own confident errors, as a file for Anki; days are counted by the learner, no date is kept."""

from __future__ import annotations

from .. import gaps, marks, states
from ..content import Course
from ..errors import CourseError
from ..journal import Journal
from . import html
from .ask import bare
from .view import View

SURE = 70
DAYS = (2, 7, 21)
HEAD = ("Front", "Back", "Tags", *(f"Look again after {days} days" for days in DAYS))


def cards(course: Course, journal: Journal) -> list[tuple[str, str, str]]:
    """(front, back, tag) for every prediction that was sure and missed, and every question first answered otherwise."""
    kept, found = journal.read(), []
    for record in course.all("predictions"):
        state = states.recall(states.Predicted, bare(kept.get(f"predict/{record.id}")))
        if not (state.locked and state.fits(record) and (state.sure or 0) >= SURE):
            continue
        exhibit = course.get("exhibits", record.exhibit)
        try:
            gap = gaps.gap(record, state, exhibit, course.tables[exhibit.table])
        except CourseError:
            continue  # its table is missing; the exhibit itself says so
        if not gap.hit:
            back = f"{' '.join(gap.lines[1:])} You had said: {gap.said}, and were {state.sure:g} % sure. {record.explain}"
            found.append((course.filled(record, record.prompt), back, record.id))
    for record in course.all("questions"):
        state = states.recall(states.Picked, bare(kept.get(f"question/{record.id}")))
        best = next((o for o in record.options if o.best), None)
        if best and state.first and state.fits(record) and state.first != best.id:
            found.append((course.filled(record, record.prompt), course.filled(record, f"{best.text} {best.feedback}"), record.id))
    return [(marks.cell(front), marks.cell(back), tag) for front, back, tag in found]


def csv_of(found: list[tuple[str, str, str]]) -> str:
    """The deck as a CSV file with a header; the last columns are for the learner's own ticks."""
    return marks.table(HEAD, ((*card, *("" for _ in DAYS)) for card in found))


def deck(course: Course, journal: Journal) -> View:
    """What is in the deck now, and the form that saves it."""
    from .form import Form

    found = cards(course, journal)
    days = f"{DAYS[0]}, {DAYS[1]} and {DAYS[2]}"
    text = (
        f"Your deck has {_many(found)}: what you were at least {SURE} % sure of and missed, and the questions that you first answered "
        f"otherwise. Look at it again after {days} days, counted from today. Anki and any spreadsheet read the file."
    )
    twin = html.piece(html.box(html.labelled("Your review deck.", text), "ek-twin", ' data-ek-form="deck"'), f"Your review deck. {text}")

    def deal(do: str, given: dict) -> dict:
        now = cards(course, journal)
        file = {"kind": "file", "name": "review_deck.csv", "type": "text/csv", "text": csv_of(now)}
        shown = [{"kind": "list", "items": [front for front, *_ in now]}, file] if now else []
        return {
            "after": shown,
            "status": f"{_many(now)}." if now else "No cards yet: answer more, then come back.",
        }

    spec = {"key": "deck", "legend": "Your review deck", "note": text, "action": "Make the deck", "again": True, "fields": []}
    return View([twin], Form(deal, spec=spec))


def _many(found: list) -> str:
    return f"{len(found) or 'no'} card{'' if len(found) == 1 else 's'}"
