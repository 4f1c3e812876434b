"""Scene -> words: what a chart shows for someone who does not see it, and its data as rows."""

from __future__ import annotations

from .scene import Scene, Series

# A table beside a chart is read, not mined: beyond this many rows it is thinned, and says so.
ROWS = 48


def words(scene: Scene) -> str:
    """The text twin: form, axes, and for each series its ends, its highest and its lowest value."""
    chart = scene.chart
    what = {"lines": "Line chart", "bars": "Bar chart", "points": "Dots on two axes"}[chart.form]
    span = f", {_show(scene.x_range[0], 0)} to {_show(scene.x_range[1], 0)}" if chart.form == "lines" else ""
    axes = f"{scene.x_title} across, {chart.y_title} up" if chart.form == "points" else chart.y_title
    scale = " (logarithmic scale)" if chart.log else ""
    say = {"lines": _line, "bars": _bars, "points": _path}[chart.form]
    sentences = [f"{what}{span}: {axes}{scale}."] + [say(scene, one) for one in scene.series]
    sentences += shaded(scene)
    if chart.reference is not None:
        sentences.append(
            f"A dotted line marks {_show(chart.reference, chart.digits)}{': ' if chart.reference_text else ''}{chart.reference_text}."
        )
    if chart.diagonal:
        sentences.append("A dotted diagonal marks equal values on both axes.")
    return " ".join(sentences)


def shaded(scene: Scene) -> list[str]:
    """What the shaded stretches are, each a sentence."""
    more = {"assumed": " (assumed, not measured)", "gap": " (no data)", "era": ""}
    return [
        f"Marked, {band.years[0]}: {band.text}."
        if band.years[0] == band.years[1]
        else f"Shaded, {band.years[0]} to {band.years[1]}: {band.text}{more[band.kind]}."
        for band in scene.chart.bands
    ]


def _line(scene: Scene, one: Series) -> str:
    pairs, digits = [(x, y) for x, y in zip(one.x, one.y, strict=True) if y is not None], scene.chart.digits
    if not pairs:
        return f"{one.name}: no data."
    high, low = max(pairs, key=lambda p: p[1]), min(pairs, key=lambda p: p[1])
    return (
        f"{one.name}: {_show(pairs[0][1], digits)} in {pairs[0][0]}, {_show(pairs[-1][1], digits)} in {pairs[-1][0]}; "
        f"highest {_show(high[1], digits)} in {high[0]}, lowest {_show(low[1], digits)} in {low[0]}."
    )


def _bars(scene: Scene, one: Series) -> str:
    digits = scene.chart.digits
    values = [f"{x} {'no data' if y is None else _show(y, digits)}" for x, y in zip(one.x, one.y, strict=True)]
    return (f"{one.name}: " if len(scene.series) > 1 else "") + ", ".join(values) + "."


def _path(scene: Scene, one: Series) -> str:
    if not one.x:
        return f"{one.name}: no data."
    digits = scene.chart.digits
    at = [
        f"{one.tags[i] + ': ' if one.tags else ''}{_show(one.x[i], digits)} across, {_show(one.y[i], digits)} up"
        for i in dict.fromkeys((0, len(one.x) // 2, len(one.x) - 1))
    ]
    return f"{one.name}, {len(one.x)} dots: " + "; ".join(at) + "."


def thinned(scene: Scene) -> tuple[list[str], list[list[str]], bool]:
    """Head and rows of the data table, and whether rows were left out to keep it readable."""
    if scene.chart.form == "points":
        return _long(scene)
    series, digits = scene.series, scene.chart.digits
    by_x: dict[object, dict[str, str]] = {}
    for one in series:
        for x, y in zip(one.x, one.y, strict=True):
            if y is not None:
                by_x.setdefault(x, {})[one.key] = _show(y, digits)
    order = list(by_x) if scene.chart.form == "bars" else sorted(by_x)
    step = 1 if scene.chart.form == "bars" else -(-len(order) // ROWS)
    # The last year counts more than the first when rows are left out.
    kept = order[::-1][::step][::-1]
    rows = [[str(x), *(by_x[x].get(one.key, "–") for one in series)] for x in kept]
    head = ["Year" if scene.chart.x == "year" else scene.x_title]
    names = [scene.chart.y_title] if len(series) == 1 and scene.chart.form == "bars" else [one.name for one in series]
    return head + names, rows, len(kept) < len(order)


def _long(scene: Scene) -> tuple[list[str], list[list[str]], bool]:
    digits = scene.chart.digits
    rows = [
        [one.name, *([one.tags[i]] if one.tags else []), _show(one.x[i], digits), _show(one.y[i], digits)]
        for one in scene.series
        for i in range(len(one.x))
    ]
    step = -(-len(rows) // ROWS) or 1
    head = ["", *(["Year"] if scene.chart.connect else []), scene.x_title, scene.chart.y_title]
    return head, rows[::step], step > 1


def _show(value: float, digits: int) -> str:
    plain = abs(value) < 10_000 and digits == 0
    return f"{value:.{digits}f}".replace("-", "−") if plain else f"{value:,.{digits}f}".replace("-", "−")
