"""The charts of a class's answers: small tables made on the spot, drawn by the chart layer like any other."""

from __future__ import annotations

from dataclasses import replace

from .. import tallies
from ..charts import Scene, Series, draw, drawing, thinned, words
from ..codes import Answer
from ..content import Course
from ..model import Chart, Prediction, Question
from ..tables import Table

MOMENTS = {"start": "At the start", "end": "At the end"}


def blocks(scene: Scene, caption: str, told: Scene | None = None) -> list[dict]:
    """A chart as a form shows it: picture, table, words on request. `told` says the same in fewer words where there are many."""
    head, rows, _ = thinned(told or scene)
    return [
        {"kind": "picture", "svg": drawing(scene), "text": ""},
        {"kind": "table", "caption": caption, "head": head, "rows": rows},
        {"kind": "reveal", "summary": "The picture in words", "text": words(told or scene)},
    ]


def made(rows: list[dict], titles: dict[str, str], **chart: object) -> Scene:
    """Draw rows that are no table of the course."""
    fields = [{"name": name, "title": title} for name, title in titles.items()]
    return draw(Chart(**chart), Table("class", {"schema": {"primaryKey": [], "fields": fields}}, tuple(rows)))


def whole(top: float) -> float:
    """The end of an axis of counts: nobody is half a person, so its round numbers must be whole ones (charts/axes.py, ticks)."""
    return 6.0 if top < 6 else 15.5 if 12 < top <= 15 else top


def bars(counts: dict[str, int], title: str, lit: str = "") -> Scene:
    """How many gave each answer; `lit` is the one that stands out."""
    rows = [{"answer": answer, "count": many} for answer, many in counts.items()]
    shape = {"horizontal": True, "highlight": [lit] if lit else []}
    scene = made(rows, {"answer": title}, form="bars", x="answer", y=["count"], y_title="Answers", **shape)
    return replace(scene, y_range=(0, whole(scene.y_range[1])))


def choice(course: Course, record: Prediction, answers: list[Answer]) -> Scene:
    """How many chose each option; the table's answer has its name and is the one bar in colour."""
    right = tallies.true_option(course, record)
    names = {o.id: f"{o.text} (the table)" if o.id == right else o.text for o in record.options}
    counts = dict(zip(names.values(), tallies.chosen(record.options, answers), strict=True))
    return bars(counts, "Answer", lit=names[right])


def votes(record: Question, groups: dict[str, list[int]]) -> Scene:
    """The votes side by side; `groups` hold the counts of each vote by its name."""
    # Before the second vote nothing may say which answer is the strongest.
    texts = [f"{o.text} (strongest)" if o.best and len(groups) > 1 else o.text for o in record.options]
    rows = [{"answer": text, **{name: counts[at] for name, counts in groups.items()}} for at, text in enumerate(texts)]
    scene = made(rows, {"answer": "Answer"}, form="bars", x="answer", y=list(groups), y_title="Votes", horizontal=True)
    return replace(scene, y_range=(0, whole(scene.y_range[1])))


def numbers(course: Course, record: Prediction, answers: list[Answer]) -> Scene:
    """A dot for each estimate, equal ones side by side, and the table's value as a dotted line."""
    bin_, taken, rows = (record.high - record.low) / 40, {}, []
    for value in sorted(answer.given["value"] for answer in answers):
        place = round((value - record.low) / bin_)
        taken[place] = taken.get(place, 0) + 1
        rows.append({"beside": taken[place], "value": value})
    true, digits = tallies.true_number(course, record), course.get("exhibits", record.exhibit).chart.digits
    across = whole(max(12, max(taken.values()) + 1))
    note = {"x": str(0.85 * across), "y": true, "text": f"the table: {true:,.{digits}f}"}
    line = {"reference": true, "notes": [note], "x_title": "People"}
    title = {"y_title": f"Estimate ({record.unit})" if record.unit else "Estimate", "digits": digits, "names": {"value": "Estimates"}}
    scene = made(rows, {"beside": "People"}, form="points", x="beside", y=["value"], **line, **title)
    return replace(scene, x_range=(0, across))


def spread_table(rows: dict[str, tallies.Spread], first: str, caption: str, digits: int) -> dict:
    """A table of spreads, one a row."""
    head = [first, "lowest", "a quarter below", "middle", "a quarter above", "highest"]
    cells = [[name, *(_short(v, digits) for v in (s.lowest, s.quarter, s.middle, s.three_quarters, s.highest))] for name, s in rows.items()]
    return {"kind": "table", "caption": caption, "head": head, "rows": cells}


def _short(value: float, digits: int) -> str:
    shown = f"{value:,.{digits}f}".replace("-", "−")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def lines(course: Course, record: Prediction, answers: list[Answer]) -> tuple[Scene, Scene]:
    """The class's lines, thin, under the table's line; and, for words and table, the middle of the class beside the table."""
    exhibit = course.get("exhibits", record.exhibit)
    years = record.anchors
    x = [value for _ in answers for value in (*years, years[-1])]
    y = [value for answer in answers for value in (*(answer.given[str(year)] for year in years), None)]
    thin = Series("class", f"Class: {len(answers)} lines", tuple(x), tuple(y), False, 5)
    spreads = tallies.drawn(record, answers)
    ends = {"low": tuple(s.quarter for s in spreads.values()), "high": tuple(s.three_quarters for s in spreads.values())}
    middle = Series("middle", "Class, middle", tuple(years), tuple(s.middle for s in spreads.values()), True, 1)
    true = _true(course, record)
    chart = exhibit.chart.model_copy(update={"bands": [], "notes": [], "reference": None, "highlight": [], "log": False, "step": False})
    scene = Scene(chart, (thin, middle, true), (years[0], years[-1]), (record.low, record.high), "")
    at_anchors = [at for at, year in enumerate(true.x) if year in years]
    short = replace(true, x=tuple(true.x[at] for at in at_anchors), y=tuple(true.y[at] for at in at_anchors))
    return scene, replace(scene, series=(short, replace(middle, **ends)))


def _true(course: Course, record: Prediction) -> Series:
    """The table's line between the first and the last anchor."""
    points = tallies.true_line(course, record)
    own = {year: y for year, y in sorted(points.items()) if record.anchors[0] <= year <= record.anchors[-1]}
    return Series("table", "The table", tuple(own), tuple(own.values()), True, 0)


def beliefs(course: Course, believed: dict[str, dict[str, tallies.Spread]]) -> Scene:
    """For each thesis the middle belief and the middle half, at the start and at the end."""
    rows = [
        {
            "thesis": f"{claim}. {course.get('claims', claim).short}",
            "moment": moment,
            "value": s.middle,
            "low": s.quarter,
            "high": s.three_quarters,
        }
        for moment, spreads in believed.items()
        for claim, s in spreads.items()
    ]
    shape = {"row": "thesis", "y": ["value"], "by": "moment", "low": "low", "high": "high", "names": MOMENTS}
    scene = made(rows, {"thesis": "Thesis"}, form="dots", y_title="How likely, in percent", **shape)
    return replace(scene, x_range=(0, 100))
