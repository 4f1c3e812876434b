"""Bars, standing or lying, side by side or stacked, with whiskers where the value is uncertain."""

from __future__ import annotations

from dataclasses import replace

from ..model import Chart
from . import upright
from .axes import AXIS, HEIGHT, MARGIN, PAPER, TEXT, width_of
from .axes import row_height as room_for
from .lines import with_ends
from .live import LEGEND, TITLE, above, broken, page, row_axis, safe, show, value_axis
from .marks import notes, reference_words, shapes, whisker
from .pen import WIDTH, Plane, box, key_row, line, pattern, row_names, text
from .pen import value_axis as drawn_values
from .scene import Scene, Series, ends, made, named, room, values

PATTERNS = ("", "/", ".", "x", "-", "+")
GREY = "#8a8a8a"
# A number that has no room over its bar is left out; the hover text and the table have it.
FITS = {"mode": "hide", "minsize": 11}


def scene(rows: list[dict], chart: Chart, keys: list[str], title: str) -> Scene:
    """The bars of all series in one order of categories."""

    def points(own: list[dict], column: str) -> dict[str, list]:
        return {"x": [named(row[chart.x], chart) for row in own], "y": [row[column] for row in own], **ends(own, chart)}

    series = tuple(made(rows, chart, keys, points))
    order = list(dict.fromkeys(x for one in series for x in one.x))
    if chart.sort:
        size = dict(zip(series[0].x, series[0].y, strict=True))
        order.sort(key=lambda x: (size.get(x) is None, size.get(x) or 0), reverse=chart.sort == "down")
    whole = Scene(chart, series, (0, 1), room(values(series, chart), chart, 0.22 if chart.horizontal else 0.14, True), title)
    return aligned(whole, order)


def aligned(scene: Scene, order: list[str]) -> Scene:
    """The same bars under these categories; a category that a series lacks is empty."""

    def under(one: Series, held: tuple) -> tuple:
        found = dict(zip(one.x, held, strict=True)) if held else {}
        return tuple(found.get(x) for x in order) if held else ()

    series = [
        replace(
            one,
            x=tuple(order),
            y=tuple(dict(zip(one.x, one.y, strict=True)).get(x) for x in order),
            low=under(one, one.low),
            high=under(one, one.high),
        )
        for one in scene.series
    ]
    turned = replace(scene, series=tuple(series), categories=tuple(order), x_range=(-0.5, len(order) - 0.5))
    if not scene.chart.stack:
        return turned
    return replace(turned, y_range=room(values(turned.series, scene.chart), scene.chart, 0.14, True))


def traces(scene: Scene) -> list[dict]:
    """The bars as plotly has them, and the numbers at the ends of whiskers."""
    made = [_trace(scene, one) for one in scene.series]
    return made + ([_numbers(scene)] if scene.series[0].low and len(scene.series) == 1 else [])


def _trace(scene: Scene, one: Series) -> dict:
    chart, (along, up) = scene.chart, ("y", "x") if scene.chart.horizontal else ("x", "y")
    digits, series = chart.digits, f", {one.name}" if len(scene.series) > 1 or chart.by else ""
    trace = {
        "type": "bar",
        "name": safe(one.name),
        along: list(range(len(one.x))) if chart.horizontal else [safe(x) for x in one.x],
        up: list(one.y),
        "marker": {
            "color": [one.ink if lit else GREY for lit in scene.lit],
            "line": {"color": TEXT, "width": 0.6},
            "pattern": {"shape": PATTERNS[one.style % 6], "fillmode": "replace", "solidity": 0.4},
        },
        "text": ["" if y is None or one.low else f"{y:,.{digits}f}".replace("-", "−") for y in one.y],
        "textposition": "outside",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "hovertext": [safe(f"{x}{series}: {with_ends(one, at, digits)}") for at, x in enumerate(one.x)],
        "hoverinfo": "text",
    }
    if chart.horizontal:
        trace["orientation"] = "h"
    if one.low:
        trace[f"error_{up}"] = whisker(one, one.y)
    return trace


