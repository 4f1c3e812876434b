"""Dots in rows: one row for each thing, one dot for each series, a thin line between them; whiskers where a value is uncertain."""

from __future__ import annotations

from dataclasses import replace

from ..model import Chart
from .axes import TEXT, row_height, width_of
from .lines import with_ends
from .live import LEGEND, TITLE, above, broken, page, row_axis, safe, show, value_axis
from .marks import reference_words, shapes, whisker
from .pen import WIDTH, Plane, dot, key_row, line, row_names, text
from .pen import value_axis as drawn_values
from .scene import MARKS, PLAIN, Scene, Series, ends, made, named, room, values

ROW, JOIN = 32, "#8a8a8a"


def scene(rows: list[dict], chart: Chart, keys: list[str], title: str) -> Scene:
    """The dots of a chart, in rows from the top down."""
    names = list(dict.fromkeys(named(row[chart.row], chart) for row in rows))

    def points(own: list[dict], column: str) -> dict[str, list]:
        full = [row for row in own if row[column] is not None]
        return {"x": [row[column] for row in full], "y": [names.index(named(row[chart.row], chart)) for row in full], **ends(full, chart)}

    series = made(rows, chart, keys, points)
    if chart.sort:
        size = dict(zip(series[0].y, series[0].x, strict=True))
        ranks = sorted(range(len(names)), key=lambda at: (at not in size, size.get(at, 0) * (-1 if chart.sort == "down" else 1)))
        series = [replace(one, y=tuple(ranks.index(at) for at in one.y)) for one in series]
        names = [names[at] for at in ranks]
    found = values([replace(one, y=one.x) for one in series], chart)
    span = room(found, chart, 0.06, chart.zero) if found else (0, 1)
    return Scene(chart, tuple(series), span, (len(names) - 0.5, -0.5), title, tuple(names))


def _shifts(scene: Scene) -> list[float]:
    """How far each series stands from the middle of its row: whiskers must not lie upon each other."""
    many = len(scene.series)
    step = min(0.24, 0.7 / many) if any(one.low for one in scene.series) else 0
    return [round((at - (many - 1) / 2) * step, 3) for at in range(many)]


def _joins(scene: Scene) -> list[tuple[int, float, float]]:
    """Each row with two dots or more, and its outermost values."""
    by_row: dict[int, list[float]] = {}
    for one in scene.series:
        for x, y in zip(one.x, one.y, strict=True):
            by_row.setdefault(y, []).append(x)
    return [(row, min(xs), max(xs)) for row, xs in sorted(by_row.items()) if len(xs) > 1]


