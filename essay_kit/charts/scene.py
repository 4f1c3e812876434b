"""Choose from a table what a chart shows: series, axes, bands and notes, all as plain values.

Every later form (live figure, still picture, words, data table) is a function of the scene, so that they agree.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ..errors import CourseError
from ..model import Band, Chart
from ..tables import Table

# Dark enough for text on white (at least 5.9 : 1), told apart by people who do not see red and green apart;
# dash and marker repeat the difference, so that colour is never the only sign.
INKS = ("#9a1750", "#1f4e8c", "#2b6327", "#7a4a00", "#5b3a8c", "#444444")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
MARKS = ("circle", "square", "diamond", "triangle-up", "cross", "x")


@dataclass(frozen=True)
class Series:
    """Points of one line, one group of bars or one path; a None in `y` is a break. `tags` are shown at points."""

    key: str
    name: str
    x: tuple
    y: tuple
    strong: bool
    style: int
    tags: tuple = ()

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


@dataclass(frozen=True)
class Scene:
    """All that a chart shows. Ranges are in data units (for a log axis too)."""

    chart: Chart
    series: tuple[Series, ...]
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    x_title: str
    categories: tuple[str, ...] = ()
    assumed: tuple[Band, ...] = ()

    def is_assumed(self, x: float) -> bool:
        """Whether a value stands in a stretch that the source assumed and did not measure."""
        return any(band.years[0] <= x <= band.years[1] for band in self.assumed)


def draw(chart: Chart, table: Table) -> Scene:
    """Make the scene of a chart.

    Raises CourseError where the specification leaves nothing to draw.
    """
    rows = [row for row in table.rows if _kept(row, chart)]
    series = {"lines": _lines, "bars": _bars, "points": _points}[chart.form](rows, chart)
    if not any(value is not None for one in series for value in one.y):
        raise CourseError(f"The chart on table {table.name} has nothing to draw; look at its series, years and where.")
    title = chart.x_title or next(f.get("title", chart.x) for f in table.about["schema"]["fields"] if f["name"] == chart.x)
    scene = Scene(
        chart,
        tuple(series),
        (0, 1),
        _y_range(series, chart),
        "" if chart.x == "year" else title,
        assumed=tuple(band for band in chart.bands if band.kind == "assumed"),
    )
    if chart.form == "bars":
        return _ranked(scene)
    values = [x for one in series for x in one.x if x is not None]
    pad = 0 if chart.form == "lines" else 0.05 * (max(values) - min(values))
    return replace(scene, x_range=(min(values) - pad, max(values) + pad))


def points_of(chart: Chart, table: Table, name: str) -> dict[int, float]:
    """The values of one series of a line chart by year, for a line that a learner draws."""
    for one in draw(chart, table).series:
        if one.key == name:
            return {int(x): y for x, y in zip(one.x, one.y, strict=True) if y is not None}
    raise CourseError(f"The chart has no series {name}.")


def _kept(row: dict, chart: Chart) -> bool:
    if chart.years and not chart.years[0] <= row.get("year", chart.years[0]) <= chart.years[1]:
        return False
    if chart.by and chart.series and str(row[chart.by]) not in chart.series:
        return False
    return all(str(row[column]) in wanted for column, wanted in chart.where.items())


def _keys(rows: list[dict], chart: Chart) -> list[str]:
    """The series in their order: as the author lists them, or as the table first names them."""
    if not chart.by:
        return list(chart.y)
    found = list(dict.fromkeys(str(row[chart.by]) for row in rows))
    missing = [key for key in chart.series if key not in found]
    if missing:
        raise CourseError(f"The table has no {chart.by} {', '.join(missing)} in the rows chosen; it has {', '.join(found)}.")
    return chart.series or found


def _made(rows: list[dict], chart: Chart, pairs: object) -> list[Series]:
    """One series a key; `pairs(rows, column)` gives x, y and tags."""
    made = []
    for style, key in enumerate(_keys(rows, chart)):
        own = [row for row in rows if str(row[chart.by]) == key] if chart.by else rows
        x, y, tags = pairs(own, chart.y[0] if chart.by else key)
        strong = key in chart.highlight or not chart.highlight
        made.append(Series(key, chart.names.get(key, key), tuple(x), tuple(y), strong, style, tuple(tags)))
    return made


def _lines(rows: list[dict], chart: Chart) -> list[Series]:
    def pairs(own: list[dict], column: str) -> tuple[list, list, list]:
        x, y, last = [], [], None
        for row in sorted((r for r in own if r[column] is not None), key=lambda r: r[chart.x]):
            if last is not None and _broken(last, row[chart.x], chart):
                x.append(None), y.append(None)
            last = row[chart.x]
            x.append(last), y.append(row[column])
        return x, y, []

    # A line that breaks keeps its place in x, so that both lists stay of one length; the break has no year.
    return [replace(one, x=tuple(_filled(one.x))) for one in _made(rows, chart, pairs)]


def _broken(last: int, now: int, chart: Chart) -> bool:
    """Whether no line may join two years: data are missing between them, or one of them was only assumed."""

    def between(band: Band) -> bool:
        return (
            last <= band.years[0] and band.years[1] <= now
            if band.kind == "gap"
            else (band.kind == "assumed" and any(band.years[0] <= year <= band.years[1] for year in (last, now)))
        )

    return now - last > chart.gap or any(map(between, chart.bands))


def _filled(values: tuple) -> list:
    """Give a break the year before it, since a missing x would shift a chart's axis."""
    filled: list = []
    for value in values:
        filled.append(filled[-1] if value is None else value)
    return filled


