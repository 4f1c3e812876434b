"""Squares in rows and columns: a letter for each category, or a number on a scale from light to dark."""

from __future__ import annotations

from ..errors import CourseError
from ..model import Chart
from .axes import PAPER, TEXT, lines_of, row_height, width_of
from .live import LEGEND, broken, page, row_axis, safe, show
from .marks import words_at
from .pen import WIDTH, Plane, box, key_row, pattern, row_names, text, turned
from .scene import FILLS, Scene, Series, named, order

# Dark text has at least 6 : 1 on either end.
LIGHT, DARK = (0xF1, 0xF5, 0xFA), (0x7F, 0xA8, 0xD8)
ROW, NONE, EDGE = 30, "–", "#8a8a8a"
# The width in pixels that squares may take beside the names of rows without being scrolled on a usual screen.
FITS = 480
MISSING = "missing"


def scene(rows: list[dict], chart: Chart, keys: list[str], title: str) -> Scene:
    """The squares: one series for each category in its order (or one for all numbers), and one for what is missing."""
    columns, value = order(rows, chart.x), chart.y[0]
    cells = {(row[chart.row], row[chart.x]): row[value] for row in rows if row[value] is not None}
    if not cells:
        raise CourseError(f"The grid has nothing to draw; look at its {value} and where.")
    if chart.values and (odd := list(dict.fromkeys(str(v) for v in cells.values() if str(v) not in chart.values))):
        raise CourseError(f"The grid has no letter for {', '.join(odd)}; “values” has {', '.join(chart.values)}.")
    if not chart.values and any(isinstance(v, str) for v in cells.values()):
        raise CourseError(f"The column {value} holds words; a grid of words needs “values”, a letter and a text for each.")
    names = _ranked(list(dict.fromkeys(row[chart.row] for row in rows)), columns, cells, chart)
    groups: dict[str, list] = {**{key: [] for key in (chart.values or [value])}, MISSING: []}
    for y, row in enumerate(names):
        for x, column in enumerate(columns):
            held = cells.get((row, column))
            groups[MISSING if held is None else str(held) if chart.values else value].append((x, y, held))
    series = [_series(key, group, at, chart) for at, (key, group) in enumerate(groups.items())]
    shown = tuple(str(column) if chart.x == "year" else named(column, chart) for column in columns)
    size = (-0.5, len(columns) - 0.5), (len(names) - 0.5, -0.5)
    return Scene(chart, tuple(series), *size, title, tuple(named(row, chart) for row in names), shown)


def _series(key: str, group: list, style: int, chart: Chart) -> Series:
    """Squares of one kind: column, row and what stands in each; the value itself is kept in `low`."""
    known = chart.values.get(key)
    name = "no data" if key == MISSING else f"{known.letter}: {known.text}" if known else chart.y_title
    tags = [known.letter if known else NONE if held is None else show(held, chart.digits) for *_, held in group]
    x, y, held = zip(*group, strict=True) if group else ((), (), ())
    return Series(key, name, x, y, True, style, tuple(tags), held)


def _ranked(names: list, columns: list, cells: dict, chart: Chart) -> list:
    """Rows as first seen, or by how often the first value stands in them (for numbers: by their mean)."""
    if not chart.sort:
        return names
    first = next(iter(chart.values), None)

    def size(row: object) -> float:
        held = [cells[row, column] for column in columns if (row, column) in cells]
        return sum(str(v) == first for v in held) if first else sum(held) / (len(held) or 1)

    return sorted(names, key=size, reverse=chart.sort == "down")