def _numbers(scene: Scene) -> dict:
    """The numbers beyond the whiskers of a single series, where they cover nothing."""
    chart, one = scene.chart, scene.series[0]
    far = [
        None if y is None else (min(y, y if a is None else a) if y < 0 else max(y, y if b is None else b))
        for y, a, b in zip(one.y, one.low, one.high, strict=True)
    ]
    sides = ("middle left", "middle right") if chart.horizontal else ("bottom center", "top center")
    along, up = (list(range(len(one.x))), far) if chart.horizontal else ([safe(x) for x in one.x], far)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "marker": {"size": 8, "opacity": 0},
        "x": up if chart.horizontal else along,
        "y": along if chart.horizontal else up,
        "text": ["" if y is None else show(y, chart.digits) for y in one.y],
        "textposition": [sides[y is None or y >= 0] for y in one.y],
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def layout(scene: Scene) -> dict:
    """Axes, the legend and the line of reference."""
    chart, lying = scene.chart, scene.chart.horizontal
    several = {"showlegend": len(scene.series) > 1, "barmode": "stack" if chart.stack else "group"}
    words = {"shapes": shapes(scene, lying), "annotations": [*notes(scene), *reference_words(scene, lying)]}
    if not lying:
        return page(xaxis=x_axis(scene), yaxis=value_axis(safe(chart.y_title), scene.y_range), uniformtext=FITS, **several, **words)
    plot = row_height(scene) * len(scene.categories)
    values_below = value_axis(broken(chart.y_title, TITLE), scene.y_range, up=False)
    legend = above(plot, 24 if chart.reference_text else 8) if len(scene.series) > 1 else LEGEND
    size = {"height": plot + 110, "legend": legend, "margin": MARGIN | {"l": 20}}
    return page(**size, xaxis=values_below, yaxis=row_axis(_laid(scene)), **several, **words)


def x_axis(scene: Scene) -> dict:
    """The axis of categories; many of them stand aslant."""
    many = {"tickangle": -45} if len(scene.categories) > 8 else {}
    kind = {"type": "category", "range": list(scene.x_range), "zeroline": False, "gridcolor": "#eeeeee"}
    return {"title": {"text": safe(scene.x_title)}, "automargin": True, "fixedrange": True, **kind, **many}


def row_height(scene: Scene) -> int:
    """The height of a row of lying bars."""
    return room_for(scene.categories, 34 if scene.chart.stack else 16 + 18 * len(scene.series))


def _laid(scene: Scene) -> Scene:
    """A lying chart: values across, categories from the top down."""
    return replace(scene, x_range=scene.y_range, y_range=(len(scene.categories) - 0.5, -0.5))


def marks(scene: Scene, at: Plane) -> list[str]:
    """The bars of a still picture."""
    parts = [pattern(f"bar{one.style % 6}", one.style, PAPER, one.ink) for one in scene.series if one.style % 6]
    base = {True: [0.0] * len(scene.categories), False: [0.0] * len(scene.categories)}
    for number, one in enumerate(scene.series):
        for n, y in enumerate(one.y):
            if y is not None:
                start = base[y >= 0][n] if scene.chart.stack else 0.0
                base[y >= 0][n] = start + y
                parts += _bar(scene, one, n, number, (start, start + y), at)
    return parts


