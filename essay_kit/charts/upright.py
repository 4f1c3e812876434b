"""The still picture of a chart whose values go up: axes, shaded years, notes and lines of reference around its marks."""

from __future__ import annotations

from .axes import AXIS, GRID, HEIGHT, MARGIN, PAPER, TEXT, equal_values, fits_above, is_moment, tick, ticks
from .marks import BANDS, EDGE
from .pen import WIDTH, Plane, box, dot, line, text, turned
from .scene import Scene

DOTS = "2 4"
# A note may stand over dots; the white around its letters keeps them readable.
HALO = ' stroke="#ffffff" stroke-width="4" paint-order="stroke"'


def plane(scene: Scene, bottom: float = HEIGHT - MARGIN["b"]) -> Plane:
    """Where a chart that stands alone is drawn."""
    return Plane(scene, MARGIN["l"], MARGIN["t"], WIDTH - 170, bottom, log_y=scene.chart.log)


def around(scene: Scene, at: Plane, many: int = 6) -> list[str]:
    """What lies under the marks: shaded years, and both axes."""
    return [*bands(scene, at), *_values(scene, at, many), *_across(scene, at, many)]


def bands(scene: Scene, at: Plane, moments: bool | None = None) -> list[str]:
    """Shaded years with their names; where `moments` is given only the single years, or only the others."""
    parts = []
    for band in scene.chart.bands:
        if moments is not None and is_moment(band) != moments:
            continue
        left, right = (max(at.left, min(at.right, at.across(year))) for year in band.years)
        if is_moment(band):
            parts.append(line(f"M{left:.0f} {at.top:.0f}V{at.bottom:.0f}", "#555555", 1.5, DOTS))
        else:
            edge = f'stroke="{EDGE}" stroke-width="0.7"'
            parts.append(box(left, at.top, right - left, at.bottom - at.top, BANDS[band.kind], edge))
        wide = round(0.9 * (at.right - at.left))
        parts += [text((left + right) / 2, at.top - 6, band.text, "middle")] if fits_above(band, scene, wide) else []
    return parts


def _values(scene: Scene, at: Plane, many: int) -> list[str]:
    parts = []
    for value in ticks(*scene.y_range, scene.chart.log, many):
        y = at.up(value)
        parts += [line(f"M{at.left:.0f} {y:.0f}H{at.right:.0f}", GRID), text(at.left - 6, y + 4, tick(value), "end")]
    return [*parts, line(f"M{at.left:.0f} {at.top:.0f}V{at.bottom:.0f}H{at.right:.0f}", AXIS)]


def _across(scene: Scene, at: Plane, many: int) -> list[str]:
    if not scene.categories:
        return [text(at.across(value), at.bottom + 18, f"{value:g}", "middle") for value in ticks(*scene.x_range, False, many)]
    room = (at.right - at.left) / len(scene.categories)
    if max(map(len, scene.categories)) * 7 < 1.9 * room:
        drop = 14 * (max(map(len, scene.categories)) * 7 > room)
        return [text(at.across(n), at.bottom + 16 + drop * (n % 2), name, "middle") for n, name in enumerate(scene.categories)]
    angle = -90 if _steep(scene, at.right - at.left) else -40
    return [turned(at.across(n) + 4, at.bottom + 12, name, angle) for n, name in enumerate(scene.categories)]


def _steep(scene: Scene, wide: float) -> bool:
    """Whether names of categories must stand upright: many, or so long that they would leave the picture."""
    return wide / len(scene.categories) < 22 or max(map(len, scene.categories)) > 14


def drop(scene: Scene, wide: float) -> float:
    """How far the names of categories hang below a plane of that width."""
    longest = max(map(len, scene.categories), default=0)
    if longest * 7 < 1.9 * wide / max(1, len(scene.categories)):
        return 36
    return (7.2 if _steep(scene, wide) else 4.6) * longest + 14


def titles(scene: Scene, at: Plane, height: float) -> list[str]:
    """The titles of both axes."""
    middle = (at.top + at.bottom) / 2
    return [turned(14, middle, scene.chart.y_title, -90, "middle"), text((at.left + at.right) / 2, height - 8, scene.x_title, "middle")]


def over(scene: Scene, at: Plane) -> list[str]:
    """What lies over the marks: notes, the line of reference, the diagonal."""
    chart, parts = scene.chart, []
    for note in chart.notes:
        x, y = at.across(scene.categories.index(note.x) if scene.categories else float(note.x)), at.up(note.y)
        parts += [line(f"M{x:.0f} {y:.0f}v-28", "#555555"), text(x, y - 32, note.text, "middle", more=HALO)]
    if chart.reference is not None:
        y = at.up(chart.reference)
        parts += [line(f"M{at.left:.0f} {y:.0f}H{at.right:.0f}", TEXT, dash=DOTS), text(at.left + 6, y - 4, chart.reference_text)]
    if chart.diagonal:
        low, high = equal_values(scene)
        path = f"M{at.across(low):.0f} {at.up(low):.0f}L{at.across(high):.0f} {at.up(high):.0f}"
        parts.append(line(path, TEXT, dash=DOTS))
    return parts


def legend(scene: Scene, at: Plane) -> list[str]:
    """The names of the series at the right, each with its mark."""
    parts = []
    for number, one in enumerate(scene.series if len(scene.series) > 1 else (), 1):
        y = at.top + 20 * number
        parts += [dot(one, at.right + 14, y - 4, one.ink), text(at.right + 24, y, one.name, ink=one.ink)]
    return parts


def hole(scene: Scene, x: float, ink: str) -> str:
    """The fill of a dot: open where the value was assumed."""
    return PAPER if scene.is_assumed(x) else ink
