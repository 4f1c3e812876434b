"""Lines over the years, with breaks where data are missing, steps where the author wants them, and bands of uncertainty."""

from __future__ import annotations

from itertools import pairwise

from ..model import Band, Chart
from . import upright
from .axes import HEIGHT, MARGIN, end_labels, width_of
from .live import TITLE, broken, page, safe, show, value_axis
from .marks import END, band_names, line_ends, notes, reference_words, shapes
from .pen import DASH, Plane, dot, line, text
from .scene import DASHES, MARKS, Scene, Series, ends, made, room, values


def scene(rows: list[dict], chart: Chart, keys: list[str], title: str) -> Scene:
    """The lines of a chart."""
    series = made(rows, chart, keys, lambda own, column: _points(own, column, chart))
    years = [x for one in series for x in one.x]
    return Scene(chart, tuple(series), (min(years), max(years)), room(values(series, chart), chart, 0.07, chart.zero), title)


def _points(rows: list[dict], column: str, chart: Chart) -> dict[str, list]:
    """The points of a line; a break stands as a None at the year before it, since a missing x would shift the axis."""
    own = sorted((row for row in rows if row[column] is not None), key=lambda row: row[chart.x])
    points = {"x": [row[chart.x] for row in own], "y": [row[column] for row in own], **ends(own, chart)}
    for at in range(len(own) - 1, 0, -1):
        if _breaks(own[at - 1][chart.x], own[at][chart.x], chart):
            for name, those in points.items():
                those.insert(at, those[at - 1] if name == "x" else None)
    return points


def _breaks(last: int, now: int, chart: Chart) -> bool:
    """Whether no line may join two years: data are missing between them, or one of them was only assumed."""

    def between(band: Band) -> bool:
        if band.kind == "gap":
            return last <= band.years[0] and band.years[1] <= now
        return band.kind == "assumed" and any(band.years[0] <= year <= band.years[1] for year in (last, now))

    return now - last > chart.gap or any(map(between, chart.bands))


def clouds(one: Series, step: bool) -> list[list[tuple[float, float]]]:
    """The outline of the band of uncertainty around each unbroken stretch of a line."""
    runs: list[list] = [[]]
    for x, low, high in zip(one.x, one.low, one.high, strict=False):
        if low is None or high is None:
            runs.append([])
        else:
            runs[-1].append((x, low, high))
    made = []
    for run in filter(None, runs):
        if step:
            run = [run[0], *(point for a, b in pairwise(run) for point in ((b[0], *a[1:]), b))]
        made.append([(x, high) for x, _, high in run] + [(x, low) for x, low, _ in reversed(run)])
    return made


def traces(scene: Scene) -> list[dict]:
    """The lines as plotly has them; bands lie under all of them."""
    clouds_first = [_cloud(scene, one) for one in scene.series if one.low]
    return clouds_first + [_trace(scene, one) for one in scene.series]


def _cloud(scene: Scene, one: Series) -> dict:
    outlines = clouds(one, scene.chart.step)
    points = [point for at, outline in enumerate(outlines) for point in ([(None, None)] if at else []) + outline]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": safe(f"{one.name}, uncertainty"),
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "fill": "toself",
        "fillcolor": one.ink + "26",
        "line": {"width": 0.7, "color": one.ink},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _trace(scene: Scene, one: Series) -> dict:
    chart, dots = scene.chart, [dot and not scene.chart.step for dot in one.dots]
    range_ = "" if not one.low else f" (%{{customdata[0]:.{chart.digits}f}} to %{{customdata[1]:.{chart.digits}f}})"
    trace = {
        "type": "scatter",
        "name": safe(one.name),
        "mode": "lines+markers" if any(dots) else "lines",
        "x": list(one.x),
        "y": list(one.y),
        "connectgaps": False,
        "line": {"color": one.ink, "width": 3 if one.strong else 1.8, "dash": DASHES[one.style % len(DASHES)]},
        "hovertemplate": f"{safe(one.name)}, %{{x}}: %{{y:.{chart.digits}f}}{range_}<extra></extra>",
    }
    if one.low:
        trace["customdata"] = [list(pair) for pair in zip(one.low, one.high, strict=True)]
    if chart.step:
        trace["line"]["shape"] = "hv"
    if any(dots):
        trace["marker"] = _markers(scene, one, dots)
    return trace


def _markers(scene: Scene, one: Series, dots: list[bool]) -> dict:
    mark = MARKS[one.style % len(MARKS)]
    # An open marker is a value that was assumed; a filled one was measured or estimated.
    assumed = any(band.kind == "assumed" for band in scene.chart.bands)
    marks = [mark + "-open" if scene.is_assumed(x) else mark for x in one.x] if assumed else mark
    return {"color": one.ink, "size": 8 if all(dots) else [8 if dot else 0 for dot in dots], "symbol": marks}


