"""Spans of years in rows: from a start to an end, each with its category and, where it fits, its label."""

from __future__ import annotations

from ..errors import CourseError
from ..model import Chart
from . import upright
from .axes import TEXT, row_height, width_of
from .live import above, page, row_axis, safe
from .marks import band_names, shapes
from .pen import WIDTH, Plane, box, key_row, line, pattern, row_names, text
from .pen import value_axis as drawn_values
from .scene import FILLS, Scene, Series, named

ROW, THICK = 38, 0.62
PATTERNS, PEN = ("", "/", ".", "x", "-", "+"), "#9d9d9d"


def scene(rows: list[dict], chart: Chart, keys: list[str], title: str) -> Scene:
    """The spans: `low` and `high` are first and last year, `x` is the end as the table has it (None where it goes on)."""
    years = [row[column] for row in rows for column in (chart.x, chart.until) if row[column] is not None]
    if not years:
        raise CourseError("The spans have nothing to draw; look at their columns, series and where.")
    first, last = chart.years or (min(years), max(years))
    seen = [row for row in rows if row[chart.x] is not None and row[chart.x] <= last and (row[chart.until] or last) >= first]
    names = list(dict.fromkeys(named(row[chart.row], chart) for row in seen))
    series = []
    for style, key in enumerate(keys if chart.by else [""]):
        own = [row for row in seen if not chart.by or str(row[chart.by]) == key]
        tags = tuple(named(row[chart.label], chart) if chart.label and row[chart.label] is not None else "" for row in own)
        low = tuple(max(first, row[chart.x]) for row in own)
        high = tuple(last if row[chart.until] is None else min(last, row[chart.until]) for row in own)
        y, x = tuple(names.index(named(row[chart.row], chart)) for row in own), tuple(row[chart.until] for row in own)
        series.append(Series(key, named(key, chart), x, y, True, style, tags, low, high))
    pad = 0.02 * ((last - first) or 1)
    return Scene(chart, tuple(series), (first, last + pad), (len(names) - 0.5, -0.5), title, tuple(names))


def _wide(scene: Scene, one: Series, n: int) -> float:
    """The length of a span; one that ends in its first year is still seen."""
    return max(one.high[n] - one.low[n], (scene.x_range[1] - scene.x_range[0]) / 250)


def _years(one: Series, n: int) -> str:
    return f"from {one.low[n]}, going on" if one.x[n] is None else f"{one.low[n]} to {one.high[n]}"


def _full(scene: Scene, one: Series, n: int) -> str:
    """A span in words."""
    label = f" ({one.tags[n]})" if one.tags[n] and one.tags[n] != one.name else ""
    return f"{_years(one, n)}{': ' + one.name if one.name else ''}{label}"


def traces(scene: Scene) -> list[dict]:
    """The spans as plotly has them, and an arrow at the end of each that goes on."""
    going = [(one.high[n], row) for one in scene.series for n, row in enumerate(one.y) if one.x[n] is None]
    arrows = {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in going],
        "y": [y for _, y in going],
        "marker": {"symbol": "triangle-right", "size": 12, "color": TEXT},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    return [_trace(scene, one) for one in scene.series if one.y] + ([arrows] if going else [])


def _trace(scene: Scene, one: Series) -> dict:
    spots = range(len(one.y))
    return {
        "type": "bar",
        "orientation": "h",
        "name": safe(one.name),
        "base": list(one.low),
        "x": [_wide(scene, one, n) for n in spots],
        "y": list(one.y),
        "width": THICK,
        "marker": {
            "color": FILLS[one.style % len(FILLS)],
            "line": {"color": TEXT, "width": 0.8},
            "pattern": {"shape": PATTERNS[one.style % 6], "fgcolor": PEN, "bgcolor": FILLS[one.style % len(FILLS)], "solidity": 0.2},
        },
        "text": [safe(tag) for tag in one.tags],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": TEXT, "size": 12},
        "hovertext": [safe(f"{scene.categories[one.y[n]]}, {_full(scene, one, n)}") for n in spots],
        "hoverinfo": "text",
    }


