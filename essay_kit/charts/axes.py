"""What the live figure and the still picture measure alike: size, ticks, and where labels go."""

from __future__ import annotations

import math

from ..model import Band
from .scene import Scene, Series

TEXT, GRID, PAPER = "#1b1b1b", "#dddddd", "#ffffff"
HEIGHT, MARGIN = 460, {"l": 64, "r": 24, "t": 34, "b": 52}


def on_axis(scene: Scene) -> tuple[float, float]:
    """The y range as plotly wants it: logarithms on a log axis."""
    return tuple(math.log10(v) for v in scene.y_range) if scene.chart.log else scene.y_range


def equal_values(scene: Scene) -> tuple[float, float]:
    """The ends of the diagonal on which both axes show the same value."""
    return max(scene.x_range[0], scene.y_range[0]), min(scene.x_range[1], scene.y_range[1])


def is_moment(band: Band) -> bool:
    """Whether a band is one year, drawn as a line."""
    return band.years[0] == band.years[1]


def fits_above(band: Band, scene: Scene) -> bool:
    """Whether a band is wide enough for its name; what does not fit is told below the chart."""
    if is_moment(band):
        return True
    share = (band.years[1] - band.years[0]) / (scene.x_range[1] - scene.x_range[0])
    return share * 560 > 6.5 * len(band.text)


def end_labels(scene: Scene) -> list[tuple[Series, float]]:
    """Each line with the height of its label (0 bottom, 1 top), pushed apart so that no two overlap."""
    room, low, high = 17 / (HEIGHT - MARGIN["t"] - MARGIN["b"]), *on_axis(scene)
    ends = []
    for one in scene.series:
        last = [y for y in one.y if y is not None][-1:]
        if last:
            ends.append([one, ((math.log10(last[0]) if scene.chart.log else last[0]) - low) / (high - low)])
    ends.sort(key=lambda pair: pair[1])
    for below, above in zip(ends, ends[1:], strict=False):
        above[1] = max(above[1], below[1] + room)
    ceiling = 1.0
    for pair in reversed(ends):
        pair[1] = min(pair[1], ceiling)
        ceiling = pair[1] - room
    return [(one, at) for one, at in ends]


def ticks(low: float, high: float, log: bool) -> list[float]:
    """Round numbers between two ends: about six, or the 1, 2, 5 of each power of ten on a log axis."""
    if log:
        return [
            m * 10.0**p
            for p in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
            for m in (1, 2, 5)
            if low <= m * 10.0**p <= high
        ]
    rough = (high - low) / 6 or 1
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(m * size for m in (1, 2, 2.5, 5, 10) if m * size >= rough)
    return [round(n * step, 10) for n in range(math.ceil(low / step), math.floor(high / step) + 1)]
