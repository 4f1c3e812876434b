"""Concept models to play with: a still twin at the start state, then sliders whose pictures follow in place."""

from __future__ import annotations

from dataclasses import asdict
from html import escape

from .. import played, states
from ..charts import drawing, svg
from ..content import Course
from ..errors import CourseError
from ..journal import Journal
from ..model import Play
from . import html, stage
from .ask import bare
from .form import Explorer
from .stage import Kind
from .view import View

TO_MOVE = "To move the sliders, choose Run, then Run All Cells."


def explore(course: Course, journal: Journal, record: Play) -> View:
    """A model with its assumptions, its pictures, where it fails, and what to take away from it."""
    kind = stage.kind(record, course)
    key = f"explore/{record.id}"
    met = list(states.recall(played.Explored, bare(journal.get(key))).met)

    def play(settings: dict) -> dict:
        try:
            done = kind.run(kind.start.__class__(**{**asdict(kind.start), **_numbers(settings, kind)}))
        except CourseError as wrong:
            return {"said": str(wrong)}
        new = [task.id for task in kind.module.CHALLENGES if task.id not in met and task.met(done)]
        if new:
            met.extend(new)
            journal.put(key, states.keep(played.Explored(list(met))))
        return {"pictures": [drawing(s) for s in kind.scenes(done)], "said": kind.module.describe(done), "met": list(met)}

    spec = _spec(record, kind, key)
    live = Explorer(play, spec=spec, settings=spec["start"], **play(spec["start"]))
    return View([_before(record), _twin(record, kind, kind.run(kind.start), key)], live, (_after(record),))


def _spec(record: Play, kind: Kind, key: str) -> dict:
    """What the browser needs to know once: sliders, presets and tasks."""
    return {
        "key": key,
        "legend": record.question,
        "knobs": [asdict(knob) for knob in kind.module.KNOBS],
        "presets": {name: _of(settings, kind) for name, settings in kind.module.PRESETS.items()},
        "start": _of(kind.start, kind),
        "tasks": [{"id": task.id, "task": task.task, "hint": task.hint} for task in kind.module.CHALLENGES],
    }


def _of(settings: object, kind: Kind) -> dict:
    return {name: getattr(settings, name) for name in kind.names}


def _numbers(settings: dict, kind: Kind) -> dict:
    return {name: settings[name] for name in kind.names if name in settings}


def _before(record: Play) -> dict:
    inner = (
        f'<h4 class="ek-q">{escape(record.question)}</h4><p><strong>What the model assumes.</strong></p>{html.items(record.assumptions)}'
    )
    inner += html.labelled("How to read it.", record.how_to_read)
    plain = [f"Model {record.id}. {record.question}", *(f"- {line}" for line in record.assumptions), record.how_to_read]
    return html.piece(html.box(inner), "\n".join(plain))


def _twin(record: Play, kind: Kind, first: object, key: str) -> dict:
    """The model at its start, for paper and for a page without a kernel."""
    said = kind.module.describe(first)
    images = "".join(f'<img src="{svg(scene)}" alt="" style="max-width:100%;height:auto">' for scene in kind.scenes(first))
    knobs = [f"{k.label}: {k.default:g} {k.unit} (from {k.low:g} to {k.high:g})" for k in kind.module.KNOBS]
    inner = f"<h4>At the start</h4>{images}" + html.p(said) + html.items(knobs)
    inner += html.p(TO_MOVE, "ek-meta")
    return html.piece(html.box(inner, "ek-twin", f' data-ek-form="{escape(key)}"'), "\n".join(["At the start. " + said, *knobs]))


def _after(record: Play) -> dict:
    inner = f"<p><strong>Where the model fails.</strong></p>{html.items(record.fails)}" + html.labelled(
        "What to take away.", record.debrief
    )
    plain = ["Where the model fails.", *(f"- {line}" for line in record.fails), record.debrief]
    return html.piece(html.box(inner), "\n".join(plain))