def traces(scene: Scene) -> list[dict]:
    """The lines between dots, then the dots, as plotly has them."""
    joins = _joins(scene)
    between = {
        "type": "scatter",
        "mode": "lines",
        "x": [x for _, low, high in joins for x in (low, high, None)],
        "y": [y for row, *_ in joins for y in (row, row, None)],
        "line": {"color": JOIN, "width": 1.5},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    return [between, *(_trace(scene, one, shift) for one, shift in zip(scene.series, _shifts(scene), strict=True))]


def _trace(scene: Scene, one: Series, shift: float) -> dict:
    lit, several = scene.lit, len(scene.series) > 1
    rows = [f"{scene.categories[y]}, {one.name}" if several or scene.chart.by else scene.categories[y] for y in one.y]
    trace = {
        "type": "scatter",
        "name": safe(one.name),
        "mode": "markers",
        "x": list(one.x),
        "y": [round(y + shift, 3) for y in one.y],
        "marker": {
            "color": [one.ink if lit[y] else PLAIN for y in one.y],
            "size": 12 if one.strong or not several else 9,
            "symbol": MARKS[one.style % len(MARKS)],
        },
        "hovertext": [safe(f"{row}: {_value(scene, one, at)}") for at, row in enumerate(rows)],
        "hoverinfo": "text",
        "cliponaxis": False,
    }
    if one.low:
        trace["error_x"] = whisker(one, one.x) | {"color": one.ink if all(lit) else PLAIN}
    return trace


def _value(scene: Scene, one: Series, at: int) -> str:
    return with_ends(replace(one, y=one.x), at, scene.chart.digits)


def layout(scene: Scene) -> dict:
    """Values below, rows at the left, the legend above; the height grows with the rows."""
    chart, plot = scene.chart, row_height(scene.categories, ROW) * len(scene.categories)
    return page(
        height=plot + 110,
        margin={"l": 20, "r": 24, "t": 40, "b": 52},
        xaxis=value_axis(broken(chart.y_title, TITLE), scene.x_range, chart.log, up=False, zeroline=False),
        yaxis=row_axis(scene),
        showlegend=len(scene.series) > 1,
        legend=above(plot, 24 if chart.reference_text else 8) if len(scene.series) > 1 else LEGEND,
        shapes=shapes(scene, lying=True),
        annotations=reference_words(scene, lying=True),
    )


def still(scene: Scene) -> tuple[list[str], float]:
    """The parts of the still picture, and its height."""
    chart = scene.chart
    entries = [(dot(one, 0, 0, one.ink), one.name) for one in scene.series] if len(scene.series) > 1 else []
    keys, taken = key_row(entries, 22)
    top = 34 + taken
    bottom = top + row_height(scene.categories, ROW) * len(scene.categories)
    at = Plane(scene, width_of(scene.categories) + 16, top, WIDTH - 40, bottom, log_x=chart.log)
    parts = [*keys, *drawn_values(at, chart.y_title, chart.log), *row_names(at, scene.lit)]
    if chart.reference is not None:
        x = at.across(chart.reference)
        parts += [line(f"M{x:.0f} {at.top:.0f}V{at.bottom:.0f}", TEXT, dash="2 4"), text(x, top - 6, chart.reference_text, "middle")]
    parts += [line(f"M{at.across(a):.0f} {at.up(row):.0f}H{at.across(b):.0f}", JOIN, 1.5) for row, a, b in _joins(scene)]
    for one, shift in zip(scene.series, _shifts(scene), strict=True):
        parts += [part for n in range(len(one.x)) for part in _drawn(scene, one, n, shift, at)]
    return parts, at.bottom + 56


def _drawn(scene: Scene, one: Series, n: int, shift: float, at: Plane) -> list[str]:
    y, ink = at.up(one.y[n] + shift), one.ink if scene.lit[one.y[n]] else PLAIN
    whiskers = []
    if one.low and None not in (one.low[n], one.high[n]):
        whiskers = [line(f"M{at.across(one.low[n]):.0f} {y:.0f}H{at.across(one.high[n]):.0f}", ink, 1.4)]
    return [*whiskers, dot(one, at.across(one.x[n]), y, ink, 1.3 if one.strong or len(scene.series) == 1 else 1, ink)]


def opening(scene: Scene) -> str:
    """What the chart is."""
    scale = " (logarithmic scale)" if scene.chart.log else ""
    return f"Dots in {len(scene.categories)} rows: {scene.chart.y_title}{scale}."


def words(scene: Scene) -> list[str]:
    """Every row with all its values."""
    return [f"{name}: {'; '.join(said) or 'no data'}." for name, said in zip(scene.categories, _by_row(scene), strict=True)]


def _by_row(scene: Scene) -> list[list[str]]:
    several = len(scene.series) > 1
    cells: list[list[str]] = [[] for _ in scene.categories]
    for one in scene.series:
        for n, row in enumerate(one.y):
            cells[row].append(f"{one.name} {_value(scene, one, n)}" if several else _value(scene, one, n))
    return cells


def table(scene: Scene) -> tuple[list[str], list[list[str]]]:
    """A row for each row, a column for each series."""
    held = [{row: _value(scene, one, n) for n, row in enumerate(one.y)} for one in scene.series]
    names = [one.name for one in scene.series] if len(scene.series) > 1 else [scene.chart.y_title]
    return [scene.x_title, *names], [[name, *(own.get(at, show(None, 0)) for own in held)] for at, name in enumerate(scene.categories)]
