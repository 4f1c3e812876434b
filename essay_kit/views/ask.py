"""What the course asks: states joined to forms and to the journal. Each view is a still twin, then the form."""

from __future__ import annotations

from collections.abc import Callable

from .. import gaps, states
from ..content import Course
from ..errors import CourseError
from ..journal import Journal
from ..model import Exhibit, Prediction, Question, Reflection, Speaks
from . import html
from .form import Form
from .tell import DIRECTIONS, STRENGTHS
from .view import View

TO_ANSWER = "To answer here, choose Run, then Run All Cells."
SURE = {"key": "sure", "type": "scale", "low": 0, "high": 100, "step": 5, "low_text": "no idea", "high_text": "certain"}


def asked(key: str, legend: str, prompt: str, options: list[str], spec: dict, deal: Callable, **traits: object) -> View:
    """A view that asks: the still twin with the prompt and its options, then the form."""
    inner = f"<h4 class=\"ek-q\">{html.escape(legend)}</h4>" + html.p(prompt) + (html.items(options) if options else "") + html.p(TO_ANSWER, "ek-meta")
    twin = html.piece(html.box(inner, "ek-twin", f' data-ek-form="{html.escape(key)}"'), "\n".join([f"{legend}: {prompt}", *(f"- {o}" for o in options)]))

    def safe(do: str, answer: dict) -> dict:
        """Turn what cannot be taken into a sentence on the status line; nothing is lost."""
        try:
            return deal(do, answer)
        except CourseError as wrong:
            return {"status": str(wrong)}

    return View([twin], Form(safe, spec={"key": key, "legend": legend, **spec}, **traits))


def said(journal: Journal, usual: str) -> str:
    """What the status line says after a save: the usual, unless the journal has something to tell."""
    return f"{usual} {journal.note}".strip()


def predict(course: Course, journal: Journal, record: Prediction) -> View:
    """Commit to a prediction; the gap to the table opens when it is locked."""
    exhibit, key = course.get("exhibits", record.exhibit), f"predict/{record.id}"
    state = states.recall(states.Predicted, _bare(journal.get(key)))
    if not state.fits(record):
        state = states.Predicted()

    def show(now: states.Predicted) -> dict:
        return {"locked": True, "answer": _given(now, record), "after": _gap_blocks(course, record, exhibit, now),
                "opens": [exhibit.id], "spec": {**view.form.spec, "fields": _fields(record, course, exhibit, truth=True)}}

    def deal(do: str, given: dict) -> dict:
        now = state.commit(record, given)
        kept = journal.put(key, states.keep(now), once=True)
        return {**show(states.recall(states.Predicted, _bare(kept))), "status": said(journal, "Locked and saved.")}

    spec = {"note": record.prompt, "action": "Lock in my prediction", "fields": _fields(record, course, exhibit, truth=False)}
    view = asked(key, "Your prediction", record.prompt, [o.text for o in record.options] or _boxes(record), spec, deal)
    if state.locked:
        for name, value in {**show(state), "status": said(journal, "Locked earlier.")}.items():
            setattr(view.form, name, value)
    return view


def _bare(kept: dict | None) -> dict | None:
    """What the journal kept, without the edition that it notes."""
    return {k: v for k, v in kept.items() if k != "edition"} if kept else None


def _boxes(record: Prediction) -> list[str]:
    unit = f" ({record.unit})" if record.unit else ""
    return [f"{year}: ____{unit}" for year in record.anchors] or [f"your estimate, and a range from … to …{unit}"]


def _given(state: states.Predicted, record: Prediction) -> dict:
    """A locked answer as the form's fields hold it."""
    return {"sure": state.sure, **({"line": state.answer} if record.form == "draw" else state.answer)}


