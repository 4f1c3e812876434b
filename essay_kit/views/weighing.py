"""Weighing: which way, and how strongly, an exhibit speaks to a claim; first the learner's view, then ours."""

from __future__ import annotations

from .. import states
from ..content import Course
from ..journal import Journal
from ..model import Exhibit, Speaks
from .ask import asked, bare, said
from .tell import DIRECTIONS, STRENGTHS
from .view import View


def weigh(course: Course, journal: Journal, pairs: list[tuple[Exhibit, Speaks]], about: str) -> View:
    """Which way, and how strongly, each exhibit speaks to each claim: first the learner's view, then ours."""
    names = {f"{e.id}/{s.claim}": (e, s) for e, s in pairs}
    marks = {n: states.recall(states.Weighed, bare(journal.get(f"weigh/{n}"))) for n in names}

    def deal(do: str, given: dict) -> dict:
        now = {n: marks[n].mark(given.get(f"{n}/direction"), given.get(f"{n}/strength")) for n in names}
        for n, mark in now.items():
            journal.put(f"weigh/{n}", states.keep(mark))
        marks.update(now)
        return {
            "answer": _marks(now),
            "after": _ours(names, now),
            "status": said(journal, "Saved. You may change your mind; your first view is kept too."),
        }

    fields = [
        field
        for n, (e, s) in names.items()
        for field in _weigh_fields(n, course.get("claims", s.claim), e, len({e.id for e, _ in pairs}) > 1)
    ]
    note = "Say which way the evidence speaks to each claim, and how strongly. Then you see how we weigh it."
    spec = {"note": note, "action": "Weigh", "again": True, "fields": fields}
    done = {n: m for n, m in marks.items() if m.direction}
    start = {"answer": _marks(done), "after": _ours(names, marks) if len(done) == len(names) else []}
    return asked(f"weigh/{about}", "Weigh the evidence", note, [f["label"] for f in fields[::2]], spec, deal, **start)


def _weigh_fields(name: str, claim: object, exhibit: Exhibit, several: bool) -> list[dict]:
    about = f"“{exhibit.question}” and claim {claim.id} ({claim.short})" if several else f"Claim {claim.id}: {claim.short}"
    return [
        {
            "key": f"{name}/direction",
            "type": "choice",
            "label": f"{about}. Which way does it speak?",
            "options": [{"id": k, "text": v.capitalize()} for k, v in DIRECTIONS.items()],
        },
        {
            "key": f"{name}/strength",
            "type": "choice",
            "optional": True,
            "label": f"How strongly? (claim {claim.id})",
            "options": [{"id": k, "text": f"{k.capitalize()}: {v}"} for k, v in STRENGTHS.items()],
        },
    ]


def _marks(marks: dict[str, states.Weighed]) -> dict:
    return {
        f"{n}/{part}": value for n, m in marks.items() for part, value in (("direction", m.direction), ("strength", m.strength)) if value
    }


def _ours(names: dict, marks: dict[str, states.Weighed]) -> list[dict]:
    blocks = [{"kind": "heading", "text": "How we weigh it"}]
    for n, (_, speaks) in names.items():
        yours = f"{DIRECTIONS[marks[n].direction]}{', ' + marks[n].strength if marks[n].strength else ''}"
        blocks.append(
            {
                "kind": "text",
                "text": f"{speaks.claim}. You: {yours}. We: {DIRECTIONS[speaks.direction]}, {speaks.strength}. {speaks.reason}",
            }
        )
    return blocks
