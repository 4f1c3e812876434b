"""Small multiples: one scene for each value of a column, side by side on the same axes, with one legend."""

from __future__ import annotations

from dataclasses import replace

from ..errors import CourseError
from ..model import Chart
from . import bars, upright
from .axes import TEXT, lines_of
from .live import LEGEND, broken, page, value_axis
from .marks import band_names, reference_words, shapes, words_at
from .pen import WIDTH, Plane, key_row, text
from .scene import Scene, named, order

# What `split` shares with frames stands here too. Two panels stand side by side even on a narrow screen; three do not.
COLUMNS, PLOT, NAME = 2, 180, 15
MARGIN, BEHIND = {"l": 20, "r": 12, "b": 44}, "rgba(255,255,255,0.8)"


def split(rows: list[dict], chart: Chart, make: object) -> Scene:
    """One scene for each value of the column, on axes that they share; the whole is the first panel, or the last frame."""
    column = chart.panels or chart.frames
    found = [value for value in order(rows, column) if any(row[column] == value and row[c] is not None for row in rows for c in chart.y)]
    if chart.panels and column in chart.where:
        found.sort(key=lambda value: chart.where[column].index(str(value)))
    if not found:
        raise CourseError(f"The chart has nothing to draw; look at its {column}, series, years and where.")
    scenes = _alike([make([row for row in rows if row[column] == value]) for value in found], chart)
    names = [named(value, chart) for value in found]
    if missing := [name for name in chart.frames_still if named(name, chart) not in names]:
        raise CourseError(f"The chart has no frame {', '.join(missing)}; it has {', '.join(names)}.")
    return replace(scenes[-1 if chart.frames else 0], parts=tuple(zip(names, scenes, strict=True)))


def _alike(scenes: list[Scene], chart: Chart) -> list[Scene]:
    """The scenes on the same axes; `free` leaves each panel its own values and categories."""
    if scenes[0].categories and not chart.free:
        lead = scenes[-1 if chart.frames else 0].categories
        every = list(dict.fromkeys([*lead, *(name for one in scenes for name in one.categories)]))
        scenes = [bars.aligned(one, every) for one in scenes]
    x, y = (
        tuple(end(span) for end, span in zip((min, max), zip(*spans, strict=True), strict=True))
        for spans in ([one.x_range for one in scenes], [one.y_range for one in scenes])
    )
    if chart.free:
        return scenes if scenes[0].categories else [replace(one, x_range=x) for one in scenes]
    return [replace(one, x_range=x, y_range=y) for one in scenes]


# ------------------------------------------------------------------------------------------------- panels, live


def traces(scene: Scene, form: object) -> list[dict]:
    """The traces of all panels; each series stands once in the legend."""
    made, told = [], set()
    for at, (_, part) in enumerate(scene.parts, 1):
        for trace in form.traces(replace(part, series=tuple(one for one in part.series if not one.empty))):
            name = trace.get("name", "")
            own = {"showlegend": trace.get("showlegend", True) and name not in told, "legendgroup": name}
            told |= {name} if own["showlegend"] else set()
            made.append(trace | own | {"xaxis": "x" + _nth(at), "yaxis": "y" + _nth(at)})
    return made


