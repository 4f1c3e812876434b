"""Scene -> a still SVG picture, for paper, nbconvert and notebooks that nobody trusts yet.

It shows what the live figure shows and no more: the same axes, inks, dashes, bands and labels at the ends of lines.
"""

from __future__ import annotations

import base64
import math
from html import escape

from .axes import GRID, HEIGHT, MARGIN, PAPER, TEXT, end_labels, equal_values, fits_above, is_moment, ticks
from .scene import Scene, Series

WIDTH = 900
LEFT, RIGHT, TOP, BOTTOM = MARGIN["l"], WIDTH - 170, MARGIN["t"], HEIGHT - MARGIN["b"]
DASH = {"solid": "", "dash": "9 5", "dot": "2 4", "dashdot": "9 4 2 4", "longdash": "15 5", "longdashdot": "15 4 2 4"}
DASHES = list(DASH.values())


def svg(scene: Scene) -> str:
    """The picture as a data address, fit for the src of an img element."""
    return "data:image/svg+xml;base64," + base64.b64encode(drawing(scene).encode()).decode()


def drawing(scene: Scene) -> str:
    """The picture as SVG text."""
    marks = _bars(scene) if scene.chart.form == "bars" else [part for one in scene.series for part in _line(scene, one)]
    parts = [*_bands(scene), *_axes(scene), *marks, *_labels(scene)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="Arial,DejaVu Sans,sans-serif" '
        f'font-size="13"><rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>{"".join(parts)}</svg>'
    )


def _across(scene: Scene, x: float) -> float:
    low, high = scene.x_range
    return LEFT + (RIGHT - LEFT) * (x - low) / ((high - low) or 1)


def _up(scene: Scene, y: float) -> float:
    low, high = scene.y_range
    if scene.chart.log:
        low, high, y = math.log10(low), math.log10(high), math.log10(y)
    return BOTTOM - (BOTTOM - TOP) * (y - low) / ((high - low) or 1)


def _text(x: float, y: float, text: str, anchor: str = "start", ink: str = TEXT, more: str = "") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{ink}"{more}>{escape(text)}</text>'


def _line(scene: Scene, one: Series) -> list[str]:
    points, path, gap = [], [], True
    dotted = set(one.x) if scene.chart.form == "points" else {x for x, dot in zip(one.x, one.dots, strict=True) if dot}
    for x, y in zip(one.x, one.y, strict=True):
        if y is None:
            gap = True
            continue
        at = (_across(scene, x), _up(scene, y))
        path.append(f"{'M' if gap else 'L'}{at[0]:.0f} {at[1]:.0f}")
        gap = False
        points.append((x, *at))
    dash = f' stroke-dasharray="{DASHES[one.style % len(DASHES)]}"' if one.style % len(DASHES) else ""
    wide = 1.2 if scene.chart.form == "points" else 3 if one.strong else 1.6
    drawn = scene.chart.form == "lines" or scene.chart.connect
    parts = [f'<path d="{"".join(path)}" fill="none" stroke="{one.ink}" stroke-width="{wide}"{dash}/>'] if drawn else []
    parts += [_dot(one, *at, PAPER if scene.is_assumed(x) else one.ink) for x, *at in points if x in dotted]
    if scene.chart.form == "points" and one.tags:
        parts += [_text(points[i][1], points[i][2] - 9, one.tags[i], "middle", one.ink) for i in {0, len(points) - 1}]
    return parts


def _dot(one: Series, x: float, y: float, fill: str) -> str:
    """A dot in the shape of its series."""
    shape = (
        "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
        "M-4 -4h8v8h-8z",
        "M0 -5L5 0L0 5L-5 0z",
        "M0 -5L5 4H-5z",
        "M-5 0H5M0 -5V5",
        "M-4 -4L4 4M-4 4L4 -4",
    )[one.style % 6]
    return f'<path transform="translate({x:.0f} {y:.0f})" d="{shape}" stroke="{one.ink}" stroke-width="1.5" fill="{fill}"/>'


