"""How each concept model is drawn: one function from a run to its scenes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

from ..charts import Scene, Series
from ..content import Course
from ..model import Band, Chart, Play
from ..models import cycle, dilemma, power, urn


@dataclass(frozen=True)
class Kind:
    """What a view needs of a model: its knobs, presets and tasks, how it runs, what it says and how it is drawn."""

    module: object
    start: object
    run: Callable
    scenes: Callable[[object], list[Scene]]

    @property
    def names(self) -> list[str]:
        """The settings that a reader moves."""
        return [f.name for f in fields(self.start) if f.name in {knob.name for knob in self.module.KNOBS}]


def kind(record: Play, course: Course) -> Kind:
    """The model that a record names."""
    return {"cycle": _cycle, "dilemma": _dilemma, "urn": _urn, "power": _power}[record.model](record, course)


def _series(key: str, x: object, y: object, style: int, strong: bool = False) -> Series:
    return Series(key, key, tuple(float(v) for v in x), tuple(round(float(v), 3) for v in y), strong, style)


def _scene(series: list[Series], y_title: str, y_range: tuple[float, float], x_title: str = "Year of the model", **more: object) -> Scene:
    chart = Chart(form="lines", x="time", y=[one.key for one in series], y_title=y_title, x_title=x_title, **more)
    xs = [x for one in series for x in one.x]
    return Scene(chart, tuple(series), (min(xs), max(xs)), y_range, x_title)


def _cycle(record: Play, course: Course) -> Kind:
    return Kind(cycle, cycle.Settings(), cycle.run, _cycle_scenes)


def _cycle_scenes(run: cycle.Run) -> list[Scene]:
    """Gap and threat over time with the reforms shaded, and the effort and the entrenchment below."""
    thin, last = slice(None, None, 4), float(run.year[-1])
    begins = [turn.year for turn in run.turns if turn.phase == cycle.REFORM]
    ends = [turn.year for turn in run.turns if turn.phase == cycle.STAGNATION and turn.year > (begins or [last])[0]]
    bands = [Band(years=(round(a), round(b)), text="reform") for a, b in zip(begins, [*ends, last], strict=False) if round(b) > round(a)]
    year = run.year[thin]
    levels = [("reform begins", run.fixed.upper, 4), ("reform ends", run.fixed.upper - run.settings.relief, 5)]
    upper = [_series("gap", year, run.gap[thin], 0, strong=True), _series("threat", year, run.threat[thin], 1)]
    upper += [_series(name, (0, last), (level, level), style) for name, level, style in levels]
    lower = [_series("reform effort", year, run.mobilisation[thin], 2), _series("entrenchment", year, run.entrenchment[thin], 3)]
    top = max(100.0, max(run.threat) * 1.05)
    return [_scene(upper, "Gap in %, threat in points", (0, top), bands=bands), _scene(lower, "From 0 to 1", (0, 1.02), bands=bands)]


def _dilemma(record: Play, course: Course) -> Kind:
    return Kind(dilemma, dilemma.Settings(), dilemma.run, _dilemma_scenes)


def _dilemma_scenes(run: dilemma.Run) -> list[Scene]:
    """Compliance and attraction over time, with what restraint alone would have brought."""
    thin = slice(None, None, 5)
    year = run.year[thin]
    lines = [
        _series("compliance", year, run.compliance[thin], 0, strong=True),
        _series("attraction", year, run.attraction[thin], 1),
        _series("if never pressed", year, run.restrained[thin], 2),
        _series("assertion", year, run.assertion[thin], 3),
    ]
    bands = []
    if run.overtaken is not None:
        at = round(run.overtaken)
        bands = [Band(years=(at, at), text="restraint overtakes")]
    return [_scene(lines, "Share, 0 to 1", (0, 1.02), bands=bands)]


def _urn(record: Play, course: Course) -> Kind:
    return Kind(urn, urn.Settings(), urn.run, _urn_scenes)


def _urn_scenes(run: urn.Run) -> list[Scene]:
    """Twenty histories; the highest and the lowest at the end have their names beside them."""
    draws, order = range(0, len(run.shares[0]), 4), sorted(range(len(run.shares)), key=lambda at: run.shares[at][-1])
    named = {order[0]: "lowest", order[len(order) // 2]: "in the middle", order[-1]: "highest"}
    lines = [
        replace(
            _series(named.get(at, ""), draws, [row[n] for n in draws], {"highest": 0, "lowest": 1}.get(named.get(at), 5), at in named),
            key=str(at),
        )
        for at, row in enumerate(run.shares)
    ]
    return [_scene(lines, "Share of the first colour", (0, 1.02), "Draws", reference=0.5)]


def _power(record: Play, course: Course) -> Kind:
    rows = [row for row in course.tables[record.table].rows if all(str(row[c]) in wanted for c, wanted in record.where.items())]
    columns = record.members
    members = tuple(power.Member(str(r[columns["name"]]), r[columns["people"]], r[columns["income"]]) for r in rows)
    return Kind(power, power.Settings(), lambda settings: power.run(settings, members), _power_scenes)


def _power_scenes(run: power.Run) -> list[Scene]:
    """Votes beside power, member by member."""
    bars = [("votes", run.votes), ("Banzhaf", run.banzhaf), ("Shapley–Shubik", run.shapley)]
    chart = Chart(form="bars", x="member", y=[name for name, _ in bars], y_title="% of all", digits=0)
    series = tuple(Series(name, name, run.names, tuple(round(v, 1) for v in values), True, at) for at, (name, values) in enumerate(bars))
    top = max(max(values) for _, values in bars)
    return [Scene(chart, series, (-0.5, len(run.names) - 0.5), (0, top * 1.12), "", categories=run.names)]
