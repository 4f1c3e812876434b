"""How each concept model is drawn: one function from a run to its scenes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

from ..charts import Scene, Series
from ..content import Course
from ..model import Band, Chart, Play
from ..models import cycle, dilemma


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
    return {"cycle": _cycle, "dilemma": _dilemma}[record.model]()


def _series(key: str, x: object, y: object, style: int, strong: bool = False) -> Series:
    return Series(key, key, tuple(float(v) for v in x), tuple(round(float(v), 3) for v in y), strong, style)


def _scene(series: list[Series], y_title: str, y_range: tuple[float, float], x_title: str = "Year of the model", **more: object) -> Scene:
    chart = Chart(form="lines", x="time", y=[one.key for one in series], y_title=y_title, x_title=x_title, **more)
    xs = [x for one in series for x in one.x]
    return Scene(chart, tuple(series), (min(xs), max(xs)), y_range, x_title)


def _cycle() -> Kind:
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
    top = max(100.0, float(run.threat.max()) * 1.05)
    return [_scene(upper, "Gap in %, threat in points", (0, top), bands=bands), _scene(lower, "From 0 to 1", (0, 1.02), bands=bands)]


def _dilemma() -> Kind:
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
