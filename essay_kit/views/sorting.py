"""Sorting: the learner puts cards into boxes, then sees how others did and how far the two agree."""

from __future__ import annotations

from .. import played, states
from ..content import Course
from ..journal import Journal
from ..model import Sorting
from ..models import agreement
from .ask import asked, bare, said
from .view import View

NEIGHBOUR = "Your neighbour's code, if you want to compare (optional)"
UNSURE = "–"


def sort(course: Course, journal: Journal, record: Sorting) -> View:
    """Cards to sort; the first sorting is kept beside a later one."""
    key = f"sort/{record.id}"
    state = states.recall(played.Sorted, bare(journal.get(key)))
    options = [{"id": box.id, "text": box.text} for box in record.boxes]
    fields = [{"key": c.id, "type": "choice", "label": c.text, "options": options, "inline": True} for c in record.cards]
    fields.append({"key": "neighbour", "type": "text", "label": NEIGHBOUR, "rows": 1, "optional": True})

    def deal(do: str, given: dict) -> dict:
        now = states.recall(played.Sorted, bare(journal.get(key))).sort(record, given)
        journal.put(key, states.keep(now))
        told = said(journal, "Saved. You may sort again; your first sorting is kept too.")
        return {"answer": now.last | _code(given), "after": _after(course, record, now, given), "status": told}

    spec = {"note": record.prompt, "action": "Compare", "again": True, "fields": fields}
    start = {"answer": state.last, "after": _after(course, record, state, {})} if state.last and state.fits(record) else {}
    cards = [f"{c.text}: {' / '.join(b.text for b in record.boxes)}" for c in record.cards]
    return asked(key, "Sort the cards", record.prompt, cards, spec, deal, **start)


def _code(given: dict) -> dict:
    return {"neighbour": given["neighbour"]} if given.get("neighbour") else {}


def code(record: Sorting, sorted_: dict[str, str]) -> str:
    """A sorting as letters, one a card in the order of the page: A for the first box, B for the second."""
    letters = {box.id: chr(ord("A") + at) for at, box in enumerate(record.boxes)}
    return "".join(letters[sorted_[card.id]] for card in record.cards)


def read_code(record: Sorting, typed: str) -> dict[str, str]:
    """A neighbour's letters as a sorting; raises AnswerError where they do not fit these cards."""
    letters = "".join(typed.split()).upper()
    last = chr(ord("A") + len(record.boxes) - 1)
    if len(letters) != len(record.cards) or not all("A" <= letter <= last for letter in letters):
        raise states.AnswerError(f"Your neighbour's code should be {len(record.cards)} letters from A to {last}; “{letters[:40]}” is not.")
    return {card.id: record.boxes[ord(letter) - ord("A")].id for card, letter in zip(record.cards, letters, strict=True)}


def _after(course: Course, record: Sorting, state: played.Sorted, given: dict) -> list[dict]:
    """The learner's sorting beside the others', how far they agree, and what we make of it."""
    others = [(coding.name, coding.codes) for coding in record.codings]
    if str(given.get("neighbour") or "").strip():
        others.append(("your neighbour", read_code(record, str(given["neighbour"]))))
    boxes = {box.id: box.text for box in record.boxes}
    rows = [[c.text, boxes[state.last[c.id]], *(boxes.get(codes.get(c.id), UNSURE) for _, codes in others)] for c in record.cards]
    blocks = [{"kind": "heading", "text": "Your sorting and others"}] if others else []
    if others:
        head = ["Card", "You", *(name for name, _ in others)]
        blocks.append({"kind": "table", "caption": "One row for each card; – means no verdict", "head": head, "rows": rows})
        blocks.append({"kind": "list", "items": [_agreement(record, state.last, name, codes) for name, codes in others]})
    blocks += [{"kind": "text", "text": f"{coding.name}: {_about(course, coding)}"} for coding in record.codings if _about(course, coding)]
    blocks.append({"kind": "text", "text": record.explain})
    return [*blocks, {"kind": "text", "text": f"Your code, to compare with a neighbour: {code(record, state.last)}"}]


def _agreement(record: Sorting, mine: dict, name: str, codes: dict) -> str:
    both = [card.id for card in record.cards if card.id in codes]
    found = agreement.agree([mine[card] for card in both], [codes[card] for card in both])
    return f"You and {name}: {agreement.describe(found)}"


def _about(course: Course, coding: object) -> str:
    if coding.work is None:
        return coding.note
    work = course.get("literature", coding.work)
    return f"{work.authors} ({work.year}), {work.title}. {work.place}. {coding.note}".strip()
