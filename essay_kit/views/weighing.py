"""Weighing: which way, and how strongly, an exhibit speaks to a claim; first the learner's view, then ours."""

from __future__ import annotations

from .. import states
from ..content import Course
from ..journal import Journal
from ..model import Claim, Exhibit, Speaks
from .ask import asked, bare, said
from .tell import DIRECTIONS, GRADES, STRENGTHS
from .view import View

# Each row's name is exhibit/claim, as in the journal's key.
Rows = dict[str, tuple[Exhibit, Speaks]]


def weigh(course: Course, journal: Journal, pairs: list[tuple[Exhibit, Speaks]], about: str, graded: Claim | None) -> View:
    """Weigh one exhibit for its claims, or all exhibits for one claim, which is then graded.

    A row may stay empty: one weighs what one has seen.
    """
    rows = {f"{e.id}/{s.claim}": (e, s) for e, s in pairs}
    several = len({e.id for e, _ in pairs}) > 1
    fields = [field for name, (e, s) in rows.items() for field in _fields(name, course.get("claims", s.claim), e, several)]
    fields += [_grade_field(graded)] if graded else []

    def deal(do: str, given: dict) -> dict:
        _keep(journal, rows, graded, given)
        status = said(journal, "Saved. You may change your mind; your first view is kept too.")
        return {**_now(course, journal, rows, graded), "status": status}

    note = "Say which way the evidence speaks, and how strongly. Leave out what you have not seen. Then you see how we weigh it."
    spec = {"note": note, "action": "Weigh", "again": True, "fields": fields}
    labels = [field["label"] for field in fields if not field["key"].endswith("/strength")]
    return asked(f"weigh/{about}", "Weigh the evidence", note, labels, spec, deal, **_now(course, journal, rows, graded))


def _keep(journal: Journal, rows: Rows, graded: Claim | None, given: dict) -> None:
    """Keep every mark that was given, all or none; raises AnswerError where one is not complete or none was given."""
    several = len({e.id for e, _ in rows.values()}) > 1
    marks = {
        name: _mark(journal, name).mark(given.get(f"{name}/direction"), given.get(f"{name}/strength"), _about(*pair, several))
        for name, pair in rows.items()
        if given.get(f"{name}/direction") or given.get(f"{name}/strength")
    }
    kept = {f"weigh/{name}": states.keep(mark) for name, mark in marks.items()}
    if graded and given.get("grade"):
        kept[f"grade/{graded.id}"] = states.keep(_grade(journal, graded).grade(given["grade"]))
    if not kept:
        raise states.AnswerError("Please weigh at least one exhibit: say which way it speaks, and how strongly.")
    for key, value in kept.items():
        journal.put(key, value)


def _mark(journal: Journal, name: str) -> states.Weighed:
    return states.recall(states.Weighed, bare(journal.get(f"weigh/{name}")))


def _grade(journal: Journal, claim: Claim) -> states.Graded:
    return states.recall(states.Graded, bare(journal.get(f"grade/{claim.id}")))


def _now(course: Course, journal: Journal, rows: Rows, graded: Claim | None) -> dict:
    """The learner's marks as the form holds them, and ours beside those that were given."""
    answer, table, reasons = {}, [], []
    several = len({e.id for e, _ in rows.values()}) > 1
    for name, (exhibit, speaks) in rows.items():
        mark = _mark(journal, name)
        if mark.direction not in DIRECTIONS:
            continue
        answer |= {f"{name}/direction": mark.direction} | ({f"{name}/strength": mark.strength} if mark.strength else {})
        yours = DIRECTIONS[mark.direction] + (f", {mark.strength}" if mark.strength else "")
        table.append([_about(exhibit, speaks, several), yours, f"{DIRECTIONS[speaks.direction]}, {speaks.strength}"])
        reasons.append({"kind": "text", "text": f"{_about(exhibit, speaks, several)}. Our reason: {speaks.reason}"})
    if graded and (own := _grade(journal, graded).last) in GRADES:
        answer["grade"] = own
        table.append([f"Claim {graded.id} as a whole", own, graded.grade or "not yet"])
        why = graded.grade_reason if graded.grade else "We grade it when the course has more evidence on it."
        reasons.append({"kind": "text", "text": f"Claim {graded.id} as a whole. Our reason: {why}"})
    head = {"kind": "table", "caption": "How we weigh it", "head": ["", "You", "We"], "rows": table}
    return {"answer": answer, "after": [head, *reasons] if table else []}


def _about(exhibit: Exhibit, speaks: Speaks, several: bool) -> str:
    return f"“{exhibit.question}”" if several else f"Claim {speaks.claim}"


def _fields(name: str, claim: Claim, exhibit: Exhibit, several: bool) -> list[dict]:
    about = f"“{exhibit.question}”" if several else f"Claim {claim.id}: {claim.short}"
    ways = [{"id": k, "text": v.capitalize()} for k, v in DIRECTIONS.items()]
    strengths = [{"id": k, "text": f"{k.capitalize()}: {v}"} for k, v in STRENGTHS.items()]
    which = {"key": f"{name}/direction", "type": "choice", "optional": True, "label": f"{about}. Which way does it speak?", "options": ways}
    strong = {
        "key": f"{name}/strength",
        "type": "choice",
        "optional": True,
        "label": f"{about if several else f'Claim {claim.id}'}: and how strongly?",
        "options": strengths,
    }
    return [which, strong]


def _grade_field(claim: Claim) -> dict:
    label = f"All in all: how does claim {claim.id} ({claim.short}) stand?"
    options = [{"id": grade, "text": f"{grade.capitalize()}: {meaning}"} for grade, meaning in GRADES.items()]
    return {"key": "grade", "type": "choice", "optional": True, "label": label, "options": options}