def layout(scene: Scene, form: object) -> dict:
    """Every panel's axes and words; the title of the values stands above them all."""
    lines, chart = max(len(lines_of(name, NAME)) for name, _ in scene.parts), scene.chart
    above, gap = 8 + 17 * lines, 50 + 17 * lines + (_hang(scene) if scene.categories else 0)
    rows = -(-len(scene.parts) // COLUMNS)
    plot = rows * PLOT + (rows - 1) * gap
    place = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": above, "align": "left"}
    title = words_at("", size=14, **place) | {"text": broken(chart.y_title, 32)}
    above += 6 + 18 * len(lines_of(chart.y_title, 32))
    made = {"shapes": [], "annotations": [title]}
    for at, (name, part) in enumerate(scene.parts, 1):
        row, column = divmod(at - 1, COLUMNS)
        made |= _axes(part, form, at, column, (row * (PLOT + gap) / plot, (row * (PLOT + gap) + PLOT) / plot))
        made["shapes"] += [_moved(shape, at) for shape in shapes(part)]
        inside = [
            _moved(words | ({"yanchor": "top", "bgcolor": BEHIND} if words.get("yref") == "paper" else {}), at)
            for words in (*band_names(part, 240), *reference_words(part))
        ]
        made["annotations"] += [_title(name, at), *inside]
    size = {"height": round(plot + above + 88 + (_hang(scene) if scene.categories else 0)), "margin": MARGIN | {"t": above + 8}}
    return page(**size, **_legend(scene, above / plot), **made)


def _legend(scene: Scene, above: float) -> dict:
    """One legend for all panels, so high above them; and how bars stand."""
    several = len({one.key for _, part in scene.parts for one in part.series}) > 1
    bars_stand = {"barmode": "stack" if scene.chart.stack else "group"} if scene.categories else {}
    return {"showlegend": several, "legend": LEGEND | {"y": round(1 + above, 4)}, **bars_stand}


def _hang(scene: Scene) -> int:
    """How far upright names of categories hang below a panel."""
    return 7 * min(20, max(len(name) for _, part in scene.parts for name in part.categories))


def _axes(part: Scene, form: object, at: int, column: int, span: tuple[float, float]) -> dict:
    """The two axes of one panel, the first of a row bearing the values."""
    free, wide = part.chart.free, 0.43
    left = 0.0 if column == 0 else round(1 - wide - (0 if free else 0.05), 4)
    across = {"domain": [left, round(left + wide + (0 if free else 0.05), 4)], "anchor": "y" + _nth(at), "title": {"text": ""}}
    up = {"domain": [round(1 - span[1], 4), round(1 - span[0], 4)], "anchor": "x" + _nth(at), "showticklabels": free or column == 0}
    upright_names = {"tickangle": -90} if part.categories else {"nticks": 4}
    values = value_axis("", part.y_range, part.chart.log)
    return {"xaxis" + _nth(at): form.x_axis(part) | across | upright_names, "yaxis" + _nth(at): values | up}


def _moved(item: dict, at: int) -> dict:
    """The same mark in the panel of that number."""
    refs = {f"{axis}ref": axis + _nth(at) + (" domain" if item.get(f"{axis}ref") == "paper" else "") for axis in "xy"}
    return item | refs


def _nth(at: int) -> str:
    """How plotly numbers axes: the first has no number."""
    return "" if at == 1 else str(at)


def _title(name: str, at: int) -> dict:
    place = {"xref": f"x{_nth(at)} domain", "x": 0, "xanchor": "left", "yref": f"y{_nth(at)} domain", "y": 1, "yanchor": "bottom"}
    return {"text": broken(name, NAME, strong=True), "showarrow": False, "font": {"color": TEXT, "size": 13}, "align": "left", **place}


# ------------------------------------------------------------------------------------------------ still and words


def still(scene: Scene, form: object) -> tuple[list[str], float]:
    """All panels of the still picture, with one legend, and its height."""
    return side_by_side(scene.parts, form, COLUMNS)


def side_by_side(chosen: tuple[tuple[str, Scene], ...], form: object, columns: int) -> tuple[list[str], float]:
    """Some scenes as small pictures in rows of so many, under one legend."""
    keys, taken = _keys([one for _, one in chosen], form)
    wide = (WIDTH - 30) / columns
    hang = max(upright.drop(one, wide - 70) for _, one in chosen)
    deep = PLOT + 40 + hang
    parts = [text(20, 22, chosen[0][1].chart.y_title), *keys]
    for at, (name, one) in enumerate(chosen):
        row, column = divmod(at, columns)
        left, top = 20 + column * wide, 40 + taken + row * deep
        plane = Plane(one, left + 56, top + 24, left + wide - 14, top + 24 + PLOT, log_y=one.chart.log)
        drawn = replace(one, series=tuple(each for each in one.series if not each.empty))
        parts.append(text(plane.left, top + (4 if one.chart.bands else 14), name, more=' font-weight="bold"'))
        parts += [*upright.around(one, plane, 4), *form.marks(drawn, plane), *upright.over(one, plane)]
    rows = -(-len(chosen) // columns)
    return [*parts, text(WIDTH / 2, 52 + taken + rows * deep, chosen[0][1].x_title, "middle")], 62 + taken + rows * deep


def _keys(scenes: list[Scene], form: object) -> tuple[list[str], float]:
    """The legend of several scenes."""
    series = {one.key: one for scene in scenes for one in scene.series if not one.empty}
    if len(series) < 2 or not hasattr(form, "key"):
        return [], 0
    return key_row([(form.key(one), one.name) for one in series.values()], 42, 20)


def words(scene: Scene, form: object) -> list[str]:
    """Panel by panel."""
    full = [(name, replace(part, series=tuple(one for one in part.series if not one.empty))) for name, part in scene.parts]
    return [f"Panel {name}. {' '.join(form.words(part))}" for name, part in full]


def table(scene: Scene, form: object, title: str = "") -> tuple[list[str], list[list[str]]]:
    """The tables of all parts in one, under the columns of all."""
    tables = [(name, *form.table(part)) for name, part in scene.parts]
    columns = list(dict.fromkeys(column for _, head, _ in tables for column in head))
    rows = []
    for name, head, own in tables:
        for row in own:
            held = dict(zip(head, row, strict=True))
            rows.append([name, *(held.get(column, "–") for column in columns)])
    return [title, *columns], rows
