"""What the live figures of all forms share: paper and letters, axes, the legend, and texts that hold no HTML."""

from __future__ import annotations

from .axes import AXIS, GRID, HEIGHT, MARGIN, NAME, PAPER, TEXT, lines_of, on_axis, ticks
from .scene import Scene

FONT = {"color": TEXT, "size": 14, "family": "Arial, DejaVu Sans, sans-serif"}
# The title below rows stands in the middle of the whole chart, whose width it has, and not of the plot beside long names.
BELOW = 30
# The title of an axis that lies is broken into lines of this many letters: it must not leave a narrow screen.
TITLE = 34
LEGEND = {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "xanchor": "left"}


def safe(text: str) -> str:
    """Plotly reads some HTML in its texts; ours has none."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def broken(text: str, wide: int = NAME, strong: bool = False) -> str:
    """A safe text in lines; the breaks, and the weight, are ours."""
    made = "<br>".join(safe(line) for line in lines_of(text, wide))
    return f"<b>{made}</b>" if strong else made


def show(value: float | None, digits: int) -> str:
    """A number as readers see it."""
    if value is None:
        return "–"
    plain = abs(value) < 10_000 and digits == 0
    shown = f"{value:.{digits}f}" if plain else f"{value:,.{digits}f}"
    return (shown[1:] if shown.startswith("-") and not float(shown.replace(",", "")) else shown).replace("-", "−")


def page(height: int = HEIGHT, **more: object) -> dict:
    """The layout that all charts have; `more` goes over it."""
    return {
        "height": height,
        "margin": MARGIN,
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "hovermode": "closest",
        "font": FONT,
        "dragmode": False,
        "showlegend": False,
        "legend": LEGEND,
        **more,
    }


def value_axis(title: str, span: tuple[float, float], log: bool = False, up: bool = True, **more: object) -> dict:
    """An axis of values, with a title that is safe; plotly thins the ticks of one that lies, on a narrow screen."""
    ours = {"tickvals": ticks(*span, log)} if up or log else {}
    kind = {"type": "log" if log else "linear", "range": list(on_axis(span, log)), "zerolinecolor": AXIS, **ours}
    return {"title": {"text": title}, "automargin": True, "fixedrange": True, "gridcolor": GRID, **kind, **more}


def titled_below(title: str) -> dict:
    """The title of the values of a chart in rows, under it, and the margins that it needs."""
    lines = len(lines_of(title, BELOW))
    place = {"x": 0.5, "xanchor": "center", "yref": "container", "y": 0, "yanchor": "bottom", "pad": {"b": 18 * lines - 8}}
    return {
        "title": {"text": broken(title, BELOW), "font": {"size": 14}, **place},
        "margin": {"l": 20, "r": 24, "t": 40, "b": 38 + 18 * lines},
    }


def row_axis(scene: Scene) -> dict:
    """Rows from the top down, each with its name; a name that `highlight` chose is bold."""
    strong, names = scene.lit, scene.categories
    shown = [broken(name, strong=strong[at] and not all(strong)) for at, name in enumerate(names)]
    ours = {"tickvals": list(range(len(names))), "ticktext": shown, "range": list(scene.y_range)}
    return {
        "type": "linear",
        "automargin": True,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "tickfont": {"size": 12},
        **ours,
    }


def above(plot: float, pixels: float) -> dict:
    """A legend so many pixels above a plot of that height, where names of bands stand between."""
    return LEGEND | {"y": round(1 + pixels / plot, 3)}