def layout(scene: Scene) -> dict:
    """Axes, shaded years and names at the ends of lines."""
    # Long series names need room at the ends of their lines.
    margin = MARGIN | {"r": 14 + width_of([one.name for one in scene.series], END)}
    words = [*band_names(scene), *notes(scene), *reference_words(scene), *line_ends(scene)]
    return page(
        margin=margin,
        xaxis=x_axis(scene),
        yaxis=value_axis(safe(scene.chart.y_title), scene.y_range, scene.chart.log),
        shapes=shapes(scene),
        annotations=words,
    )


def x_axis(scene: Scene) -> dict:
    """The axis of years."""
    return value_axis(broken(scene.x_title, TITLE), scene.x_range, up=False, zeroline=False, gridcolor="#eeeeee")


def marks(scene: Scene, at: Plane) -> list[str]:
    """The lines of a still picture."""
    return [part for one in scene.series if one.low for part in _shade(scene, one, at)] + [
        part for one in scene.series for part in _drawn(scene, one, at)
    ]


def _shade(scene: Scene, one: Series, at: Plane) -> list[str]:
    outlines = clouds(one, scene.chart.step)
    paths = ["M" + "L".join(f"{at.across(x):.0f} {at.up(y):.0f}" for x, y in outline) + "z" for outline in outlines]
    return [f'<path d="{path}" fill="{one.ink}" fill-opacity="0.15" stroke="{one.ink}" stroke-width="0.7"/>' for path in paths]


def _drawn(scene: Scene, one: Series, at: Plane) -> list[str]:
    path, dots, gap = "", [], True
    for x, y, dotted in zip(one.x, one.y, one.dots, strict=True):
        if y is not None:
            px, py = at.across(x), at.up(y)
            path += f"M{px:.0f} {py:.0f}" if gap else f"H{px:.0f}V{py:.0f}" if scene.chart.step else f"L{px:.0f} {py:.0f}"
            dots += [dot(one, px, py, upright.hole(scene, x, one.ink))] if dotted and not scene.chart.step else []
        gap = y is None
    dash = DASH[DASHES[one.style % len(DASHES)]]
    return ([line(path, one.ink, 3 if one.strong else 1.6, dash)] if path else []) + dots


def still(scene: Scene) -> tuple[list[str], float]:
    """The parts of the still picture, and its height."""
    at = upright.plane(scene)
    names = [
        text(at.right + 8, at.bottom - (at.bottom - at.top) * share + 4, one.name, ink=one.ink, more=' font-weight="bold"')
        for one, share in end_labels(scene)
    ]
    return [*upright.around(scene, at), *upright.titles(scene, at, HEIGHT), *marks(scene, at), *upright.over(scene, at), *names], HEIGHT


def key(one: Series) -> str:
    """The mark of a line in a legend."""
    return line("M-12 0H8", one.ink, 3 if one.strong else 1.8, DASH[DASHES[one.style % len(DASHES)]]) + dot(one, -2, 0, one.ink, 0.8)


def opening(scene: Scene) -> str:
    """What the chart is."""
    scale = " (logarithmic scale)" if scene.chart.log else ""
    return f"Line chart, {show(scene.x_range[0], 0)} to {show(scene.x_range[1], 0)}: {scene.chart.y_title}{scale}."


def words(scene: Scene) -> list[str]:
    """For each line its ends, its highest and its lowest value."""
    return [_said(one, scene.chart.digits) for one in scene.series]


def _said(one: Series, digits: int) -> str:
    pairs = [at for at, y in enumerate(one.y) if y is not None]
    if not pairs:
        return f"{one.name}: no data."
    at = {"first": pairs[0], "last": pairs[-1], "high": max(pairs, key=lambda n: one.y[n]), "low": min(pairs, key=lambda n: one.y[n])}
    first, last, high, low = (f"{show(one.y[n], digits)} in {one.x[n]}" for n in at.values())
    band = one.low and one.low[pairs[-1]] is not None and one.high[pairs[-1]] is not None
    with_band = f", with a band from {show(one.low[pairs[-1]], digits)} to {show(one.high[pairs[-1]], digits)}" if band else ""
    return f"{one.name}: {first}, {last}{with_band}; highest {high}, lowest {low}."


def table(scene: Scene) -> tuple[list[str], list[list[str]]]:
    """A row for each year, a column for each line."""
    by_x: dict[object, dict[str, str]] = {}
    for one in scene.series:
        for at, (x, y) in enumerate(zip(one.x, one.y, strict=True)):
            if y is not None:
                by_x.setdefault(x, {})[one.key] = with_ends(one, at, scene.chart.digits)
    head = ["Year" if scene.chart.x == "year" else scene.x_title, *(one.name for one in scene.series)]
    return head, [[str(x), *(by_x[x].get(one.key, "–") for one in scene.series)] for x in sorted(by_x)]


def with_ends(one: Series, at: int, digits: int) -> str:
    """A value with the ends of its uncertainty."""
    value = show(one.y[at], digits)
    return f"{value} ({show(one.low[at], digits)} to {show(one.high[at], digits)})" if one.low and one.y[at] is not None else value