def layout(scene: Scene) -> dict:
    """Years below, rows at the left, the legend above the names of the shaded years."""
    plot = row_height(scene.categories, ROW) * len(scene.categories)
    keys = 20 * len(scene.series) if len(scene.series) > 1 else 0
    x_axis = {"type": "linear", "range": list(scene.x_range), "zeroline": False, "gridcolor": "#e6e6e6", "nticks": 8, "tickformat": "d"}
    return page(
        height=plot + 110 + keys,
        margin={"l": 20, "r": 24, "t": 40, "b": 48},
        xaxis={"title": {"text": safe(scene.chart.x_title)}, "automargin": True, "fixedrange": True, **x_axis},
        yaxis=row_axis(scene),
        barmode="overlay",
        # A label that does not fit is left out; the words and the table have it.
        uniformtext={"mode": "hide", "minsize": 11},
        showlegend=len(scene.series) > 1,
        legend=above(plot, 24 if scene.chart.bands else 8) | {"itemclick": False, "itemdoubleclick": False},
        shapes=[shape | {"layer": "above" if shape["x0"] == shape["x1"] else "below"} for shape in shapes(scene)],
        annotations=band_names(scene),
    )


def still(scene: Scene) -> tuple[list[str], float]:
    """The parts of the still picture, and its height."""
    fills = [FILLS[one.style % len(FILLS)] for one in scene.series]
    defs = [pattern(f"span{one.style}", one.style, fill, PEN) for one, fill in zip(scene.series, fills, strict=True)]
    entries = [(box(-8, -8, 16, 16, f"url(#span{one.style})"), one.name) for one in scene.series] if len(scene.series) > 1 else []
    keys, taken = key_row(entries, 22)
    top = 40 + taken
    at = Plane(scene, width_of(scene.categories) + 16, top, WIDTH - 30, top + row_height(scene.categories, ROW) * len(scene.categories))
    parts = [*defs, *keys, *upright.bands(scene, at, False), *drawn_values(at, scene.chart.x_title, years=True)]
    parts += row_names(at, [True] * len(scene.categories))
    parts += [part for one in scene.series for n in range(len(one.y)) for part in _drawn(scene, one, n, at)]
    return [*parts, *upright.bands(scene, at, True)], at.bottom + 56


def _drawn(scene: Scene, one: Series, n: int, at: Plane) -> list[str]:
    left, right, middle = at.across(one.low[n]), at.across(one.low[n] + _wide(scene, one, n)), at.up(one.y[n])
    high = THICK * ROW
    parts = [box(left, middle - high / 2, right - left, high, f"url(#span{one.style})")]
    if one.tags[n] and 7 * len(one.tags[n]) + 6 < right - left:
        parts.append(text((left + right) / 2, middle + 5, one.tags[n], "middle"))
    if one.x[n] is None:
        parts.append(line(f"M{right:.0f} {middle - 7:.0f}l9 7l-9 7z", TEXT, 2))
    return parts


def opening(scene: Scene) -> str:
    """What the chart is."""
    return f"Spans of years in {len(scene.categories)} rows, {scene.x_range[0]:g} to {_last(scene):g}."


def _last(scene: Scene) -> float:
    return max(high for one in scene.series for high in one.high)


def words(scene: Scene) -> list[str]:
    """Every span, row by row."""
    spans = [[_full(scene, one, n) for one, n in row] for row in _rows(scene)]
    return [f"{name}: {'; '.join(said)}." for name, said in zip(scene.categories, spans, strict=True)]


def _rows(scene: Scene) -> list[list[tuple[Series, int]]]:
    """The spans of each row in the order of their years."""
    spans = [[(one, n) for one in scene.series for n, y in enumerate(one.y) if y == row] for row in range(len(scene.categories))]
    return [sorted(row, key=lambda span: (span[0].low[span[1]], span[0].high[span[1]])) for row in spans]


def table(scene: Scene) -> tuple[list[str], list[list[str]]]:
    """A row for each span."""
    labelled, several = scene.chart.label, bool(scene.chart.by)
    head = ["", "From", "To", *(["What"] if several else []), *(["Label"] if labelled else [])]
    rows = [
        [
            name,
            str(one.low[n]),
            "goes on" if one.x[n] is None else str(one.high[n]),
            *([one.name] if several else []),
            *([one.tags[n]] if labelled else []),
        ]
        for name, spans in zip(scene.categories, _rows(scene), strict=True)
        for one, n in spans
    ]
    return head, rows
