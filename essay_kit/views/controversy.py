"""Sheets to print: the two sides of a contested claim, from the same records as everything else."""

from __future__ import annotations

from ..content import Course
from ..errors import CourseError
from ..model import Claim
from . import html
from .tell import source
from .view import View

STEPS = [
    "Prepare (5 minutes). Each side reads its own sheet only and chooses its two best points.",
    "Argue (5 minutes each). The other side listens and takes notes.",
    "Swap. Each side now argues the other's case, with one point that the other did not make.",
    "Drop the sides. Write one statement together that all can sign: what the evidence shows, how sure you are, and what would change it.",
    "Where you cannot agree, write down on what exactly: a fact, a measure, a word, or a value. To disagree clearly is a result.",
]
CLOSED = "The sheets, with our reasons for either side"
TOGETHER = ("We agree that", "We are sure of it to this many percent:", "We disagree on")


def controversy(course: Course, claim: Claim) -> View:
    """Side A for the claim, side B against it, then the joint statement.

    Raises CourseError for a claim with evidence on one side only: there is nothing to argue about.
    """
    sides = {way: _points(course, claim, way) for way in ("for", "against")}
    if not claim.objection or not all(sides.values()):
        raise CourseError(f"Claim {claim.id} has no evidence on both sides, or no objection, so it makes no controversy.")
    a = [claim.text, *sides["for"]]
    b = [f"{claim.objection.text} ({claim.objection.voice})", *sides["against"]]
    title, inner = f"A controversy about claim {claim.id}: {claim.short}", ""
    for side, points in (("Side A: the claim holds", a), ("Side B: it does not", b)):
        inner += f'<div class="ek-sheet"><h5>{side}</h5>{html.items(points)}</div>'
    inner += source(course, claim.objection.work)
    blanks = "".join(f"<p>{text} {40 * '_'}</p>" for text in TOGETHER)
    inner += f'<div class="ek-sheet"><h5>Joint statement</h5>{blanks}</div>'
    # the sheets hold our reasons, which in self-study come after one's own
    inner = f'<h4 class="ek-q">{html.escape(title)}</h4>{html.items(STEPS)}{html.details(CLOSED, inner)}'
    plain = [f"A controversy about claim {claim.id}: {claim.short}", *STEPS, "Side A: the claim holds", *a, "Side B: it does not", *b]
    return View([html.piece(html.box(inner), "\n".join(plain))])


def _points(course: Course, claim: Claim, way: str) -> list[str]:
    """What speaks for one side: each exhibit's question and the reason; what speaks both ways stands on both sheets."""
    return [
        f"“{exhibit.question}” {speaks.reason}" + (" (It speaks both ways.)" if speaks.direction == "both" else "")
        for exhibit in course.all("exhibits")
        for speaks in exhibit.speaks
        if speaks.claim == claim.id and speaks.direction in (way, "both")
    ]
