"""Dots on two axes: clouds with names, or paths in the order of a column."""

from __future__ import annotations

from ..model import Chart
from . import upright
from .axes import HEIGHT, MARGIN, label_spots
from .lines import x_axis
from .live import above, page, safe, show, value_axis
from .marks import band_names, notes, path_ends, reference_words, shapes
from .pen import Plane, dot, line, text
from .scene import DASHES, MARKS, PLAIN, Scene, Series, made, named, room, values

# Beyond this many dots names hide each other; they then stand in the hover text and in the table alone.
NAMED = 25
# The size, in pixels, at which names are kept apart.
WIDE, HIGH = 520, 370


def scene(rows: list[dict], chart: Chart, keys: list[str], title: str) -> Scene:
    """The dots of a chart."""
    series = tuple(made(rows, chart, keys, lambda own, column: _points(own, column, chart)))
    xs = [x for one in series for x in one.x]
    pad = 0.05 * ((max(xs) - min(xs)) or abs(max(xs)) or 1)
    return Scene(chart, series, (min(xs) - pad, max(xs) + pad), room(values(series, chart), chart, 0.07, chart.zero), title)


def _points(rows: list[dict], column: str, chart: Chart) -> dict[str, list]:
    full = [row for row in rows if row[chart.x] is not None and row[column] is not None]
    if chart.connect:
        full.sort(key=lambda row: row[chart.connect])
    tag = chart.connect or chart.label
    tags = [str(row[tag]) if chart.connect else named(row[tag], chart) for row in full] if tag else []
    return {"x": [row[chart.x] for row in full], "y": [row[column] for row in full], "tags": tags}


def dot_names(scene: Scene) -> list[list[str]]:
    """The name beside each dot, series by series: its label, or its series' name where that has one dot."""
    if scene.chart.connect or sum(len(one.x) for one in scene.series) > NAMED:
        return [[] for _ in scene.series]
    single = all(len(one.x) <= 1 for one in scene.series)
    return [list(one.tags) or ([one.name] * len(one.x) if single else []) for one in scene.series]


def _spots(scene: Scene, names: list[list[str]]) -> list[list[str]]:
    """Where each name goes, series by series."""
    at = Plane(scene, 0, 0, WIDE, HIGH, log_y=scene.chart.log)
    dots = [
        (at.across(x), at.up(y), name)
        for one, own in zip(scene.series, names, strict=True)
        for x, y, name in zip(one.x, one.y, own, strict=False)
    ]
    spots = iter(label_spots(dots))
    return [[next(spots) for _ in own] for own in names]


def lit(scene: Scene, one: Series) -> list[bool]:
    """Which dots of a single series `highlight` names; all where there are several series or it names none."""
    wanted = {named(key, scene.chart) for key in scene.chart.highlight}
    chosen = [tag in wanted for tag in one.tags]
    return chosen if len(scene.series) == 1 and any(chosen) else [True] * len(one.x)


def traces(scene: Scene) -> list[dict]:
    """The dots as plotly has them."""
    names = dot_names(scene)
    return [_trace(scene, *own, any(names)) for own in zip(scene.series, names, _spots(scene, names), strict=True)]


def _trace(scene: Scene, one: Series, names: list[str], spots: list[str], labelled: bool) -> dict:
    chart, chosen = scene.chart, lit(scene, one)
    hover = names or one.tags or [one.name] * len(one.x)
    first = "" if list(hover) == [one.name] * len(one.x) else f"{safe(one.name)} "
    inks = [one.ink if on else PLAIN for on in chosen]
    mark, sizes = MARKS[one.style % len(MARKS)], [8 if not chart.highlight or (one.strong if all(chosen) else on) else 7 for on in chosen]
    trace = {
        "type": "scatter",
        "name": safe(one.name),
        "mode": "lines+markers" if chart.connect else "markers+text" if labelled else "markers",
        "x": list(one.x),
        "y": list(one.y),
        "text": [safe(tag) for tag in hover],
        "line": {"color": one.ink, "width": 1.2, "dash": DASHES[one.style % len(DASHES)]},
        "hovertemplate": f"{first}%{{text}}: %{{x:.{chart.digits}f}}, %{{y:.{chart.digits}f}}<extra></extra>",
        "marker": {"color": inks, "size": sizes, "symbol": _marks(scene, one, mark, chosen)},
    }
    if labelled:
        trace |= {"textposition": spots, "cliponaxis": False}
        trace["textfont"] = {"color": inks, "size": 12}
    return trace


def _marks(scene: Scene, one: Series, mark: str, chosen: list[bool]) -> list[str]:
    """Filled marks; open ones where a value was assumed, or where others are highlighted."""
    return [mark + "-open" if scene.is_assumed(x) or not on else mark for x, on in zip(one.x, chosen, strict=True)]


