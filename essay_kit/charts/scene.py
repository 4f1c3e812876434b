"""What a chart shows, as plain values, and how the rows of a table become series.

Every later form (live figure, still picture, words, data table) is a function of the scene, so that they agree.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from ..errors import CourseError
from ..model import Chart

# Dark enough for text on white (at least 5.9 : 1), told apart by people who do not see red and green apart;
# dash and marker repeat the difference, so that colour is never the only sign.
INKS = ("#9a1750", "#1f4e8c", "#2b6327", "#7a4a00", "#5b3a8c", "#444444")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
MARKS = ("circle", "square", "diamond", "triangle-up", "cross", "x")
# Light enough for dark text on them (at least 11 : 1); a letter or a pattern repeats the difference.
FILLS = ("#cfe0f3", "#f8e0bd", "#d5ebcb", "#e6d7f1", "#f6d3da", "#e4e4e4", "#fdf3b0")
PLAIN = "#6b6b6b"


@dataclass(frozen=True)
class Series:
    """Points of one line, one group of bars, one kind of dots, squares or spans; a None in `y` is a break.

    `tags` are shown at points. `low` and `high` are the ends of the uncertainty; of a span they are its first and last year.
    """

    key: str
    name: str
    x: tuple
    y: tuple
    strong: bool
    style: int
    tags: tuple = ()
    low: tuple = ()
    high: tuple = ()

    @property
    def dots(self) -> list[bool]:
        """Which points need a dot: all where they are few, else those that no line joins to a neighbour."""
        there = [False, *(y is not None for y in self.y), False]
        few = sum(there) <= 40
        return [few or not (before or after) for before, after in zip(there, there[2:], strict=False)]

    @property
    def ink(self) -> str:
        """The colour of the series."""
        return INKS[self.style % len(INKS)]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return all(value is None for value in self.y)


@dataclass(frozen=True)
class Scene:
    """All that a chart shows. Ranges are in data units (for a log axis too).

    `categories` are the names of bars or rows, `columns` those of a grid's columns; `parts` are panels or frames by name.
    """

    chart: Chart
    series: tuple[Series, ...]
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    x_title: str
    categories: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    parts: tuple[tuple[str, Scene], ...] = ()

    def is_assumed(self, x: float) -> bool:
        """Whether a value stands in a stretch that the source assumed and did not measure."""
        return any(band.kind == "assumed" and band.years[0] <= x <= band.years[1] for band in self.chart.bands)

    @property
    def lit(self) -> list[bool]:
        """Which categories `highlight` makes stronger: all where it names none of them, or where series bear the highlight."""
        back, wanted = {name: key for key, name in self.chart.names.items()}, self.chart.highlight
        chosen = [name in wanted or back.get(name, name) in wanted for name in self.categories]
        return chosen if any(chosen) and len(self.series) == 1 else [True] * len(chosen)


def kept(rows: tuple[dict, ...], chart: Chart) -> list[dict]:
    """The rows that a chart shows."""

    def keep(row: dict) -> bool:
        if chart.years and chart.form != "spans" and not chart.years[0] <= row.get("year", chart.years[0]) <= chart.years[1]:
            return False
        if chart.by and chart.series and str(row[chart.by]) not in chart.series:
            return False
        return all(str(row[column]) in wanted for column, wanted in chart.where.items())

    return [row for row in rows if keep(row)]


def keys(rows: list[dict], chart: Chart) -> list[str]:
    """The series in their order: as the author lists them, or as the table first names them."""
    if not chart.by:
        return list(chart.y)
    found = list(dict.fromkeys(str(row[chart.by]) for row in rows))
    missing = [key for key in chart.series if key not in found]
    if missing:
        raise CourseError(f"The table has no {chart.by} {', '.join(missing)} in the rows chosen; it has {', '.join(found)}.")
    return chart.series or found


def made(rows: list[dict], chart: Chart, keys: list[str], points: Callable[[list[dict], str], dict]) -> list[Series]:
    """One series a key; `points(rows, column)` gives x, y and, where there are any, tags, low and high."""
    series = []
    for style, key in enumerate(keys):
        own = [row for row in rows if str(row[chart.by]) == key] if chart.by else rows
        given = {name: tuple(values) for name, values in points(own, chart.y[0] if chart.by else key).items()}
        strong = key in chart.highlight or not chart.highlight
        series.append(Series(key, chart.names.get(key, key), **given, strong=strong, style=style))
    return series


def named(value: object, chart: Chart) -> str:
    """A value of a column as readers see it."""
    return chart.names.get(str(value), str(value))


def order(rows: list[dict], column: str) -> list:
    """The values of a column: numbers by size, words as the table first names them."""
    found = list(dict.fromkeys(row[column] for row in rows if row[column] is not None))
    return sorted(found) if all(isinstance(value, int | float) for value in found) else found


def ends(rows: list[dict], chart: Chart) -> dict[str, list]:
    """The ends of the uncertainty of each row, where the chart shows it."""
    return {"low": [row[chart.low] for row in rows], "high": [row[chart.high] for row in rows]} if chart.low and chart.high else {}


def values(series: list[Series] | tuple[Series, ...], chart: Chart) -> list[float]:
    """Every value that must find room on the axis of values."""
    found = [value for one in series for value in (*one.y, *one.low, *one.high) if value is not None]
    if chart.stack:
        columns = list(zip(*(one.y for one in series), strict=False))
        found = [sum(max(y or 0, 0) for y in column) for column in columns] + [sum(min(y or 0, 0) for y in column) for column in columns]
    return [*found, chart.reference] if chart.reference is not None else found


def room(found: list[float], chart: Chart, share: float, base: bool) -> tuple[float, float]:
    """The range of an axis around these values, with a share of air; `base` keeps zero in it."""
    low, high = min(found), max(found)
    if chart.log:
        return 10 ** (math.log10(low) - 0.06), 10 ** (math.log10(high) + 0.08)
    pad = share * ((high - low) or abs(high) or 1)
    if base:
        return min(0.0, low - pad if low < 0 else low), max(0.0, high) + pad
    return low - pad, high + pad
