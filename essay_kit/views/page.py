"""My page: a learner's answers with the questions, gaps and weights, as one HTML file and as text."""

from __future__ import annotations

import contextlib
from html import escape

from .. import codes, gaps, handed, played, states
from ..content import Course
from ..errors import CourseError
from ..journal import Journal
from . import html
from .ask import bare
from .form import Form
from .tell import DIRECTIONS
from .view import View

STYLE = """
body {font: 16px/1.5 Arial, sans-serif; max-width: 44em; margin: 2em auto; padding: 0 1em; color: #1b1b1b; background: #fff;
  overflow-wrap: anywhere}
h2 {border-bottom: 1px solid #999; margin-top: 2em}
h2, p, dt, dd {unicode-bidi: plaintext}
dt {font-weight: bold; margin-top: 1em}
dd {margin: 0 0 0 1em; white-space: pre-wrap}
@media print {body {margin: 0}}
"""
# Whatever an answer holds, a browser that opens the page runs nothing and fetches nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def entries(course: Course, journal: Journal) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a learner has answered, as headed lists of (question, answer), in the order of the course."""
    kept = journal.read()
    parts = [
        ("What I believed", _beliefs(course, kept)),
        ("My predictions", _predictions(course, kept)),
        ("My forecasts", _forecasts(course, kept)),
        ("How I weighed the evidence", _weights(course, kept)),
        ("How I grade the claims", _grades(course, kept)),
        ("Questions about reasons", _questions(course, kept)),
        ("What moved me", _moved(course, kept)),
        ("In my own words", _words(course, kept)),
        ("My class codes", _codes(course, kept)),
    ]
    return [(title, own) for title, own in parts if own]


def _beliefs(course: Course, kept: dict) -> list[tuple[str, str]]:
    start, end = (states.recall(states.Believed, bare(kept.get(f"believe/{m}"))).values for m in ("start", "end"))
    rows = []
    for claim in course.all("claims"):
        if claim.id in start:
            after = f"; at the end {end[claim.id]:g} %" if claim.id in end else ""
            rows.append((f"{claim.id}. {claim.text}", f"At the start {start[claim.id]:g} %{after}"))
    return rows


def _predictions(course: Course, kept: dict) -> list[tuple[str, str]]:
    rows = []
    for record in course.all("predictions"):
        state = states.recall(states.Predicted, bare(kept.get(f"predict/{record.id}")))
        if not state.locked:
            continue
        lines = [f"I said: {state.said}", f"How sure I was: {state.sure:g} %"]
        try:
            exhibit = course.get("exhibits", record.exhibit)
            lines += gaps.gap(record, state, exhibit, course.tables[exhibit.table]).lines if state.fits(record) else [EARLIER]
        except CourseError as wrong:
            lines.append(str(wrong))
        rows.append((course.filled(record, record.prompt), "\n".join(lines)))
    return rows


EARLIER = "This answer belongs to an earlier edition of the course and does not fit the question as it is now."


def _weights(course: Course, kept: dict) -> list[tuple[str, str]]:
    rows = []
    for exhibit in course.all("exhibits"):
        for speaks in exhibit.speaks:
            mark = states.recall(states.Weighed, bare(kept.get(f"weigh/{exhibit.id}/{speaks.claim}")))
            if mark.direction in DIRECTIONS:
                now = f"{DIRECTIONS[mark.direction]}{', ' + mark.strength if mark.strength else ''}"
                first = "" if mark.first == f"{mark.direction} {mark.strength}".strip() else f" (at first: {mark.first})"
                rows.append((f"{exhibit.question} → claim {speaks.claim}: {course.get('claims', speaks.claim).short}", now + first))
    return rows


def _grades(course: Course, kept: dict) -> list[tuple[str, str]]:
    rows = []
    for claim in course.all("claims"):
        state = states.recall(states.Graded, bare(kept.get(f"grade/{claim.id}")))
        if state.last:
            first = "" if state.first == state.last else f" (at first: {state.first})"
            rows.append((f"{claim.id}. {claim.text}", state.last + first))
    return rows


def _forecasts(course: Course, kept: dict) -> list[tuple[str, str]]:
    rows = []
    for record in course.all("forecasts"):
        values = states.recall(played.Foretold, bare(kept.get(f"forecast/{record.id}"))).values
        table = course.tables[record.table] if values else None
        said = {str(row[table.key[0]]): row for row in table.rows} if table else {}
        rows += [
            (str(said[k][record.said]), f"I said: {v:g} %. The record: {said[k][record.verdict]}") for k, v in values.items() if k in said
        ]
    return rows


def _moved(course: Course, kept: dict) -> list[tuple[str, str]]:
    state, exhibits = states.recall(played.Moved, bare(kept.get("moved/theses"))), course.records["exhibits"]
    rows = [(thesis, exhibits[e].question if e in exhibits else "Nothing that I saw here") for thesis, e in state.by.items()]
    return [*rows, *([("Why", state.why)] if state.why.strip() else [])]