def _points(rows: list[dict], chart: Chart) -> list[Series]:
    def pairs(own: list[dict], column: str) -> tuple[list, list, list]:
        full = [row for row in own if row[chart.x] is not None and row[column] is not None]
        if chart.connect:
            full.sort(key=lambda row: row[chart.connect])
        return ([r[chart.x] for r in full], [r[column] for r in full], [str(r[chart.connect]) for r in full] if chart.connect else [])

    return _made(rows, chart, pairs)


def _bars(rows: list[dict], chart: Chart) -> list[Series]:
    def pairs(own: list[dict], column: str) -> tuple[list, list, list]:
        return [chart.names.get(str(r[chart.x]), str(r[chart.x])) for r in own], [r[column] for r in own], [str(r[chart.x]) for r in own]

    return _made(rows, chart, pairs)


def _ranked(scene: Scene) -> Scene:
    """Put the bars of all series into one order of categories."""
    chart, first = scene.chart, scene.series[0]
    order = list(dict.fromkeys(x for one in scene.series for x in one.x))
    if chart.sort:
        size = dict(zip(first.x, first.y, strict=True))
        order.sort(key=lambda x: (size.get(x) is None, size.get(x) or 0), reverse=chart.sort == "down")
    series = tuple(
        replace(one, x=tuple(order), y=tuple(dict(zip(one.x, one.y, strict=True)).get(x) for x in order)) for one in scene.series
    )
    return replace(scene, series=series, categories=tuple(order), x_range=(-0.5, len(order) - 0.5))


def _y_range(series: list[Series], chart: Chart) -> tuple[float, float]:
    values = [y for one in series for y in one.y if y is not None]
    if chart.stack:
        values = [sum(y or 0 for y in column) for column in zip(*(one.y for one in series), strict=False)]
    if chart.reference is not None:
        values.append(chart.reference)
    low, high = min(values), max(values)
    if chart.log:
        return 10 ** (math.log10(low) - 0.06), 10 ** (math.log10(high) + 0.08)
    pad = (0.14 if chart.form == "bars" else 0.07) * ((high - low) or abs(high) or 1)
    if chart.form == "bars" or chart.zero:
        return min(0.0, low), max(0.0, high) + pad
    return low - pad, high + pad
