"""What the course asks: states joined to forms and to the journal. Each view is a still twin, then the form."""

from __future__ import annotations

from collections.abc import Callable

from .. import gaps, states
from ..content import Course
from ..errors import CourseError
from ..journal import Journal
from ..model import Exhibit, Prediction, Question, Reflection
from ..states import bare
from . import html
from .form import Form
from .view import View

TO_ANSWER = "To answer here, choose Run, then Run All Cells."
SURE = {"key": "sure", "type": "scale", "low": 0, "high": 100, "step": 5, "low_text": "no idea", "high_text": "certain"}


def asked(key: str, legend: str, prompt: str, options: list[str], spec: dict, deal: Callable, **traits: object) -> View:
    """A view that asks: the still twin with the prompt and its options, then the form."""
    inner = (
        f'<h4 class="ek-q">{html.escape(legend)}</h4>'
        + html.p(prompt)
        + (html.items(options) if options else "")
        + html.p(TO_ANSWER, "ek-meta")
    )
    twin = html.piece(
        html.box(inner, "ek-twin", f' data-ek-form="{html.escape(key)}"'), "\n".join([f"{legend}: {prompt}", *(f"- {o}" for o in options)])
    )

    def safe(do: str, answer: dict) -> dict:
        """Turn what cannot be taken into a sentence on the status line; nothing is lost."""
        try:
            return deal(do, answer)
        except CourseError as wrong:
            # what was given goes back with the sentence, else the form would fall back to what is kept
            return {"status": str(wrong), "answer": answer}

    return View([twin], Form(safe, spec={"key": key, "legend": legend, **spec}, **traits))


def said(journal: Journal, usual: str) -> str:
    """What the status line says after a save: the usual, and what the journal has to tell; never "saved" when it is not."""
    return journal.note if journal.unsaved else f"{usual} {journal.note}".strip()


def predict(course: Course, journal: Journal, record: Prediction) -> View:
    """Commit to a prediction; the gap to the table opens when it is locked."""
    exhibit, key = course.get("exhibits", record.exhibit), f"predict/{record.id}"

    def deal(do: str, given: dict) -> dict:
        now = states.Predicted().commit(record, given)
        locked = _lock(journal, key, now, lambda before: before.fits(record))
        usual = "Locked and saved." if locked == now else "You had locked this before; that answer stands."
        return {**_locked(course, record, exhibit, locked, view.form.spec), "status": said(journal, usual)}

    prompt = course.filled(record, record.prompt)
    spec = {"note": prompt, "action": "Lock in my prediction", "fields": _fields(record, course, exhibit, truth=False)}
    view = asked(key, "Your prediction", prompt, [o.text for o in record.options] or _boxes(record), spec, deal)
    state = states.recall(states.Predicted, bare(journal.get(key)))
    if state.locked and state.fits(record):
        for name, value in _locked(course, record, exhibit, state, view.form.spec).items():
            setattr(view.form, name, value)
        view.form.status = said(journal, "Locked earlier.")
    return view


Locked = states.Predicted | states.Believed


def _lock(journal: Journal, key: str, now: Locked, fits: Callable[[Locked], bool]) -> Locked:
    """Keep a locked answer unless one that fits is there already; return the one that stands.

    An answer of an earlier edition that no longer fits is kept under a key that names its edition.
    """
    there = journal.get(key)
    before = states.recall(type(now), bare(there))
    if there and not (before.locked and fits(before)):
        aside = f"{key}@{there.get('edition', 'earlier')}"
        while (taken := bare(journal.get(aside))) and taken != bare(there):  # content was changed twice under one edition
            aside += "+"
        journal.put(aside, bare(there))
        journal.put(key, states.keep(now))
        return now
    return states.recall(type(now), bare(journal.put(key, states.keep(now), once=True)))


def _locked(course: Course, record: Prediction, exhibit: Exhibit, state: states.Predicted, spec: dict) -> dict:
    """What the form shows once the prediction is locked."""
    return {
        "locked": True,
        "answer": _given(state, record),
        "after": _gap_blocks(course, record, exhibit, state),
        "opens": [exhibit.id],
        "spec": {**spec, "fields": _fields(record, course, exhibit, truth=True)},
    }


def _boxes(record: Prediction) -> list[str]:
    unit = f" ({record.unit})" if record.unit else ""
    return [f"{year}: ____{unit}" for year in record.anchors] or [f"your estimate, and a range from … to …{unit}"]


def _given(state: states.Predicted, record: Prediction) -> dict:
    """A locked answer as the form's fields hold it."""
    return {"sure": state.sure, **({"line": state.answer} if record.form == "draw" else state.answer)}


def _fields(record: Prediction, course: Course, exhibit: Exhibit, truth: bool) -> list[dict]:
    """The fields of a prediction; the data line of a drawing comes only after it is locked."""
    bounds = {"low": record.low, "high": record.high, "unit": record.unit}
    if record.form == "choice":
        options = [{"id": o.id, "text": o.text} for o in record.options]
        own, sure = [{"key": "option", "type": "choice", "label": "Your answer", "options": options}], ""
    elif record.form == "number":
        labels = {"value": "Your estimate", "from": "Likely not below", "to": "Likely not above"}
        own = [{"key": key, "type": "number", "label": label, **bounds} for key, label in labels.items()]
        sure = " that the true value is in your range"
    else:
        own = [_line(record, course, exhibit, truth) | bounds]
        sure = f" that your line is on average within {gaps.close(record):g} of the data"
    return [*own, {**SURE, "label": f"How sure are you{sure}, in percent?"}]


