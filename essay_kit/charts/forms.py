"""The forms of a chart by name, and what can be had of each: scene, live figure, still picture, words and data table."""

from __future__ import annotations

import base64
import importlib.util
import pathlib
from typing import TYPE_CHECKING

from ..errors import CourseError
from ..model import Chart
from ..tables import Table
from . import bars, dots, frames, grid, lines, panels, pen, points, scene, spans
from .scene import Scene

if TYPE_CHECKING:
    import plotly.graph_objects

# Each is a module with the same functions: scene, traces, layout, still, opening, words, table.
FORMS = {"lines": lines, "bars": bars, "points": points, "dots": dots, "grid": grid, "spans": spans}

# No bar of buttons: a screen reader would meet nine nameless ones in each chart, and one of them uploads.
CONFIG = {"displayModeBar": False, "responsive": True, "showSendToCloud": False}
# A table beside a chart is read, not mined: beyond this many rows a long one is thinned, and says so.
ROWS, ROWS_OF_PARTS = 48, 240


def draw(chart: Chart, table: Table) -> Scene:
    """Make the scene of a chart.

    Raises CourseError where the specification leaves nothing to draw.
    """
    rows = scene.kept(table.rows, chart)
    keys = scene.keys(rows, chart)
    title = chart.x_title or ("" if "year" in (chart.x, chart.row) else _title(table, chart.x or chart.row))
    nothing = CourseError(f"The chart on table {table.name} has nothing to draw; look at its series, years and where.")
    if chart.y and not any(row[column] is not None for row in rows for column in chart.y):
        raise nothing

    def make(own: list[dict]) -> Scene:
        return FORMS[chart.form].scene(own, chart, keys, title)

    made = panels.split(rows, chart, make) if chart.panels or chart.frames else make(rows)
    if all(one.empty for one in made.series):
        raise nothing
    return made


def _title(table: Table, column: str) -> str:
    return next(field.get("title", column) for field in table.about["schema"]["fields"] if field["name"] == column)


def points_of(chart: Chart, table: Table, name: str) -> dict[int, float]:
    """The values of one series of a line chart by year, for a line that a learner draws."""
    for one in draw(chart, table).series if chart.form == "lines" and not chart.panels else ():
        if one.key == name:
            return {int(x): y for x, y in zip(one.x, one.y, strict=True) if y is not None}
    raise CourseError(f"The chart has no series {name}.")


def bundle(scene: Scene) -> dict:
    """The scene as plotly's plain dictionaries, ready for the mime type application/vnd.plotly.v1+json.

    It goes past plotly's own renderers: 3 to 20 KB, the same on every run, drawn by JupyterLab with no kernel and no
    network. The default template (7 KB a chart) stays out, and with it plotly's button that uploads a chart.
    """
    form = FORMS[scene.chart.form]
    if scene.parts and scene.chart.frames:
        made = frames.bundle(scene, form)
    elif scene.parts:
        made = {"data": panels.traces(scene, form), "layout": panels.layout(scene, form)}
    else:
        made = {"data": form.traces(scene), "layout": form.layout(scene)}
    return {**made, "config": CONFIG}


def figure(scene: Scene) -> plotly.graph_objects.Figure:
    """The scene as a plotly Figure, for readers who want to go on from there."""
    import plotly.graph_objects as go

    drawn = bundle(scene)
    made = go.Figure(drawn["data"], drawn["layout"], drawn.get("frames"))
    made.layout.template = None
    return made


def script() -> pathlib.Path:
    """The file with which a browser draws live charts, as the plotly package brings it."""
    return pathlib.Path(importlib.util.find_spec("plotly").origin).parent / "package_data" / "plotly.min.js"


def drawing(scene: Scene) -> str:
    """The scene as a still SVG picture, for paper, nbconvert and notebooks that nobody trusts yet."""
    form, several = FORMS[scene.chart.form], _several(scene)
    return pen.sheet(*(several.still(scene, form) if several else form.still(scene)))


def svg(scene: Scene) -> str:
    """The picture as a data address, fit for the src of an img element."""
    return "data:image/svg+xml;base64," + base64.b64encode(drawing(scene).encode()).decode()


def words(scene: Scene) -> str:
    """The text twin: what the chart is, what each series shows, and what is marked in it."""
    form, several, chart = FORMS[scene.chart.form], _several(scene), scene.chart
    said = [form.opening(scene), *(several.words(scene, form) if several else form.words(scene)), *shaded(scene)]
    if chart.reference is not None:
        at = lines.show(chart.reference, chart.digits)
        said.append(f"A dotted line marks {at}{': ' if chart.reference_text else ''}{chart.reference_text}.")
    if chart.diagonal:
        said.append("A dotted diagonal marks equal values on both axes.")
    return " ".join(said)


def _several(scene: Scene) -> object:
    return (frames if scene.chart.frames else panels) if scene.parts else None


def shaded(scene: Scene) -> list[str]:
    """What the shaded stretches are, each a sentence."""
    more = {"assumed": " (assumed, not measured)", "gap": " (no data)", "era": ""}
    return [
        f"Marked, {band.years[0]}: {band.text}."
        if band.years[0] == band.years[1]
        else f"Shaded, {band.years[0]} to {band.years[1]}: {band.text}{more[band.kind]}."
        for band in scene.chart.bands
    ]


def thinned(scene: Scene) -> tuple[list[str], list[list[str]], bool]:
    """Head and rows of the data table, and whether rows were left out to keep it readable."""
    form, chart = FORMS[scene.chart.form], scene.chart
    if not scene.parts:
        head, rows = form.table(scene)
        step = -(-len(rows) // ROWS) if chart.form in ("lines", "points") else 1
        # The last year counts more than the first when rows are left out.
        kept = rows[::-1][:: step or 1][::-1] if chart.form == "lines" else rows[:: step or 1]
        return head, kept, step > 1
    title = "Year" if "year" in (chart.frames, chart.panels) else ""
    head, rows = panels.table(scene, form, title)
    if len(rows) <= ROWS_OF_PARTS:
        return head, rows, False
    if chart.frames:
        return *panels.table(frames.whole(scene), form, title), True
    return head, rows[:: -(-len(rows) // ROWS_OF_PARTS)], True