def _bars(scene: Scene) -> list[str]:
    parts, many, base = [], len(scene.series), [0.0] * len(scene.categories)
    names = {name: key for key, name in scene.chart.names.items()}
    for number, one in enumerate(scene.series):
        for at, y in enumerate(one.y):
            if y is None:
                continue
            stack = scene.chart.stack
            width = 0.7 if stack else 0.7 / many
            left = _across(scene, at - 0.35 + (0 if stack else number * width))
            top, foot = _up(scene, base[at] + y), _up(scene, base[at])
            base[at] += y if stack else 0
            tag = names.get(scene.categories[at], scene.categories[at])
            ink = one.ink if many > 1 or not scene.chart.highlight or tag in scene.chart.highlight else "#8a8a8a"
            wide = (RIGHT - LEFT) * width / (scene.x_range[1] - scene.x_range[0])
            place = f'x="{left:.0f}" y="{min(top, foot):.0f}" width="{wide:.0f}" height="{abs(foot - top):.0f}"'
            parts.append(f'<rect {place} fill="{ink}" stroke="{TEXT}" stroke-width="0.6"/>')
            parts.append(_text(left + wide / 2, min(top, foot) - 4, f"{y:,.{scene.chart.digits}f}", "middle"))
    return parts


def _bands(scene: Scene) -> list[str]:
    fill, parts = {"era": "#eef1f6", "assumed": "#f6ecd9", "gap": "#eeeeee"}, []
    for band in scene.chart.bands:
        left, right = (max(LEFT, min(RIGHT, _across(scene, year))) for year in band.years)
        edge = 'stroke="#555555" stroke-dasharray="2 3"' if is_moment(band) else 'stroke="#bbbbbb" stroke-width="0.5"'
        parts.append(f'<rect x="{left:.0f}" y="{TOP}" width="{right - left:.0f}" height="{BOTTOM - TOP}" fill="{fill[band.kind]}" {edge}/>')
        parts += [_text((left + right) / 2, TOP - 6, band.text, "middle")] if fits_above(band, scene) else []
    return parts


def _axes(scene: Scene) -> list[str]:
    parts = []
    for value in ticks(*scene.y_range, scene.chart.log):
        y = _up(scene, value)
        parts += [f'<path d="M{LEFT} {y:.0f}H{RIGHT}" stroke="{GRID}"/>', _text(LEFT - 6, y + 4, f"{value:,g}", "end")]
    if scene.categories:
        parts += [
            _text(_across(scene, at), BOTTOM + 16 + 14 * (at % 2 if len(scene.categories) > 6 else 0), name, "middle")
            for at, name in enumerate(scene.categories)
        ]
    else:
        parts += [_text(_across(scene, value), BOTTOM + 18, f"{value:g}", "middle") for value in ticks(*scene.x_range, False)]
    parts.append(f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" fill="none" stroke="#777777"/>')
    parts.append(_text(14, (TOP + BOTTOM) / 2, scene.chart.y_title, "middle", more=f' transform="rotate(-90 14 {(TOP + BOTTOM) / 2:.0f})"'))
    return [*parts, _text((LEFT + RIGHT) / 2, HEIGHT - 8, scene.x_title, "middle")]


def _labels(scene: Scene) -> list[str]:
    chart, parts = scene.chart, []
    for note in chart.notes:
        x = _across(scene, scene.categories.index(note.x) if scene.categories else float(note.x))
        parts.append(
            f'<path d="M{x:.0f} {_up(scene, note.y):.0f}v-28" stroke="#555555"/>' + _text(x, _up(scene, note.y) - 32, note.text, "middle")
        )
    if chart.reference is not None:
        y = _up(scene, chart.reference)
        parts.append(
            f'<path d="M{LEFT} {y:.0f}H{RIGHT}" stroke="{TEXT}" stroke-dasharray="2 4"/>' + _text(LEFT + 6, y - 4, chart.reference_text)
        )
    if chart.diagonal:
        low, high = equal_values(scene)
        path = f"M{_across(scene, low):.0f} {_up(scene, low):.0f}L{_across(scene, high):.0f} {_up(scene, high):.0f}"
        parts.append(f'<path d="{path}" stroke="{TEXT}" stroke-dasharray="2 4"/>')
    if chart.form == "lines":
        return parts + [
            _text(RIGHT + 8, BOTTOM - (BOTTOM - TOP) * at + 4, one.name, ink=one.ink, more=' font-weight="bold"')
            for one, at in end_labels(scene)
        ]
    for number, one in enumerate(scene.series if len(scene.series) > 1 else (), 1):
        parts += [_dot(one, RIGHT + 14, TOP + 20 * number - 4, one.ink), _text(RIGHT + 24, TOP + 20 * number, one.name, ink=one.ink)]
    return parts
