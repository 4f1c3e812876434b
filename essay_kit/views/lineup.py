"""The line-up as a view: nine panels, a pick, the answer, and nine new panels on request."""

from __future__ import annotations

import base64
from html import escape

from .. import played, states
from ..content import Course
from ..journal import Journal
from ..model import Lineup
from ..models import lineup as model
from . import html
from .ask import asked, bare, said
from .view import View

NULL = (
    "Eight of the panels are chance: their yearly steps are drawn at random with the variance of the real ones. All nine have lost "
    "their own straight trend."
)


def line_up(course: Course, journal: Journal, record: Lineup) -> View:
    """Pick the real series out of nine; each new try has another seed."""
    key, table = f"lineup/{record.id}", course.tables[record.table]
    rows = [row for row in table.rows if row[record.y] is not None and all(str(row[c]) in wanted for c, wanted in record.where.items())]
    rows.sort(key=lambda row: row["year"])
    make = lambda seed: model.line_up([r["year"] for r in rows], [r[record.y] for r in rows], seed)  # noqa: E731

    def now() -> played.LinedUp:
        return states.recall(played.LinedUp, bare(journal.get(key)))

    def deal(do: str, given: dict) -> dict:
        state = now()
        if view.form.spec["fields"]:
            one = make(len(state.tries) + 1)
            state = state.pick(len(state.tries) + 1, given.get("panel"), one.real + 1)
            journal.put(key, states.keep(state))
            return {"spec": _told(record, key, one), "after": _after(record, state), "status": said(journal, "Saved.")}
        return {"spec": _ask(record, key, make(len(state.tries) + 1)), "answer": {}, "after": [], "status": "Nine new panels."}

    start = _ask(record, key, make(len(now().tries) + 1))
    view = asked(key, "Which one is real?", record.prompt, [NULL], start, deal, after=_after(record, now()) if now().tries else [])
    return View([*view.outputs, _still(key, make(1))], view.form)


def _still(key: str, one: model.Lineup) -> dict:
    """The first line-up for paper, as a picture and in words."""
    words = [model.describe(one, at) for at in range(model.PANELS)]
    image = "data:image/svg+xml;base64," + base64.b64encode(drawing(one).encode()).decode()
    inner = f'<img src="{image}" alt="Nine panels" style="max-width:100%;height:auto">' + html.details(
        "The panels in words", html.items(words)
    )
    return html.piece(html.box(inner, "ek-twin", f' data-ek-form="{escape(key)}"'), "\n".join(words))


def _ask(record: Lineup, key: str, one: model.Lineup) -> dict:
    options = [{"id": str(at + 1), "text": f"Panel {at + 1}"} for at in range(model.PANELS)]
    field = {"key": "panel", "type": "choice", "label": "The real one is", "options": options, "inline": True}
    hint = " ".join(model.describe(one, at) for at in range(model.PANELS))
    return {**_spec(record, key, one), "note": f"{record.prompt} {NULL}", "action": "Choose", "fields": [field], "words": hint}


def _told(record: Lineup, key: str, one: model.Lineup) -> dict:
    return {
        **_spec(record, key, one, told=True),
        "note": f"The real series is in panel {one.real + 1}.",
        "action": "Nine new panels",
        "fields": [],
    }


def _spec(record: Lineup, key: str, one: model.Lineup, told: bool = False) -> dict:
    return {"key": key, "legend": "Which one is real?", "again": True, "pictures": [drawing(one, told)]}


def _after(record: Lineup, state: played.LinedUp) -> list[dict]:
    _, picked, real = state.tries[-1]
    lines = [
        "You picked the real one." if picked == real else f"You picked panel {picked}, which chance made; the real one was panel {real}."
    ]
    tries = len(state.tries)
    lines.append(
        f"A blind guess is right in one of nine line-ups, about 11 % of the time. You have been right in {state.right} of {tries}."
        + (" One try says little: two or three in a row would say more." if tries < 3 else "")
    )
    return [{"kind": "text", "text": line} for line in [*lines, record.explain]]


def drawing(one: model.Lineup, told: bool = False) -> str:
    """Nine small pictures in three rows; all have the same scale. With `told` the real one is framed."""
    low, high = min(map(min, one.panels)), max(map(max, one.panels))
    parts = [_panel(one, at, low, high, told and at == one.real) for at in range(model.PANELS)]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 600" font-family="Arial,DejaVu Sans,sans-serif">'
        f'<rect width="900" height="600" fill="#ffffff"/>{"".join(parts)}</svg>'
    )


def _panel(one: model.Lineup, at: int, low: float, high: float, framed: bool) -> str:
    left, top, width, height = 300 * (at % 3) + 12, 200 * (at // 3) + 28, 276, 160
    span, tall = one.x[-1] - one.x[0], (high - low) or 1
    points = " ".join(
        f"{left + width * (x - one.x[0]) / span:.0f},{top + height * (high - y) / tall:.0f}"
        for x, y in zip(one.x, one.panels[at], strict=True)
    )
    edge = 'stroke="#9a1750" stroke-width="5"' if framed else 'stroke="#777777"'
    name = f"{at + 1}: the real one" if framed else str(at + 1)
    return (
        f'<text x="{left}" y="{top - 8}" fill="#1b1b1b" font-weight="bold">{name}</text>'
        f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="none" {edge}/>'
        f'<polyline points="{points}" fill="none" stroke="#1f4e8c" stroke-width="2"/>'
    )