def _bar(scene: Scene, one: Series, n: int, number: int, span: tuple[float, float], at: Plane) -> list[str]:
    """One bar with its number and its whisker; `span` is from where to where it reaches."""
    many, lying = 1 if scene.chart.stack else len(scene.series), scene.chart.horizontal
    wide = 0.7 / many
    near = n - 0.35 + (0 if scene.chart.stack else number * wide)
    along, up = (at.up, at.across) if lying else (at.across, at.up)
    a, b, (foot, top) = along(near), along(near + wide), (up(v) for v in span)
    place = (min(foot, top), min(a, b), abs(top - foot), abs(b - a)) if lying else (min(a, b), min(foot, top), abs(b - a), abs(top - foot))
    fill = f"url(#bar{one.style % 6})" if one.style % 6 else one.ink if scene.lit[n] else GREY
    parts, middle, end = [box(*place, fill)], (a + b) / 2, top
    if one.low and one.low[n] is not None and one.high[n] is not None:
        low, high = up(one.low[n]), up(one.high[n])
        parts.append(line(f"M{low:.0f} {middle:.0f}H{high:.0f}" if lying else f"M{middle:.0f} {low:.0f}V{high:.0f}", TEXT, 1.6))
        end = high if one.y[n] >= 0 else low
    shown = show(one.y[n], scene.chart.digits)
    fits = lying or 7 * len(shown) < 1.4 * abs(b - a) + 4
    return [*parts, *([_number(shown, middle, end, one.y[n] < 0, lying)] if fits else [])]


def _number(shown: str, middle: float, end: float, below: bool, lying: bool) -> str:
    if lying:
        return text(end + (-5 if below else 5), middle + 4, shown, "end" if below else "start")
    return text(middle, end + (14 if below else -4), shown, "middle")


def still(scene: Scene) -> tuple[list[str], float]:
    """The parts of the still picture, and its height."""
    if scene.chart.horizontal:
        return _still_lying(scene)
    extra = upright.drop(scene, WIDTH - 234) - 36
    at = upright.plane(scene)
    parts = [*upright.around(scene, at), *upright.titles(scene, at, HEIGHT + extra), *marks(scene, at), *upright.over(scene, at)]
    return parts + upright.legend(scene, at), HEIGHT + extra


def _still_lying(scene: Scene) -> tuple[list[str], float]:
    keys, taken = legend(scene)
    laid, top = _laid(scene), 30.0 + taken
    at = Plane(laid, width_of(scene.categories) + 16, top, WIDTH - 60, top + row_height(scene) * len(scene.categories))
    parts = [*keys, *drawn_values(at, scene.chart.y_title), *row_names(at, scene.lit), *marks(laid, at), _zero(at)]
    if (value := scene.chart.reference) is not None:
        x = at.across(value)
        parts += [line(f"M{x:.0f} {at.top:.0f}V{at.bottom:.0f}", TEXT, dash="2 4"), text(x, top - 6, scene.chart.reference_text, "middle")]
    return parts, at.bottom + 56


def _zero(at: Plane) -> str:
    return line(f"M{at.across(0):.0f} {at.top:.0f}V{at.bottom:.0f}", AXIS)


def legend(scene: Scene) -> tuple[list[str], float]:
    """The names of several series above a chart, each with its fill; and the height that they take."""
    if len(scene.series) < 2:
        return [], 0
    return key_row([(key(one), one.name) for one in scene.series], 22)


def key(one: Series) -> str:
    """The fill of a series in a legend."""
    return box(-7, -7, 14, 14, f"url(#bar{one.style % 6})" if one.style % 6 else one.ink)


def opening(scene: Scene) -> str:
    """What the chart is."""
    return f"Bar chart: {scene.chart.y_title}."


def words(scene: Scene) -> list[str]:
    """Every bar of every series."""
    made = []
    for one in scene.series:
        digits = scene.chart.digits
        bars = [f"{x} {'no data' if y is None else with_ends(one, at, digits)}" for at, (x, y) in enumerate(zip(one.x, one.y, strict=True))]
        made.append((f"{one.name}: " if len(scene.series) > 1 else "") + ", ".join(bars) + ".")
    return made


def table(scene: Scene) -> tuple[list[str], list[list[str]]]:
    """A row for each category, a column for each series."""
    names = [scene.chart.y_title] if len(scene.series) == 1 else [one.name for one in scene.series]
    rows = [[x, *(with_ends(one, at, scene.chart.digits) for one in scene.series)] for at, x in enumerate(scene.categories)]
    return [scene.x_title or "Year", *names], rows
