"""What a live figure shows beside its traces: shaded years, lines of reference, and all words inside the chart."""

from __future__ import annotations

import math

from ..model import Band
from .axes import TEXT, end_labels, equal_values, fits_above, is_moment
from .scene import Scene


def shapes(scene: Scene) -> list[dict]:
    """Shaded years, the line of reference and the diagonal, as plotly has them."""
    made, dotted = [_band(band) for band in scene.chart.bands], {"color": TEXT, "width": 1.2, "dash": "dot"}
    if (at := scene.chart.reference) is not None:
        made.append({"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": at, "y1": at, "line": dotted})
    if scene.chart.diagonal:
        low, high = equal_values(scene)
        made.append({"type": "line", "x0": low, "y0": low, "x1": high, "y1": high, "line": dotted, "layer": "below"})
    return made


def _band(band: Band) -> dict:
    fill = {"era": "#eef1f6", "assumed": "#f6ecd9", "gap": "#eeeeee"}[band.kind]
    edge = {"width": 1.5, "color": "#555555", "dash": "dot"} if is_moment(band) else {"width": 0.5, "color": "#bbbbbb"}
    place = {"xref": "x", "yref": "paper", "x0": band.years[0], "x1": band.years[1], "y0": 0, "y1": 1}
    return {"type": "rect", **place, "fillcolor": fill, "line": edge, "layer": "below"}


def annotations(scene: Scene) -> list[dict]:
    """Names of bands, notes, and labels at the ends of lines and paths."""
    chart, plain = scene.chart, {"showarrow": False, "font": {"color": TEXT, "size": 12}}
    made = [
        {
            **plain,
            "xref": "x",
            "yref": "paper",
            "x": (band.years[0] + band.years[1]) / 2,
            "y": 1.0,
            "yanchor": "bottom",
            "text": safe(band.text),
        }
        for band in chart.bands
        if fits_above(band, scene)
    ]
    made += [
        {
            "x": note.x if chart.form == "bars" else float(note.x),
            "y": math.log10(note.y) if chart.log else note.y,
            "text": safe(note.text),
            "showarrow": True,
            "arrowhead": 0,
            "arrowcolor": "#555555",
            "ax": 0,
            "ay": -34,
            "font": {"color": TEXT, "size": 12},
            "bgcolor": "rgba(255,255,255,0.85)",
        }
        for note in chart.notes
    ]
    if chart.reference is not None and chart.reference_text:
        made.append(
            {
                **plain,
                "xref": "paper",
                "x": 0.01,
                "xanchor": "left",
                "y": chart.reference,
                "yanchor": "bottom",
                "text": safe(chart.reference_text),
            }
        )
    if chart.form == "points" and chart.connect:
        made += [
            {**plain, "x": one.x[at], "y": one.y[at], "text": safe(one.tags[at]), "yshift": 11, "font": {"color": one.ink, "size": 12}}
            for one in scene.series
            for at in ({0, len(one.x) - 1} if one.x else ())
        ]
    if chart.form == "lines":
        made += [
            {
                **plain,
                "xref": "paper",
                "x": 1.01,
                "xanchor": "left",
                "yref": "paper",
                "y": at,
                "yanchor": "middle",
                "text": safe(one.name),
                "font": {"color": one.ink, "size": 13},
            }
            for one, at in end_labels(scene)
        ]
    return made


def safe(text: str) -> str:
    """Plotly reads some HTML in its texts; ours has none."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
