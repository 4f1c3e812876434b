"""A slider through the values of a column: plotly moves it with no kernel, and three small pictures stand for it on paper."""

from __future__ import annotations

from dataclasses import replace

from . import panels
from .axes import TEXT
from .live import safe
from .pen import text
from .scene import Scene, named


def bundle(scene: Scene, form: object) -> dict:
    """The last frame, and a slider under it with all of them."""
    layout = form.layout(scene)
    move = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}, "transition": {"duration": 0}}
    steps = [{"label": safe(name), "method": "animate", "args": [[name], move]} for name, _ in scene.parts]
    # The slider stands below the names of the categories, however far they hang.
    hang = 6 * max(map(len, scene.categories)) if scene.categories and not scene.chart.horizontal else 24
    below = 40 + hang
    prefix = "Year: " if scene.chart.frames == "year" else "Shown: "
    slider = {
        "active": len(steps) - 1,
        "steps": steps,
        "currentvalue": {"prefix": prefix, "font": {"size": 16, "color": TEXT}, "xanchor": "left"},
        "pad": {"t": below, "b": 8},
        "bgcolor": "#dcdcdc",
        "activebgcolor": "#1f4e8c",
        "bordercolor": "#767676",
        "font": {"size": 12, "color": TEXT},
    }
    drawn = [form.traces(part) for _, part in scene.parts]
    frames = [{"name": name, "data": data} for (name, _), data in zip(scene.parts, _changes(drawn), strict=True)]
    return {"data": form.traces(scene), "layout": layout | {"sliders": [slider], "height": layout["height"] + 40 + below}, "frames": frames}


def _changes(drawn: list[list[dict]]) -> list[list[dict]]:
    """Of each trace only what differs between frames: plotly keeps the rest, and thirty frames stay small."""
    varies = [[key for key in held[0] if any(one[key] != held[0][key] for one in held)] for held in zip(*drawn, strict=True)]
    return [
        [{"type": trace["type"], **{k: trace[k] for k in keys}} for trace, keys in zip(traces, varies, strict=True)] for traces in drawn
    ]


def chosen(scene: Scene) -> tuple[tuple[str, Scene], ...]:
    """The frames that stand for all on paper: those that the author names, else the first, a middle one and the last."""
    if wanted := [named(name, scene.chart) for name in scene.chart.frames_still]:
        return tuple(part for part in scene.parts if part[0] in wanted)
    last = len(scene.parts) - 1
    return tuple(scene.parts[at] for at in dict.fromkeys((0, last // 2, last)))


def still(scene: Scene, form: object) -> tuple[list[str], float]:
    """The chosen frames as small pictures, in one row; lying bars, whose names need room, below each other."""
    if not scene.chart.horizontal:
        return panels.side_by_side(chosen(scene), form, 3)
    made, down = [], 0.0
    for name, one in chosen(scene):
        drawn, height = form.still(one)
        title = text(20, 20, name, more=' font-weight="bold"')
        made.append(f'<g transform="translate(0 {down:.0f})">{title}{"".join(drawn)}</g>')
        down += height
    return made, down


def words(scene: Scene, form: object) -> list[str]:
    """The slider, and the chosen frames one by one."""
    names = [name for name, _ in scene.parts]
    told = [f"{name}. {' '.join(form.words(part))}" for name, part in chosen(scene)]
    return [f"A slider goes through {len(names)} pictures, {names[0]} to {names[-1]}.", *told]


def whole(scene: Scene) -> Scene:
    """The scene with the chosen frames alone, for a table that would be too long with all."""
    return replace(scene, parts=chosen(scene))
