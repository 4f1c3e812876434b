"""Scene -> plotly, as the plain dictionaries that its file format is; plotly itself loads only for `figure`.

The bundle goes past plotly's own renderers: 3 to 20 KB, the same on every run, drawn by JupyterLab with no kernel and no
network. The default template (7 KB a chart) stays out, and with it plotly's button that uploads a chart.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ..model import Band
from .scene import DASHES, MARKS, Scene, Series

if TYPE_CHECKING:
    import plotly.graph_objects

TEXT, GRID, PAPER = "#1b1b1b", "#dddddd", "#ffffff"
HEIGHT, MARGIN = 460, {"l": 64, "r": 24, "t": 34, "b": 52}
CONFIG = {"displaylogo": False, "responsive": True, "showSendToCloud": False, "doubleClick": "reset",
          "modeBarButtonsToRemove": ["lasso2d", "select2d", "autoScale2d"]}


def figure(scene: Scene) -> plotly.graph_objects.Figure:
    """The scene as a plotly Figure, for readers who want to go on from there."""
    import plotly.graph_objects as go

    made = go.Figure(bundle(scene)["data"], bundle(scene)["layout"])
    made.layout.template = None
    return made


def bundle(scene: Scene) -> dict:
    """The scene as data, layout and config, ready for the mime type application/vnd.plotly.v1+json."""
    make = _bar if scene.chart.form == "bars" else _line
    data = [make(scene, one) for one in scene.series]
    return {"data": data, "layout": _layout(scene), "config": CONFIG}


def _line(scene: Scene, one: Series) -> dict:
    chart, dots = scene.chart, one.dots
    trace = {
        "type": "scatter", "name": _safe(one.name), "mode": "lines+markers" if any(dots) else "lines",
        "x": list(one.x), "y": list(one.y), "connectgaps": False,
        "line": {"color": one.ink, "width": 3 if one.strong else 1.8, "dash": DASHES[one.style % len(DASHES)]},
        "hovertemplate": f"{_safe(one.name)}, %{{x}}: %{{y:.{chart.digits}f}}<extra></extra>",
    }
    if chart.form == "points":
        dots = [True] * len(one.x)
        trace |= {"text": [_safe(tag) for tag in one.tags], "mode": "lines+markers" if chart.connect else "markers",
                  "hovertemplate": f"{_safe(one.name)} %{{text}}: %{{x:.{chart.digits}f}}, %{{y:.{chart.digits}f}}<extra></extra>"}
        trace["line"] |= {"width": 1.2}
    if any(dots):
        mark = MARKS[one.style % len(MARKS)]
        # An open marker is a value that was assumed; a filled one was measured or estimated.
        marks = [mark + "-open" if scene.is_assumed(x) else mark for x in one.x] if scene.assumed else mark
        trace["marker"] = {"color": one.ink, "size": 8 if all(dots) else [8 if dot else 0 for dot in dots], "symbol": marks}
    return trace


def _bar(scene: Scene, one: Series) -> dict:
    strong = [len(scene.series) > 1 or not scene.chart.highlight or tag in scene.chart.highlight for tag in _tags(scene)]
    return {
        "type": "bar", "name": _safe(one.name), "x": [_safe(x) for x in one.x], "y": list(one.y),
        "marker": {"color": [one.ink if s else "#8a8a8a" for s in strong], "line": {"color": TEXT, "width": 0.6},
                   "pattern": {"shape": ["", "/", ".", "x", "-", "+"][one.style % 6], "fillmode": "replace", "solidity": 0.4}},
        "text": ["" if y is None else f"{y:,.{scene.chart.digits}f}" for y in one.y], "textposition": "outside",
        "textfont": {"color": TEXT}, "cliponaxis": False,
        "hovertemplate": f"%{{x}}, {_safe(one.name)}: %{{y:.{scene.chart.digits}f}}<extra></extra>",
    }


def _tags(scene: Scene) -> list[str]:
    """The raw value behind each category, by which `highlight` names it."""
    back = {name: key for key, name in scene.chart.names.items()}
    return [back.get(category, category) for category in scene.categories]


def _layout(scene: Scene) -> dict:
    chart, bars = scene.chart, scene.chart.form == "bars"
    y = {"title": {"text": _safe(chart.y_title)}, "range": [*_on_axis(scene)], "gridcolor": GRID, "zerolinecolor": "#777777",
         "type": "log" if chart.log else "linear", "tickvals": ticks(*scene.y_range, chart.log), "automargin": True, "fixedrange": True}
    x = {"title": {"text": _safe(scene.x_title)}, "gridcolor": "#eeeeee", "zeroline": False, "automargin": True, "fixedrange": True,
         "type": "category" if bars else "linear", "range": list(scene.x_range)}
    # Long series names need room at the ends of their lines.
    room = {"r": 20 + 8 * max(len(one.name) for one in scene.series)} if chart.form == "lines" else {}
    legend = {"orientation": "h", "y": 1.02, "yanchor": "bottom"} if bars else {}
    return {
        "height": HEIGHT, "margin": MARGIN | room, "paper_bgcolor": PAPER, "plot_bgcolor": PAPER, "hovermode": "closest",
        "font": {"color": TEXT, "size": 14, "family": "Arial, DejaVu Sans, sans-serif"}, "xaxis": x, "yaxis": y,
        "showlegend": chart.form != "lines" and len(scene.series) > 1, "legend": legend,
        "barmode": "stack" if chart.stack else "group", "dragmode": False,
        "shapes": _shapes(scene), "annotations": _annotations(scene),
    }


def _on_axis(scene: Scene) -> tuple[float, float]:
    """The y range as plotly wants it: logarithms on a log axis."""
    return tuple(math.log10(v) for v in scene.y_range) if scene.chart.log else scene.y_range


def _shapes(scene: Scene) -> list[dict]:
    fill = {"era": "#eef1f6", "assumed": "#f6ecd9", "gap": "#eeeeee"}
    shapes = [{"type": "rect", "xref": "x", "yref": "paper", "x0": band.years[0], "x1": band.years[1], "y0": 0, "y1": 1,
               "fillcolor": fill[band.kind], "layer": "below",
               "line": {"width": 1.5, "color": "#555555", "dash": "dot"} if is_moment(band) else {"width": 0.5, "color": "#bbbbbb"}}
              for band in scene.chart.bands]
    if scene.chart.reference is not None:
        shapes.append({"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": scene.chart.reference,
                       "y1": scene.chart.reference, "line": {"color": TEXT, "width": 1.2, "dash": "dot"}})
    if scene.chart.diagonal:
        low, high = equal_values(scene)
        shapes.append({"type": "line", "x0": low, "y0": low, "x1": high, "y1": high, "line": {"color": TEXT, "width": 1.2, "dash": "dot"}, "layer": "below"})
    return shapes


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


def _annotations(scene: Scene) -> list[dict]:
    chart, plain = scene.chart, {"showarrow": False, "font": {"color": TEXT, "size": 12}}
    made = [{**plain, "xref": "x", "yref": "paper", "x": (band.years[0] + band.years[1]) / 2, "y": 1.0, "yanchor": "bottom",
             "text": _safe(band.text)} for band in chart.bands if fits_above(band, scene)]
    made += [{"x": note.x if chart.form == "bars" else float(note.x), "y": math.log10(note.y) if chart.log else note.y,
              "text": _safe(note.text), "showarrow": True, "arrowhead": 0, "arrowcolor": "#555555", "ax": 0, "ay": -34,
              "font": {"color": TEXT, "size": 12}, "bgcolor": "rgba(255,255,255,0.85)"} for note in chart.notes]
    if chart.reference is not None and chart.reference_text:
        made.append({**plain, "xref": "paper", "x": 0.01, "xanchor": "left", "y": chart.reference, "yanchor": "bottom",
                     "text": _safe(chart.reference_text)})
    if chart.form == "points" and chart.connect:
        made += [{**plain, "x": one.x[at], "y": one.y[at], "text": _safe(one.tags[at]), "yshift": 11, "font": {"color": one.ink, "size": 12}}
                 for one in scene.series for at in ({0, len(one.x) - 1} if one.x else ())]
    if chart.form == "lines":
        made += [{**plain, "xref": "paper", "x": 1.01, "xanchor": "left", "yref": "paper", "y": at, "yanchor": "middle",
                  "text": _safe(one.name), "font": {"color": one.ink, "size": 13}} for one, at in end_labels(scene)]
    return made


def end_labels(scene: Scene) -> list[tuple[Series, float]]:
    """Each line with the height of its label (0 bottom, 1 top), pushed apart so that no two overlap."""
    room, low, high = 17 / (HEIGHT - MARGIN["t"] - MARGIN["b"]), *_on_axis(scene)
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


def _safe(text: str) -> str:
    """Plotly reads some HTML in its texts; ours has none."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def ticks(low: float, high: float, log: bool) -> list[float]:
    """Round numbers between two ends: about six, or the 1, 2, 5 of each power of ten on a log axis."""
    if log:
        return [m * 10.0 ** p for p in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
                for m in (1, 2, 5) if low <= m * 10.0 ** p <= high]
    rough = (high - low) / 6 or 1
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(m * size for m in (1, 2, 2.5, 5, 10) if m * size >= rough)
    return [round(n * step, 10) for n in range(math.ceil(low / step), math.floor(high / step) + 1)]