def _questions(course: Course, kept: dict) -> list[tuple[str, str]]:
    rows = []
    for record in course.all("questions"):
        state = states.recall(states.Picked, bare(kept.get(f"question/{record.id}")))
        if state.last:
            rows.append((course.filled(record, record.prompt), state.said + ("" if state.fits(record) else f"\n{EARLIER}")))
    return rows


def _words(course: Course, kept: dict) -> list[tuple[str, str]]:
    rows = [
        (record.prompt, states.recall(states.Written, bare(kept.get(f"reflect/{record.id}"))).text) for record in course.all("reflections")
    ]
    return [(prompt, text) for prompt, text in rows if text.strip()]


def _codes(course: Course, kept: dict) -> list[tuple[str, str]]:
    """A class code for each answer: who is handed this page can add it to the class's answers (gathered.py)."""
    rows = []
    for answer in handed.everything(course, kept):
        with contextlib.suppress(CourseError):
            vote = {0: "", 1: " First vote.", 2: " Second vote."}[answer.vote]
            rows.append((codes.round_of(course, answer.round).prompt + vote, codes.write(course, answer)))
    return rows


def page_html(course: Course, parts: list) -> str:
    """The page as one HTML file: no script, no network, every answer as text."""
    essay = course.essay
    about = f"{essay.author}, “{essay.title}” ({essay.year}). Course edition {essay.edition}."
    body = "".join(f"<h2>{escape(head)}</h2>{_list(rows)}" for head, rows in parts) or "<p>No answers yet.</p>"
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>My page</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><style>{STYLE}</style>'
    )
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body><h1>My page</h1><p>{escape(about)}</p>{body}</body></html>\n'


def _list(rows: list[tuple[str, str]]) -> str:
    pairs = (f'<dt><strong>{escape(q)}</strong></dt><dd style="white-space:pre-wrap">{escape(a)}</dd>' for q, a in rows)
    return f"<dl>{''.join(pairs)}</dl>"


def page_text(course: Course, parts: list) -> str:
    """The page as plain text."""
    lines = ["MY PAGE", f"{course.essay.author}, {course.essay.title} ({course.essay.year}). Course edition {course.essay.edition}."]
    for head, rows in parts:
        lines += ["", head.upper()]
        for asked, answer in rows:
            lines += ["", f"* {asked}", *(f"    {line}" for line in answer.splitlines())]
    return "\n".join(lines if parts else [*lines, "", "No answers yet."]) + "\n"


def my_page(course: Course, journal: Journal) -> View:
    """Show the learner's page, with a button that brings it up to date and two files to keep, and one that erases all answers."""
    parts = entries(course, journal)
    body = "".join(f"<h4>{escape(head)}</h4>{_list(rows)}" for head, rows in parts) or html.p("No answers yet.")
    inner = f'<h4 class="ek-q">My page</h4>{body}' + html.p("To save this page, choose Run, then Run All Cells.", "ek-meta")

    def deal(do: str, answer: dict) -> dict:
        if do == "erase":
            done = journal.forget()
            return {"after": [], "status": said_erased(journal)} if done else {"status": journal.note}
        return {"after": _blocks(course, entries(course, journal)), "status": "Up to date. The two links below save it as it is now."}

    where = f"Your answers are kept in the file {journal.path.name}; no name is in it." if journal.path else journal.note
    note = f"This collects what you believed, predicted, weighed and wrote. {where}"
    spec = {"key": "my-page", "legend": "My page", "note": note, "action": "Bring my page up to date", "erase": "Erase all my answers"}
    form = Form(deal, spec={**spec, "fields": []}, after=_blocks(course, parts) if parts else [])
    return View([html.piece(html.box(inner, "ek-twin", ' data-ek-form="my-page"'), page_text(course, parts))], form)


def said_erased(journal: Journal) -> str:
    """What the status line says after erasing."""
    stay = f" Copies of files that could not be used stay in the folder: {', '.join(journal.copies)}." if journal.copies else ""
    return f"Erased. Run the cells again to start afresh.{stay}"


def _blocks(course: Course, parts: list) -> list[dict]:
    """The page as the form shows it: the files to save first, then every question with its answer."""
    files = [
        {"kind": "file", "name": "my_page.html", "type": "text/html", "text": page_html(course, parts)},
        {"kind": "file", "name": "my_page.txt", "type": "text/plain", "text": page_text(course, parts)},
    ]
    pairs = [
        block
        for head, rows in parts
        for block in [{"kind": "heading", "text": head}, *({"kind": "pair", "text": q, "answer": a} for q, a in rows)]
    ]
    return [*files, *pairs]