def _fields(record: Prediction, course: Course, exhibit: Exhibit, truth: bool) -> list[dict]:
    """The fields of a prediction; the data line of a drawing comes only after it is locked."""
    if record.form == "choice":
        options = [{"id": o.id, "text": o.text} for o in record.options]
        return [{"key": "option", "type": "choice", "label": "Your answer", "options": options},
                {**SURE, "label": "How sure are you, in percent?"}]
    bounds = {"low": record.low, "high": record.high, "unit": record.unit}
    if record.form == "number":
        return [{"key": "value", "type": "number", "label": "Your estimate", **bounds},
                {"key": "from", "type": "number", "label": "Likely not below", **bounds},
                {"key": "to", "type": "number", "label": "Likely not above", **bounds},
                {**SURE, "label": "How sure are you that the true value is in your range, in percent?"}]
    line = {"key": "line", "type": "draw", "label": exhibit.chart.names.get(record.series, record.series), "anchors": record.anchors, **bounds}
    if truth:
        from ..charts import points_of

        points = points_of(exhibit.chart, course.tables[exhibit.table], record.series)
        line["truth"] = [[x, y] for x, y in sorted(points.items()) if record.anchors[0] <= x <= record.anchors[-1]]
        line["truth_text"] = "The table"
    close = f"{gaps.close(record):g}"
    return [line, {**SURE, "label": f"How sure are you that your line is on average within {close} of the data, in percent?"}]


def _gap_blocks(course: Course, record: Prediction, exhibit: Exhibit, state: states.Predicted) -> list[dict]:
    try:
        gap = gaps.gap(record, state, exhibit, course.tables[exhibit.table])
    except CourseError as wrong:
        return [{"kind": "text", "text": str(wrong)}]
    blocks = [{"kind": "heading", "text": "Your prediction and the table"}, *({"kind": "text", "text": line} for line in gap.lines)]
    if gap.rows:
        blocks.append({"kind": "table", "caption": "Your line and the table", "head": ["Year", "You", "Table", "Difference"], "rows": [list(r) for r in gap.rows]})
    return [*blocks, {"kind": "text", "text": record.explain}]


def question(course: Course, journal: Journal, record: Question) -> View:
    """A question about a reason; each answer gets its feedback, and another may be tried."""
    key = f"question/{record.id}"
    state = states.recall(states.Picked, _bare(journal.get(key)))

    def after(now: states.Picked) -> list[dict]:
        mine = next(o for o in record.options if o.id == now.last)
        fill = _filler(course, record)
        head = "The strongest answer" if mine.best else "There is a stronger answer"
        rest = [{"kind": "reveal", "summary": f"About the answer: {o.text}", "text": fill(o.feedback)} for o in record.options if o is not mine]
        return [{"kind": "heading", "text": head}, {"kind": "text", "text": fill(mine.feedback)}, *rest]

    def deal(do: str, given: dict) -> dict:
        now = states.recall(states.Picked, _bare(journal.get(key))).pick(record, given)
        journal.put(key, states.keep(now))
        return {"answer": {"option": now.last}, "after": after(now), "status": said(journal, "Saved. You may try another answer.")}

    options = [{"id": o.id, "text": o.text} for o in record.options]
    spec = {"note": "", "action": "Answer", "again": True, "fields": [{"key": "option", "type": "choice", "label": record.prompt, "options": options}]}
    start = {"answer": {"option": state.last}, "after": after(state)} if state.last and state.fits(record) else {}
    return asked(key, f"Question {record.id}", record.prompt, [o.text for o in record.options], spec, deal, **start)


def _filler(course: Course, record: Question) -> Callable[[str], str]:
    from ..places import fill

    if record.exhibit is None:
        return lambda text: text
    table = course.tables[course.get("exhibits", record.exhibit).table]
    return lambda text: fill(text, table)


def reflect(journal: Journal, record: Reflection) -> View:
    """Words of one's own, saved while one writes."""
    key = f"reflect/{record.id}"
    state = states.recall(states.Written, _bare(journal.get(key)))

    def deal(do: str, given: dict) -> dict:
        now = state.write(given.get("text"))
        journal.put(key, states.keep(now))
        return {"status": said(journal, "Saved.")}

    field = {"key": "text", "type": "text", "label": record.prompt, "hint": record.hint, "rows": 4, "optional": True}
    spec = {"note": "", "action": "Save", "again": True, "autosave": True, "fields": [field]}
    return asked(key, "In your own words", record.prompt, [], spec, deal, answer={"text": state.text} if state.text else {})


