"""Scene -> plotly, as the plain dictionaries that its file format is; plotly itself loads only for `figure`.

The bundle goes past plotly's own renderers: 3 to 20 KB, the same on every run, drawn by JupyterLab with no kernel and no
network. The default template (7 KB a chart) stays out, and with it plotly's button that uploads a chart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .axes import GRID, HEIGHT, MARGIN, PAPER, TEXT, on_axis, ticks
from .marks import annotations, safe, shapes
from .scene import DASHES, MARKS, Scene, Series

if TYPE_CHECKING:
    import plotly.graph_objects

# No bar of buttons: a screen reader would meet nine nameless ones in each chart, and one of them uploads.
CONFIG = {"displayModeBar": False, "responsive": True, "showSendToCloud": False}


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
        "type": "scatter",
        "name": safe(one.name),
        "mode": "lines+markers" if any(dots) else "lines",
        "x": list(one.x),
        "y": list(one.y),
        "connectgaps": False,
        "line": {"color": one.ink, "width": 3 if one.strong else 1.8, "dash": DASHES[one.style % len(DASHES)]},
        "hovertemplate": f"{safe(one.name)}, %{{x}}: %{{y:.{chart.digits}f}}<extra></extra>",
    }
    if chart.form == "points":
        dots = [True] * len(one.x)
        trace |= {
            "text": [safe(tag) for tag in one.tags],
            "mode": "lines+markers" if chart.connect else "markers",
            "hovertemplate": f"{safe(one.name)} %{{text}}: %{{x:.{chart.digits}f}}, %{{y:.{chart.digits}f}}<extra></extra>",
        }
        trace["line"] |= {"width": 1.2}
    if any(dots):
        trace["marker"] = _markers(scene, one, dots)
    return trace


def _markers(scene: Scene, one: Series, dots: list[bool]) -> dict:
    mark = MARKS[one.style % len(MARKS)]
    # An open marker is a value that was assumed; a filled one was measured or estimated.
    marks = [mark + "-open" if scene.is_assumed(x) else mark for x in one.x] if scene.assumed else mark
    return {"color": one.ink, "size": 8 if all(dots) else [8 if dot else 0 for dot in dots], "symbol": marks}


def _bar(scene: Scene, one: Series) -> dict:
    strong = [len(scene.series) > 1 or not scene.chart.highlight or tag in scene.chart.highlight for tag in _tags(scene)]
    return {
        "type": "bar",
        "name": safe(one.name),
        "x": [safe(x) for x in one.x],
        "y": list(one.y),
        "marker": {
            "color": [one.ink if s else "#8a8a8a" for s in strong],
            "line": {"color": TEXT, "width": 0.6},
            "pattern": {"shape": ["", "/", ".", "x", "-", "+"][one.style % 6], "fillmode": "replace", "solidity": 0.4},
        },
        "text": ["" if y is None else f"{y:,.{scene.chart.digits}f}" for y in one.y],
        "textposition": "outside",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "hovertemplate": f"%{{x}}, {safe(one.name)}: %{{y:.{scene.chart.digits}f}}<extra></extra>",
    }


def _tags(scene: Scene) -> list[str]:
    """The raw value behind each category, by which `highlight` names it."""
    back = {name: key for key, name in scene.chart.names.items()}
    return [back.get(category, category) for category in scene.categories]


def _layout(scene: Scene) -> dict:
    chart, bars = scene.chart, scene.chart.form == "bars"
    # Long series names need room at the ends of their lines.
    room = {"r": 20 + 8 * max(len(one.name) for one in scene.series)} if chart.form == "lines" else {}
    return {
        "height": HEIGHT,
        "margin": MARGIN | room,
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "hovermode": "closest",
        "font": {"color": TEXT, "size": 14, "family": "Arial, DejaVu Sans, sans-serif"},
        "xaxis": _x_axis(scene),
        "yaxis": _y_axis(scene),
        "showlegend": chart.form != "lines" and len(scene.series) > 1,
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom"} if bars else {},
        "barmode": "stack" if chart.stack else "group",
        "dragmode": False,
        "shapes": shapes(scene),
        "annotations": annotations(scene),
    }


def _x_axis(scene: Scene) -> dict:
    kind = {"type": "category" if scene.categories else "linear", "range": list(scene.x_range), "zeroline": False}
    return {"title": {"text": safe(scene.x_title)}, "gridcolor": "#eeeeee", "automargin": True, "fixedrange": True, **kind}


def _y_axis(scene: Scene) -> dict:
    kind = {"type": "log" if scene.chart.log else "linear", "range": list(on_axis(scene)), "zerolinecolor": "#777777"}
    marks = {"tickvals": ticks(*scene.y_range, scene.chart.log), "gridcolor": GRID}
    return {"title": {"text": safe(scene.chart.y_title)}, "automargin": True, "fixedrange": True, **kind, **marks}