def _fills(scene: Scene, one: Series) -> list[str]:
    """The fill of each square."""
    if one.key == MISSING:
        return [PAPER] * len(one.x)
    if scene.chart.values:
        return [FILLS[one.style % len(FILLS)]] * len(one.x)
    low, high = min(one.low), max(one.low)
    shares = [(value - low) / ((high - low) or 1) for value in one.low]
    return ["#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(LIGHT, DARK, strict=True)) for share in shares]


def traces(scene: Scene) -> list[dict]:
    """The squares as plotly has them: bars of height one, so that each can bear a text and a pattern."""
    return [_trace(scene, one) for one in scene.series if one.x]


def _trace(scene: Scene, one: Series) -> dict:
    squares = zip(one.x, one.y, one.tags, strict=True)
    full = [f"{scene.categories[y]}, {scene.columns[x]}: {_full(scene, one, tag)}" for x, y, tag in squares]
    hatched = {"shape": "/", "fgcolor": EDGE, "bgcolor": PAPER, "solidity": 0.15} if one.key == MISSING else {}
    return {
        "type": "bar",
        "name": safe(_key(one)),
        "x": list(one.x),
        "base": [y - 0.5 for y in one.y],
        "y": [1] * len(one.y),
        "width": 1,
        "marker": {"color": _fills(scene, one), "line": {"color": EDGE, "width": 0.6}, **({"pattern": hatched} if hatched else {})},
        "text": [safe(tag) for tag in one.tags],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": TEXT, "size": 13},
        "hovertext": [safe(words) for words in full],
        "hoverinfo": "text",
        "showlegend": bool(scene.chart.values) or one.key == MISSING,
    }


def _key(one: Series) -> str:
    return f"{NONE}: {one.name}" if one.key == MISSING else one.name


def _full(scene: Scene, one: Series, tag: str) -> str:
    """What a square holds, in full words."""
    known = scene.chart.values.get(one.key)
    return "no data" if one.key == MISSING else known.text if known else tag


def _cell(scene: Scene) -> int:
    """The width in pixels of a square: what its text needs, and room for the names of columns where that still fits the page."""
    need = 14 + 8 * max(len(tag) for one in scene.series for tag in one.tags)
    named = 10 + 9 * max(map(len, scene.columns))
    return max(need, named) if named * len(scene.columns) <= FITS else need


def _own_width(scene: Scene) -> int | None:
    """The width that a grid keeps even where the screen is narrower, so that its letters never overlap; it is then scrolled."""
    need = _cell(scene) * len(scene.columns)
    return need + width_of(scene.categories) + 60 if need > 180 else None


def _aslant(scene: Scene) -> bool:
    """Whether the names of columns must stand upright to have room."""
    return max(map(len, scene.columns)) * 9 > _cell(scene)


def layout(scene: Scene) -> dict:
    """Rows at the left, columns below, the legend above. A grid with many columns keeps its width and is scrolled."""
    chart, plot = scene.chart, row_height(scene.categories, ROW) * len(scene.categories)
    keys = sum(bool(one.x) for one in scene.series)
    words = f"Darker is more: {chart.y_title}" if not chart.values else chart.y_title
    title = words_at(words, xref="paper", x=0, xanchor="left", yref="paper", y=1, yanchor="bottom")
    below = 60 + (7 * max(map(len, scene.columns)) if _aslant(scene) else 20)
    return page(
        height=plot + below + 40 + 22 * keys,
        margin={"l": 20, "r": 16, "t": 40, "b": 40},
        xaxis=_x_axis(scene),
        yaxis=row_axis(scene),
        bargap=0,
        barmode="overlay",
        showlegend=True,
        legend=LEGEND | {"y": round(1 + 24 / plot, 3), "itemclick": False, "itemdoubleclick": False},
        annotations=[title] if words else [],
        **({"width": own} if (own := _own_width(scene)) else {}),
    )


def _x_axis(scene: Scene) -> dict:
    # Where the grid has its own width we know what fits; else plotly turns the names as the screen asks.
    angle = {"tickangle": -90 if _aslant(scene) else 0} if _own_width(scene) else {"autotickangles": [0, -90]}
    ours = {"tickvals": list(range(len(scene.columns))), "ticktext": [broken(c, 14) for c in scene.columns], "range": list(scene.x_range)}
    plain = {"type": "linear", "automargin": True, "fixedrange": True, "showgrid": False, "zeroline": False}
    return {"title": {"text": safe(scene.chart.x_title), "standoff": 12}, **plain, **ours, **angle}


def still(scene: Scene) -> tuple[list[str], float]:
    """The parts of the still picture, and its height."""
    shown = [one for one in scene.series if one.x and (scene.chart.values or one.key == MISSING)]
    entries = [(_square(scene, one, 0, (-8, -8, 16, 16))[0], _key(one)) for one in shown]
    title = scene.chart.y_title if scene.chart.values else f"Darker is more: {scene.chart.y_title}"
    keys, taken = key_row(entries, 42 if title else 22)
    left, top = width_of(scene.categories) + 16, taken + (44 if title else 24)
    wide = min(WIDTH - left - 20, 90 * len(scene.columns))
    high = row_height(scene.categories, ROW)
    at = Plane(scene, left, top, left + wide, top + high * len(scene.categories))
    cell = wide / len(scene.columns)
    parts = [pattern(MISSING, 1, PAPER, EDGE), text(64, 22, title), *keys, *row_names(at, [True] * len(scene.categories))]
    for one in scene.series:
        for n, (x, y) in enumerate(zip(one.x, one.y, strict=True)):
            parts += _square(scene, one, n, (at.across(x - 0.5), at.up(y - 0.5), cell, high))
    names, deep = _column_names(scene, at, cell)
    return [*parts, *names, text((at.left + at.right) / 2, at.bottom + deep + 18, scene.chart.x_title, "middle")], at.bottom + deep + 28


def _square(scene: Scene, one: Series, n: int, place: tuple[float, float, float, float]) -> list[str]:
    x, y, wide, high = place
    fill = f"url(#{MISSING})" if one.key == MISSING else _fills(scene, one)[n]
    return [box(*place, fill, f'stroke="{EDGE}" stroke-width="0.6"'), text(x + wide / 2, y + high / 2 + 5, one.tags[n], "middle")]


def _column_names(scene: Scene, at: Plane, cell: float) -> tuple[list[str], float]:
    lines = [lines_of(name, max(1, int(cell / 7.5))) for name in scene.columns]
    if max(len(line) for own in lines for line in own) * 7 < cell and max(map(len, lines)) < 4:
        spots = [(n, k, line) for n, own in enumerate(lines) for k, line in enumerate(own)]
        return [text(at.across(n), at.bottom + 18 + 15 * k, line, "middle") for n, k, line in spots], 5 + 15 * max(map(len, lines))
    shown = [" ".join(lines_of(name, 40)[:1]) for name in scene.columns]
    return [turned(at.across(n) + 4, at.bottom + 8, name, -90) for n, name in enumerate(shown)], 7.2 * max(map(len, shown)) + 10


def opening(scene: Scene) -> str:
    """What the chart is."""
    size = f"{len(scene.categories)} rows and {len(scene.columns)} columns"
    return f"A grid of {size}{', ' + scene.chart.y_title if scene.chart.y_title else ''}."


def words(scene: Scene) -> list[str]:
    """For each row how often each category stands in it; for numbers the first, the last, the highest and the lowest."""
    return [f"{name}: {_row(scene, at)}." for at, name in enumerate(scene.categories)]


def _row(scene: Scene, row: int) -> str:
    if not scene.chart.values:
        return _numbers(scene, row)
    counts = [(sum(y == row for y in one.y), one) for one in scene.series]
    return ", ".join(f"{_full(scene, one, '')} {count}" for count, one in counts if count)


def _numbers(scene: Scene, row: int) -> str:
    one = scene.series[0]
    held = [(scene.columns[x], value) for x, y, value in zip(one.x, one.y, one.low, strict=True) if y == row]
    if not held:
        return "no data"
    said = [
        f"{show(value, scene.chart.digits)} in {column}"
        for column, value in (held[0], held[-1], max(held, key=lambda p: p[1]), min(held, key=lambda p: p[1]))
    ]
    return f"first {said[0]}, last {said[1]}; highest {said[2]}, lowest {said[3]}"


def table(scene: Scene) -> tuple[list[str], list[list[str]]]:
    """The grid itself, in full words."""
    cells = {(x, y): _full(scene, one, tag) for one in scene.series for x, y, tag in zip(one.x, one.y, one.tags, strict=True)}
    rows = [[name, *(cells[x, y] for x in range(len(scene.columns)))] for y, name in enumerate(scene.categories)]
    return ["", *scene.columns], rows