def _line(record: Prediction, course: Course, exhibit: Exhibit, truth: bool) -> dict:
    name = exhibit.chart.names.get(record.series, record.series)
    line = {"key": "line", "type": "draw", "label": name, "anchors": record.anchors}
    if truth:
        from ..charts import points_of

        points = points_of(exhibit.chart, course.tables[exhibit.table], record.series)
        line["truth"] = [[x, y] for x, y in sorted(points.items()) if record.anchors[0] <= x <= record.anchors[-1]]
        line["truth_text"] = "The table"
    return line


def _gap_blocks(course: Course, record: Prediction, exhibit: Exhibit, state: states.Predicted) -> list[dict]:
    try:
        gap = gaps.gap(record, state, exhibit, course.tables[exhibit.table])
    except CourseError as wrong:
        return [{"kind": "text", "text": str(wrong)}]
    blocks = [{"kind": "heading", "text": "Your prediction and the table"}, *({"kind": "text", "text": line} for line in gap.lines)]
    if gap.rows:
        blocks.append(
            {
                "kind": "table",
                "caption": "Your line and the table",
                "head": ["Year", "You", "Table", "Difference"],
                "rows": [list(r) for r in gap.rows],
            }
        )
    return [*blocks, {"kind": "text", "text": record.explain}]


def question(course: Course, journal: Journal, record: Question) -> View:
    """A question about a reason; each answer gets its feedback, and another may be tried."""
    key = f"question/{record.id}"
    state = states.recall(states.Picked, bare(journal.get(key)))

    def deal(do: str, given: dict) -> dict:
        now = states.recall(states.Picked, bare(journal.get(key))).pick(record, given)
        journal.put(key, states.keep(now))
        after = feedback(course, record, now.last)
        status = said(journal, f"Saved. {after[0]['text']}. You may try another answer.")
        return {"answer": {"option": now.last}, "after": after, "status": status}

    prompt, texts = course.filled(record, record.prompt), [course.filled(record, o.text) for o in record.options]
    options = [{"id": o.id, "text": text} for o, text in zip(record.options, texts, strict=True)]
    field = {"key": "option", "type": "choice", "label": prompt, "options": options}
    spec = {"note": "", "action": "Answer", "again": True, "fields": [field]}
    start = {"answer": {"option": state.last}, "after": feedback(course, record, state.last)} if state.last and state.fits(record) else {}
    return asked(key, f"Question {record.id}", prompt, texts, spec, deal, **start)


def feedback(course: Course, record: Question, option: str) -> list[dict]:
    """What we say about the answer chosen, and on request about the others."""
    mine = next(o for o in record.options if o.id == option)
    head = "The strongest answer" if mine.best else "There is a stronger answer"
    others = [o for o in record.options if o is not mine]
    said = [(course.filled(record, o.text), course.filled(record, o.feedback)) for o in [mine, *others]]
    rest = [{"kind": "reveal", "summary": f"About the answer: {text}", "text": about} for text, about in said[1:]]
    return [{"kind": "heading", "text": head}, {"kind": "text", "text": said[0][1]}, *rest]


def reflect(journal: Journal, record: Reflection) -> View:
    """Words of one's own, saved while one writes."""
    key = f"reflect/{record.id}"
    state = states.recall(states.Written, bare(journal.get(key)))

    def deal(do: str, given: dict) -> dict:
        now = state.write(given.get("text"))
        journal.put(key, states.keep(now))
        return {"answer": {"text": now.text}, "status": said(journal, "Saved.")}

    field = {"key": "text", "type": "text", "label": record.prompt, "hint": record.hint, "rows": 4, "optional": True}
    spec = {"note": "", "action": "Save", "again": True, "autosave": True, "fields": [field]}
    return asked(key, "In your own words", record.prompt, [], spec, deal, answer={"text": state.text} if state.text else {})


BELIEF = (
    "How likely do you think it is, from 0 (surely not so) to 100 (surely so), that each thesis is right? "
    "There is no correct answer; only your later self will compare."
)


def believe(course: Course, journal: Journal, moment: str) -> View:
    """How likely each thesis is, before or after; locked, since a belief remembered is not a belief."""
    if moment not in ("start", "end"):
        raise CourseError(f'kit.believe takes "start" or "end", not {moment!r}.')
    theses = {c.id: f"{c.id}. {c.text}" for c in course.all("claims") if "thesis" in c.kinds}
    key = f"believe/{moment}"
    state = states.recall(states.Believed, bare(journal.get(key)))

    def deal(do: str, given: dict) -> dict:
        now = states.Believed().give(list(theses), given)
        kept = _lock(journal, key, now, lambda before: set(before.values) == set(theses))
        usual = "Kept. You are asked again at the end of the course." if kept == now else "You had kept this before; that answer stands."
        return {"locked": True, "answer": kept.values, "status": said(journal, usual)}

    ends = {"low_text": "surely not so", "high_text": "surely so"}
    spec = {
        "note": BELIEF,
        "action": "Keep my beliefs",
        "fields": [{**SURE, **ends, "key": c, "name": c, "label": text} for c, text in theses.items()],
    }
    start = {"locked": True, "answer": state.values} if set(state.values) == set(theses) else {}
    legend = "What you believe " + ("now, before any evidence" if moment == "start" else "now")
    return asked(key, legend, BELIEF, list(theses.values()), spec, deal, **start)
