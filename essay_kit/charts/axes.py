"""What the live figure and the still picture measure alike: size, ticks, and where labels go."""

from __future__ import annotations

import math
import textwrap

from ..model import Band
from .scene import Scene, Series

TEXT, GRID, PAPER, AXIS = "#1b1b1b", "#dddddd", "#ffffff", "#777777"
HEIGHT, MARGIN = 460, {"l": 64, "r": 24, "t": 34, "b": 52}
# A name of a row is broken into lines of this many letters, so that a narrow screen has room beside it.
NAME = 20


def on_axis(span: tuple[float, float], log: bool) -> tuple[float, float]:
    """A range as plotly wants it: logarithms on a log axis."""
    return tuple(math.log10(v) for v in span) if log else span


def equal_values(scene: Scene) -> tuple[float, float]:
    """The ends of the diagonal on which both axes show the same value."""
    return max(scene.x_range[0], scene.y_range[0]), min(scene.x_range[1], scene.y_range[1])


def is_moment(band: Band) -> bool:
    """Whether a band is one year, drawn as a line."""
    return band.years[0] == band.years[1]


def fits_above(band: Band, scene: Scene, wide: int = 560) -> bool:
    """Whether a band is wide enough for its name; what does not fit is told below the chart."""
    if is_moment(band):
        return True
    share = (band.years[1] - band.years[0]) / (scene.x_range[1] - scene.x_range[0])
    return share * wide > 6.5 * len(band.text)


def end_labels(scene: Scene, wide: int = 40) -> list[tuple[Series, float]]:
    """Each line with the height of its label (0 bottom, 1 top), pushed apart so that no two overlap.

    A label is broken into lines of so many letters.
    """
    low, high = on_axis(scene.y_range, scene.chart.log)
    ends = []
    for one in scene.series:
        last = [y for y in one.y if y is not None][-1:]
        if last:
            ends.append([one, ((math.log10(last[0]) if scene.chart.log else last[0]) - low) / (high - low)])
    ends.sort(key=lambda pair: pair[1])
    for below, above in zip(ends, ends[1:], strict=False):
        above[1] = max(above[1], below[1] + _half(below[0], wide) + _half(above[0], wide))
    ceiling = 1.0
    for pair in reversed(ends):
        pair[1] = min(pair[1], ceiling - (_half(pair[0], wide) if ceiling < 1 else 0))
        ceiling = pair[1] - _half(pair[0], wide)
    return [(one, at) for one, at in ends]


def _half(one: Series, wide: int) -> float:
    """Half the height of a label, as a share of the plot."""
    return 8.5 * len(lines_of(one.name, wide)) / (HEIGHT - MARGIN["t"] - MARGIN["b"])


def row_height(names: tuple[str, ...], least: int) -> int:
    """The height of a row that has room for the longest name."""
    return max(least, 2 + 16 * max((len(lines_of(name)) for name in names), default=1))


def ticks(low: float, high: float, log: bool, many: int = 6) -> list[float]:
    """Round numbers between two ends: about six, or the 1, 2, 5 of each power of ten on a log axis."""
    if log:
        return [
            m * 10.0**p
            for p in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
            for m in (1, 2, 5)
            if low <= m * 10.0**p <= high
        ]
    rough = (high - low) / many or 1
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(m * size for m in (1, 2, 2.5, 5, 10) if m * size >= rough)
    return [round(n * step, 10) for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


def tick(value: float) -> str:
    """A round number as the axes show it."""
    return f"{value:,g}".replace("-", "−")


def lines_of(text: str, wide: int = NAME) -> list[str]:
    """A text in lines of so many letters; a longer word stays whole."""
    return textwrap.wrap(text, wide, break_long_words=False, break_on_hyphens=False) or [""]


def width_of(texts: list[str] | tuple[str, ...], wide: int = NAME) -> int:
    """The width in pixels of the longest line of these texts."""
    return 8 + 7 * max(len(line) for text in texts for line in lines_of(text, wide))


def label_spots(dots: list[tuple[float, float, str]], every: bool = True) -> list[str]:
    """Where each dot's name goes (top, bottom, right, left) so that names cover no dot and no other name where possible.

    Dots are (x, y, name) in pixels, y downwards. Without `every` a name that has no room is left out: its place is "".
    """
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y, _ in dots]
    spots = []
    for x, y, name in dots:
        half, full = 3.4 * len(name), 6.8 * len(name)
        boxes = {
            "top center": (x - half, y - 21, x + half, y - 6),
            "bottom center": (x - half, y + 6, x + half, y + 21),
            "middle right": (x + 7, y - 7, x + 7 + full, y + 7),
            "middle left": (x - 7 - full, y - 7, x - 7, y + 7),
        }
        spot = min(boxes, key=lambda s: sum(_meet(boxes[s], other) for other in taken))
        fits = every or not any(_meet(boxes[spot], other) for other in taken)
        spots.append(spot if fits else "")
        taken += [boxes[spot]] if fits else []
    return spots


def _meet(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
