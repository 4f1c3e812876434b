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
    makers = {"lines": _line_ends, "points": _path_ends, "bars": lambda scene: []}
    return [*_band_names(scene), *_notes(scene), *makers[scene.chart.form](scene)]


def _words(text: str, ink: str = TEXT, size: int = 12) -> dict:
    return {"text": safe(text), "showarrow": False, "font": {"color": ink, "size": size}}


def _band_names(scene: Scene) -> list[dict]:
    place = {"xref": "x", "yref": "paper", "y": 1.0, "yanchor": "bottom"}
    bands = [band for band in scene.chart.bands if fits_above(band, scene)]
    return [{**_words(band.text), **place, "x": (band.years[0] + band.years[1]) / 2} for band in bands]


def _notes(scene: Scene) -> list[dict]:
    chart = scene.chart
    arrow = {"showarrow": True, "arrowhead": 0, "arrowcolor": "#555555", "ax": 0, "ay": -34, "bgcolor": "rgba(255,255,255,0.85)"}
    made = [
        {**_words(note.text), **arrow, "x": note.x if scene.categories else float(note.x), "y": math.log10(note.y) if chart.log else note.y}
        for note in chart.notes
    ]
    if chart.reference is not None and chart.reference_text:
        place = {"xref": "paper", "x": 0.01, "xanchor": "left", "y": chart.reference, "yanchor": "bottom"}
        made.append({**_words(chart.reference_text), **place})
    return made


def _path_ends(scene: Scene) -> list[dict]:
    ends = [(one, at) for one in scene.series if one.tags for at in dict.fromkeys((0, len(one.x) - 1))]
    return [{**_words(one.tags[at], one.ink), "x": one.x[at], "y": one.y[at], "yshift": 11} for one, at in ends]


def _line_ends(scene: Scene) -> list[dict]:
    place = {"xref": "paper", "x": 1.01, "xanchor": "left", "yref": "paper", "yanchor": "middle"}
    return [{**_words(one.name, one.ink, 13), **place, "y": at} for one, at in end_labels(scene)]


def safe(text: str) -> str:
    """Plotly reads some HTML in its texts; ours has none."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