def believe(course: Course, journal: Journal, moment: str) -> View:
    """How likely each thesis is, before or after; locked, since a belief remembered is not a belief."""
    if moment not in ("start", "end"):
        raise CourseError(f"kit.believe takes \"start\" or \"end\", not {moment!r}.")
    theses, key = [c for c in course.all("claims") if "thesis" in c.kinds], f"believe/{moment}"
    state = states.recall(states.Believed, _bare(journal.get(key)))
    if set(state.values) != {c.id for c in theses}:
        state = states.Believed()

    def deal(do: str, given: dict) -> dict:
        now = state.give([c.id for c in theses], given)
        kept = states.recall(states.Believed, _bare(journal.put(key, states.keep(now), once=True)))
        return {"locked": True, "answer": kept.values, "status": said(journal, "Kept. You are asked again at the end of the course.")}

    prompt = "How likely do you think it is, from 0 (surely not so) to 100 (surely so), that each thesis is right? There is no correct answer; only your later self will compare."
    fields = [{**SURE, "key": c.id, "label": f"{c.id}. {c.text}", "low_text": "surely not so", "high_text": "surely so"} for c in theses]
    spec = {"note": prompt, "action": "Keep my beliefs", "fields": fields}
    start = {"locked": True, "answer": state.values} if state.locked else {}
    return asked(key, "What you believe " + ("now, before any evidence" if moment == "start" else "now"), prompt, [f"{c.id}. {c.text}" for c in theses], spec, deal, **start)


def weigh(course: Course, journal: Journal, pairs: list[tuple[Exhibit, Speaks]], about: str) -> View:
    """Which way, and how strongly, each exhibit speaks to each claim: first the learner's view, then ours."""
    names = {f"{e.id}/{s.claim}": (e, s) for e, s in pairs}
    marks = {n: states.recall(states.Weighed, _bare(journal.get(f"weigh/{n}"))) for n in names}

    def deal(do: str, given: dict) -> dict:
        now = {n: marks[n].mark(given.get(f"{n}/direction"), given.get(f"{n}/strength")) for n in names}
        for n, mark in now.items():
            journal.put(f"weigh/{n}", states.keep(mark))
        marks.update(now)
        return {"answer": _marks(now), "after": _ours(names, now), "status": said(journal, "Saved. You may change your mind; your first view is kept too.")}

    fields = [field for n, (e, s) in names.items() for field in _weigh_fields(n, course.get("claims", s.claim), e, len({e.id for e, _ in pairs}) > 1)]
    note = "Say which way the evidence speaks to each claim, and how strongly. Then you see how we weigh it."
    spec = {"note": note, "action": "Weigh", "again": True, "fields": fields}
    done = {n: m for n, m in marks.items() if m.direction}
    start = {"answer": _marks(done), "after": _ours(names, marks) if len(done) == len(names) else []}
    return asked(f"weigh/{about}", "Weigh the evidence", note, [f["label"] for f in fields[::2]], spec, deal, **start)


def _weigh_fields(name: str, claim: object, exhibit: Exhibit, several: bool) -> list[dict]:
    about = f"“{exhibit.question}” and claim {claim.id} ({claim.short})" if several else f"Claim {claim.id}: {claim.short}"
    return [{"key": f"{name}/direction", "type": "choice", "label": f"{about}. Which way does it speak?",
             "options": [{"id": k, "text": v.capitalize()} for k, v in DIRECTIONS.items()]},
            {"key": f"{name}/strength", "type": "choice", "optional": True, "label": f"How strongly? (claim {claim.id})",
             "options": [{"id": k, "text": f"{k.capitalize()}: {v}"} for k, v in STRENGTHS.items()]}]


def _marks(marks: dict[str, states.Weighed]) -> dict:
    return {f"{n}/{part}": value for n, m in marks.items() for part, value in (("direction", m.direction), ("strength", m.strength)) if value}


def _ours(names: dict, marks: dict[str, states.Weighed]) -> list[dict]:
    blocks = [{"kind": "heading", "text": "How we weigh it"}]
    for n, (exhibit, speaks) in names.items():
        yours = f"{DIRECTIONS[marks[n].direction]}{', ' + marks[n].strength if marks[n].strength else ''}"
        blocks.append({"kind": "text", "text": f"{speaks.claim}. You: {yours}. We: {DIRECTIONS[speaks.direction]}, {speaks.strength}. {speaks.reason}"})
    return blocks
