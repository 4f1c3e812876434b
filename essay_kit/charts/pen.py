"""How a still picture is drawn: a plane with two axes, and the small shapes that all forms share."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from html import escape

from .axes import AXIS, GRID, PAPER, TEXT, lines_of, tick, ticks
from .scene import Scene, Series

WIDTH = 900
DASH = {"solid": "", "dash": "9 5", "dot": "2 4", "dashdot": "9 4 2 4", "longdash": "15 5", "longdashdot": "15 4 2 4"}
# Where a dot's outline starts, seen from its middle, and how it goes on from there.
SHAPES = (
    (-4, 0, "a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"),
    (-4, -4, "h8v8h-8z"),
    (0, -5, "l5 5l-5 5l-5 -5z"),
    (0, -5, "l5 9h-10z"),
    (-5, 0, "h10m-5 -5v10"),
    (-4, -4, "l8 8m-8 0l8 -8"),
)
ALIKE = re.compile(r'<path d="[^"]*" (stroke=[^>]*)/>(?:<path d="[^"]*" \1/>)+')
OUTLINE = re.compile(r' d="([^"]*)"')
# The patterns of plotly's bars, in their order there: none, /, ., x, -, +.
PATTERNS = ("", "M0 8L8 0", "M4 3v2", "M0 0L8 8M0 8L8 0", "M0 4H8", "M0 4H8M4 0V8")


@dataclass(frozen=True)
class Plane:
    """The rectangle of a picture in which data are drawn."""

    scene: Scene
    left: float
    top: float
    right: float
    bottom: float
    log_x: bool = False
    log_y: bool = False

    def across(self, x: float) -> float:
        """Where a value of x stands."""
        return self.left + (self.right - self.left) * _share(x, self.scene.x_range, self.log_x)

    def up(self, y: float) -> float:
        """Where a value of y stands."""
        return self.bottom - (self.bottom - self.top) * _share(y, self.scene.y_range, self.log_y)


def _share(value: float, span: tuple[float, float], log: bool) -> float:
    low, high, value = (math.log10(v) for v in (*span, value)) if log else (*span, value)
    return (value - low) / ((high - low) or 1)


def sheet(parts: list[str], height: float) -> str:
    """A whole picture as SVG text; dots alike that follow each other are one path, which takes a third of the room."""

    def joined(run: re.Match) -> str:
        return f'<path d="{"".join(OUTLINE.findall(run[0]))}" {run[1]}/>'

    drawn = ALIKE.sub(joined, "".join(parts))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" font-family="Arial,DejaVu Sans,sans-serif" '
        f'font-size="13"><rect width="{WIDTH}" height="{height:.0f}" fill="{PAPER}"/>{drawn}</svg>'
    )


def text(x: float, y: float, words: str, anchor: str = "start", ink: str = TEXT, more: str = "") -> str:
    """Words at a place."""
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{ink}"{more}>{escape(words)}</text>'


def turned(x: float, y: float, words: str, by: int, anchor: str = "end") -> str:
    """Words turned around their place."""
    return text(x, y, words, anchor, more=f' transform="rotate({by} {x:.0f} {y:.0f})"')


def line(path: str, ink: str = AXIS, width: float = 1, dash: str = "") -> str:
    """A line along a path."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{width:g}"{dashes}/>'


def box(x: float, y: float, wide: float, high: float, fill: str, edge: str = f'stroke="{TEXT}" stroke-width="0.6"') -> str:
    """A rectangle."""
    return f'<rect x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{high:.0f}" fill="{fill}" {edge}/>'


def dot(one: Series, x: float, y: float, fill: str, size: float = 1, ink: str = "") -> str:
    """A dot in the shape of its series."""
    across, up, rest = SHAPES[one.style % 6]
    look = f'stroke="{ink or one.ink}" stroke-width="1.5" fill="{fill}"'
    if size != 1:
        return f'<path transform="translate({x:.0f} {y:.0f}) scale({size:g})" d="M{across} {up}{rest}" {look}/>'
    return f'<path d="M{x + across:.0f} {y + up:.0f}{rest}" {look}/>'


def pattern(key: str, style: int, fill: str, ink: str) -> str:
    """The definition of a fill with a pattern, for `url(#key)`."""
    drawn = f'<rect width="8" height="8" fill="{fill}"/><path d="{PATTERNS[style % 6]}" stroke="{ink}" stroke-width="1.2"/>'
    return f'<defs><pattern id="{key}" width="8" height="8" patternUnits="userSpaceOnUse">{drawn}</pattern></defs>'


def key_row(entries: list[tuple[str, str]], y: float, left: float = 64) -> tuple[list[str], float]:
    """A legend in rows: marks (drawn around 0, 0) with their words; gives its parts and the height it takes."""
    parts, x, start = [], left, y
    for mark, words in entries:
        wide = 34 + 7.2 * len(words)
        if x > left and x + wide > WIDTH - 10:
            x, y = left, y + 20
        parts += [f'<g transform="translate({x + 8:.0f} {y - 4:.0f})">{mark}</g>', text(x + 20, y, words)]
        x += wide
    return parts, y - start + 20 if entries else 0


def row_names(plane: Plane, strong: list[bool]) -> list[str]:
    """The names of rows at the left of a plane, in lines where they are long."""
    parts = []
    for at, name in enumerate(plane.scene.categories):
        lines, weight = lines_of(name), ' font-weight="bold"' if strong[at] and not all(strong) else ""
        y = plane.up(at) + 4 - 7 * (len(lines) - 1)
        parts += [text(plane.left - 8, y + 14 * n, words, "end", more=weight) for n, words in enumerate(lines)]
    return parts


def value_axis(plane: Plane, title: str, log: bool = False, years: bool = False) -> list[str]:
    """Values across: round numbers below, thin lines up, and the title."""
    parts = []
    for value in ticks(*plane.scene.x_range, log):
        x = plane.across(value)
        parts += [
            line(f"M{x:.0f} {plane.top:.0f}V{plane.bottom:.0f}", GRID),
            text(x, plane.bottom + 18, f"{value:g}" if years else tick(value), "middle"),
        ]
    return [*parts, text((plane.left + plane.right) / 2, plane.bottom + 40, title, "middle")]
