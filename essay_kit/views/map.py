"""The argument map: every claim in its section's row, an arrow from each support to what rests on it."""

from __future__ import annotations

import base64
import textwrap
from html import escape

from ..content import Course
from ..errors import CourseError
from . import html
from .view import View

# Five boxes across keep the letters readable on a projector; a longer section takes a second row.
ACROSS, BOX, GAP, ROW, HEAD = 5, (190, 84), 14, 128, 30


def argument_map(course: Course, claim: str | None) -> View:
    """Draw the map, with the same as a list; with a claim, only what carries it and what it carries is drawn dark."""
    lit = _around(course, claim) if claim else {c.id for c in course.all("claims")}
    rows = [(s, [c for c in course.all("claims") if c.section == s.letter]) for s in course.essay.sections]
    rows = [(s, own) for s, own in rows if own]
    if not rows:
        raise CourseError("There are no claims to draw; claims.yaml is empty.")
    lines = [
        f"{c.id}: {c.short}" + (f" ← rests on {', '.join(c.rests_on)}" if c.rests_on else "") for _, own in rows for c in own if c.id in lit
    ]
    title = f"What {claim} rests on, and what rests on it" if claim else f"The argument, {len(lit)} claims"
    image = (
        f'<img src="{_picture(rows, lit, claim)}" alt="{escape(title)}: the same as the list below." style="max-width:100%;height:auto">'
    )
    inner = f"<h4>{escape(title)}</h4>{image}" + html.details("The map as a list", html.items(lines))
    return View([html.piece(html.box(inner, "ek-map"), title + "\n" + "\n".join(lines))])


def _around(course: Course, claim: str) -> set[str]:
    """The claim, all that it rests on at any depth, and what rests on it directly."""
    course.get("claims", claim)
    found, todo = set(), [claim]
    while todo:
        at = todo.pop()
        if at not in found:
            found.add(at)
            todo += course.get("claims", at).rests_on
    return found | {c.id for c in course.all("claims") if claim in c.rests_on}


def _layout(rows: list) -> tuple[dict[str, tuple[float, float]], list[tuple[float, str]], float]:
    """Where each claim stands, where each section's title stands, and the height of it all."""
    places, titles, y = {}, [], 0.0
    for section, own in rows:
        titles.append((y + 20, section.title))
        y += HEAD
        for start in range(0, len(own), ACROSS):
            line = own[start : start + ACROSS]
            left = (ACROSS - len(line)) * (BOX[0] + GAP) / 2
            places |= {claim.id: (left + n * (BOX[0] + GAP) + 4, y) for n, claim in enumerate(line)}
            y += ROW
    return places, titles, y


def _picture(rows: list, lit: set[str], centre: str | None) -> str:
    places, titles, height = _layout(rows)
    width = ACROSS * (BOX[0] + GAP) + 6
    claims = [claim for _, own in rows for claim in own]
    # An arrow too pale to be seen would say nothing, so around one claim only its own arrows are drawn.
    parts = [_arrow(places[s], places[c.id], centre) for c in claims for s in c.rests_on if c.id in lit and s in lit] + [
        _text(4, y, title, 15, "#333333", " font-style='italic' stroke='#ffffff' stroke-width='4' paint-order='stroke'")
        for y, title in titles
    ]
    parts += [_box(c, *places[c.id], c.id in lit, c.id == centre) for c in claims]
    head = (
        '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#666666"/></marker></defs>'
    )
    size = f'viewBox="0 0 {width} {height:.0f}" width="{width}"'
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Arial,DejaVu Sans,sans-serif">'
        f'{head}<rect width="100%" height="100%" fill="#ffffff"/>{"".join(parts)}</svg>'
    )
    return "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode()


def _arrow(start: tuple, end: tuple, centre: str | None) -> str:
    (x0, y0), (x1, y1) = start, end
    if y0 == y1:  # in one row: over the tops of the boxes
        a, b = (x0 + BOX[0] / 2, y0), (x1 + BOX[0] / 2, y1)
        path = f"M{a[0]:.0f} {a[1]}C{a[0]:.0f} {a[1] - 26} {b[0]:.0f} {b[1] - 26} {b[0]:.0f} {b[1]}"
    else:
        down = y1 > y0
        a = (x0 + BOX[0] / 2, y0 + (BOX[1] if down else 0))
        b = (x1 + BOX[0] / 2, y1 + (0 if down else BOX[1]))
        path = f"M{a[0]:.0f} {a[1]}C{a[0]:.0f} {(a[1] + b[1]) / 2:.0f} {b[0]:.0f} {(a[1] + b[1]) / 2:.0f} {b[0]:.0f} {b[1]}"
    # On the whole map many arrows cross, so they stay light; around one claim they carry the meaning.
    ink = "#555555" if centre else "#8f8f8f"
    return f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="1.3" marker-end="url(#a)"/>'


def _box(claim: object, x: float, y: float, dark: bool, centre: bool) -> str:
    fill = "#fbe3ec" if "thesis" in claim.kinds else "#e8eef7"
    edge, ink = ("#1b1b1b", "#1b1b1b") if dark else ("#8f8f8f", "#767676")
    look = f'fill="{fill if dark else "#ffffff"}" stroke="{edge}" stroke-width="{3 if centre else 1.2}"'
    parts = [f'<rect x="{x:.0f}" y="{y}" width="{BOX[0]}" height="{BOX[1]}" rx="7" {look}/>']
    parts.append(_text(x + 8, y + 18, claim.id, 16, ink, " font-weight='bold'"))
    lines = textwrap.wrap(claim.short, 20)[:3]
    return "".join(parts + [_text(x + 8, y + 37 + 19 * n, line, 16, ink) for n, line in enumerate(lines)])


def _text(x: float, y: float, text: str, size: int, ink: str, more: str = "") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" fill="{ink}"{more}>{escape(text)}</text>'
