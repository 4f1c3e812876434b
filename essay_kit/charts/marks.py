"""What a live figure shows beside its traces: shaded years, lines of reference, and all words inside the chart."""

from __future__ import annotations

import math

from ..model import Band
from .axes import TEXT, end_labels, equal_values, fits_above, is_moment
from .live import broken, safe
from .scene import Scene, Series

# Names at the ends of lines are broken so, that a narrow screen keeps room for the lines.
END = 11
DOTTED = {"color": TEXT, "width": 1.2, "dash": "dot"}
# 3:1 on white paper: the pale fill alone would not show where a band begins and ends.
EDGE = "#8a8a8a"
BANDS = {"era": "#eef1f6", "assumed": "#f6ecd9", "gap": "#eeeeee"}


def shapes(scene: Scene, lying: bool = False) -> list[dict]:
    """Shaded years, the line of reference and the diagonal, as plotly has them; in a lying chart the reference stands."""
    made = [_band(band) for band in scene.chart.bands]
    if (at := scene.chart.reference) is not None:
        across = {"xref": "x", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1}
        made.append({"type": "line", **(across if lying else {"xref": "paper", "x0": 0, "x1": 1, "y0": at, "y1": at}), "line": DOTTED})
    if scene.chart.diagonal:
        low, high = equal_values(scene)
        made.append({"type": "line", "x0": low, "y0": low, "x1": high, "y1": high, "line": DOTTED, "layer": "below"})
    return made


def _band(band: Band) -> dict:
    edge = {"width": 1.5, "color": "#555555", "dash": "dot"} if is_moment(band) else {"width": 0.7, "color": EDGE}
    place = {"xref": "x", "yref": "paper", "x0": band.years[0], "x1": band.years[1], "y0": 0, "y1": 1}
    return {"type": "rect", **place, "fillcolor": BANDS[band.kind], "line": edge, "layer": "below"}


def words_at(text: str, ink: str = TEXT, size: int = 12, **place: object) -> dict:
    """Words in a chart, with no arrow."""
    return {"text": safe(text), "showarrow": False, "font": {"color": ink, "size": size}, **place}


def band_names(scene: Scene, wide: int = 560) -> list[dict]:
    """The names of the bands that have room, above them."""
    place = {"xref": "x", "yref": "paper", "y": 1.0, "yanchor": "bottom"}
    bands = [band for band in scene.chart.bands if fits_above(band, scene, wide)]
    return [words_at(band.text, **place, x=(band.years[0] + band.years[1]) / 2) for band in bands]


def reference_words(scene: Scene, lying: bool = False) -> list[dict]:
    """What the line of reference is."""
    chart = scene.chart
    if chart.reference is None or not chart.reference_text:
        return []
    stands = {"xref": "x", "x": math.log10(chart.reference) if chart.log else chart.reference, "yref": "paper", "y": 1.0}
    lies = {"xref": "paper", "x": 0.01, "xanchor": "left", "y": math.log10(chart.reference) if chart.log else chart.reference}
    return [words_at(chart.reference_text, **(stands if lying else lies), yanchor="bottom")]


def notes(scene: Scene) -> list[dict]:
    """Short texts beside points, each with a small line to its point."""
    chart = scene.chart
    arrow = {"showarrow": True, "arrowhead": 0, "arrowcolor": "#555555", "ax": 0, "ay": -34, "bgcolor": "rgba(255,255,255,0.85)"}
    made = []
    for note in chart.notes:
        x, y = note.x if scene.categories else float(note.x), math.log10(note.y) if chart.log else note.y
        made.append(words_at(note.text) | arrow | {"x": x, "y": y})
    return made


def path_ends(scene: Scene) -> list[dict]:
    """The first and the last tag of each path."""
    ends = [(one, at) for one in scene.series if one.tags for at in dict.fromkeys((0, len(one.x) - 1))]
    return [words_at(one.tags[at], one.ink, x=one.x[at], y=one.y[at], yshift=11) for one, at in ends]


def line_ends(scene: Scene) -> list[dict]:
    """The name of each line at its end."""
    place = {"xref": "paper", "x": 1.01, "xanchor": "left", "yref": "paper", "yanchor": "middle"}
    return [words_at("", one.ink, 13, **place, y=at, align="left") | {"text": broken(one.name, END)} for one, at in end_labels(scene, END)]


def whisker(one: Series, middle: tuple) -> dict:
    """The uncertainty of each value, as plotly has it: how far it reaches to both sides."""
    reach = [(None, None) if None in (y, a, b) else (b - y, y - a) for y, a, b in zip(middle, one.low, one.high, strict=True)]
    return {
        "type": "data",
        "symmetric": False,
        "array": [None if up is None else round(up, 6) for up, _ in reach],
        "arrayminus": [None if down is None else round(down, 6) for _, down in reach],
        "color": TEXT,
        "thickness": 1.4,
        "width": 4,
    }