def _has_legend(scene: Scene) -> bool:
    """Whether the series are named beside the chart: not where each dot bears its name, nor where there are too many."""
    single = any(dot_names(scene)) and all(len(one.x) <= 1 for one in scene.series)
    return 1 < len(scene.series) <= 12 and not single


def layout(scene: Scene) -> dict:
    """Axes, legend and the words at the ends of paths."""
    ends = path_ends(scene) if scene.chart.connect else []
    return page(
        legend=above(HEIGHT - MARGIN["t"] - MARGIN["b"], 24 if scene.chart.bands else 8),
        xaxis=x_axis(scene),
        yaxis=value_axis(safe(scene.chart.y_title), scene.y_range, scene.chart.log),
        showlegend=_has_legend(scene),
        shapes=shapes(scene),
        annotations=[*band_names(scene), *notes(scene), *reference_words(scene), *ends],
    )


def marks(scene: Scene, at: Plane) -> list[str]:
    """The dots of a still picture, with their names or paths."""
    names, parts = dot_names(scene), []
    dots = [
        (at.across(x), at.up(y), name)
        for one, own in zip(scene.series, names, strict=True)
        for x, y, name in zip(one.x, one.y, own, strict=False)
    ]
    places = iter(label_spots(dots, every=at.right - at.left > 400))
    for one, own in zip(scene.series, names, strict=True):
        points = [(at.across(x), at.up(y)) for x, y in zip(one.x, one.y, strict=True)]
        if scene.chart.connect and points:
            parts.append(line("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points), one.ink, 1.2))
            parts += [text(points[n][0], points[n][1] - 9, one.tags[n], "middle", one.ink) for n in dict.fromkeys((0, len(points) - 1))]
        for n, on in enumerate(lit(scene, one)):
            fill = upright.hole(scene, one.x[n], one.ink) if on else "#ffffff"
            parts.append(dot(one, *points[n], fill, ink=one.ink if on else PLAIN))
        inks = [one.ink if on else PLAIN for on in lit(scene, one)]
        parts += [_name(*points[n], name, next(places), inks[n]) for n, name in enumerate(own)]
    return parts


def _name(x: float, y: float, name: str, spot: str, ink: str) -> str:
    if not spot:
        return ""
    dx, dy, anchor = {
        "top center": (0, -9, "middle"),
        "bottom center": (0, 18, "middle"),
        "middle right": (8, 4, "start"),
        "middle left": (-8, 4, "end"),
    }[spot]
    return text(x + dx, y + dy, name, anchor, ink)


def still(scene: Scene) -> tuple[list[str], float]:
    """The parts of the still picture, and its height."""
    at = upright.plane(scene)
    keys = upright.legend(scene, at) if _has_legend(scene) else []
    return [*upright.around(scene, at), *upright.titles(scene, at, HEIGHT), *marks(scene, at), *upright.over(scene, at), *keys], HEIGHT


def opening(scene: Scene) -> str:
    """What the chart is."""
    scale = " (logarithmic scale)" if scene.chart.log else ""
    return f"Dots on two axes: {scene.x_title} across, {scene.chart.y_title} up{scale}."


def words(scene: Scene) -> list[str]:
    """For each series the first, a middle and the last dot; every dot where each bears a name."""
    if any(names := dot_names(scene)):
        pairs = [(name, one, n) for one, own in zip(scene.series, names, strict=True) for n, name in enumerate(own)]
        return [f"{len(pairs)} dots: " + "; ".join(f"{name}: {_place(scene, one, n)}" for name, one, n in pairs) + "."]
    return [_said(scene, one) for one in scene.series]


def _place(scene: Scene, one: Series, n: int) -> str:
    return f"{show(one.x[n], scene.chart.digits)} across, {show(one.y[n], scene.chart.digits)} up"


def _said(scene: Scene, one: Series) -> str:
    if not one.x:
        return f"{one.name}: no data."
    at = [f"{one.tags[n] + ': ' if one.tags else ''}{_place(scene, one, n)}" for n in dict.fromkeys((0, len(one.x) // 2, len(one.x) - 1))]
    return f"{one.name}, {len(one.x)} dots: " + "; ".join(at) + "."


def table(scene: Scene) -> tuple[list[str], list[list[str]]]:
    """A row for each dot."""
    chart, tagged = scene.chart, any(one.tags for one in scene.series)
    tag = {"year": "Year", None: ""}.get(chart.connect or chart.label, "")
    rows = [
        [one.name, *([one.tags[n]] if tagged else []), show(one.x[n], chart.digits), show(one.y[n], chart.digits)]
        for one in scene.series
        for n in range(len(one.x))
    ]
    return ["", *([tag] if tagged else []), scene.x_title, chart.y_title], rows
