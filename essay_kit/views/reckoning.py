"""Looking back: forecasts beside the record, sureness beside the share that was right, and what moved a belief."""

from __future__ import annotations

from .. import gaps, played, states
from ..charts import Scene, Series, drawing, svg
from ..content import Course
from ..errors import CourseError
from ..journal import Journal
from ..model import Chart, Exhibit, Forecast
from . import html
from .ask import SURE, asked, bare, said
from .view import View

NOTHING = "nothing"
# Fewer answers than this say more about luck than about the one who gave them.
ENOUGH = 10
BANDS = ((0, 40), (40, 60), (60, 80), (80, 101))


def forecast(course: Course, journal: Journal, record: Forecast) -> View:
    """Give each statement a probability; when they are locked, the record opens beside them."""
    key, rows = f"forecast/{record.id}", _statements(course, record)
    ends = {"low_text": "surely not", "high_text": "surely"}
    fields = [{**SURE, **ends, "key": row, "name": text, "label": text, "optional": True} for row, (text, _, _) in rows.items()]

    def deal(do: str, given: dict) -> dict:
        told = played.Foretold().tell({row: text for row, (text, _, _) in rows.items()}, given)
        kept = states.recall(played.Foretold, bare(journal.put(key, states.keep(told), once=True)))
        return {"locked": True, "answer": kept.values, "after": _record(record, rows, kept), "status": said(journal, "Locked and saved.")}

    state = states.recall(played.Foretold, bare(journal.get(key)))
    start = {"locked": True, "answer": state.values, "after": _record(record, rows, state)} if state.values else {}
    spec = {"note": record.prompt, "action": "Lock in my forecasts", "fields": fields}
    return asked(key, "Your forecasts", record.prompt, [text for text, _, _ in rows.values()], spec, deal, **start)


def _statements(course: Course, record: Forecast) -> dict[str, tuple[str, str, str]]:
    """Row -> statement, verdict, reason, in the order of the table."""
    table = course.tables[record.table]
    return {str(row[table.key[0]]): (str(row[record.said]), str(row[record.verdict]), str(row[record.reason])) for row in table.rows}


def _record(record: Forecast, rows: dict, state: played.Foretold) -> list[dict]:
    shown = [[text, _percent(state.values.get(row)), verdict, why] for row, (text, verdict, why) in rows.items()]
    blocks = [{"kind": "table", "caption": "Your forecasts and the record", "head": ["", "You", "The record", "Why"], "rows": shown}]
    lines = []
    for verdict in record.came:
        mine = [state.values[row] for row, (_, went, _) in rows.items() if went == verdict and row in state.values]
        if mine:
            lines.append(f"{verdict}: {len(mine)} of those that you gave a number; on average you had said {sum(mine) / len(mine):.0f} %.")
    return [*blocks, {"kind": "list", "items": lines}, {"kind": "text", "text": record.explain}]


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:g} %"


def outcomes(course: Course, journal: Journal) -> list[tuple[float, bool]]:
    """(how sure in percent, whether right) for every locked prediction, and for every forecast that came true or did not.

    A forecast under 50 % counts as being so much surer of the opposite.
    """
    kept, found = journal.read(), []
    for record in course.all("predictions"):
        state = states.recall(states.Predicted, bare(kept.get(f"predict/{record.id}")))
        if state.locked and state.fits(record) and state.sure is not None:
            exhibit = course.get("exhibits", record.exhibit)
            try:
                found.append((state.sure, gaps.gap(record, state, exhibit, course.tables[exhibit.table]).hit))
            except CourseError:
                continue  # its table is missing; the exhibit itself says so
    for record in course.all("forecasts"):
        state, rows = states.recall(played.Foretold, bare(kept.get(f"forecast/{record.id}"))), _statements(course, record)
        for row, value in state.values.items():
            came = record.came.get(rows[row][1], "open") if row in rows else "open"
            if came != "open":
                found.append((max(value, 100 - value), (came == "yes") == (value >= 50)))
    return found


def calibration(course: Course, journal: Journal) -> View:
    """How sure one was beside how often one was right."""
    found = outcomes(course, journal)
    if len(found) < ENOUGH:
        text = (
            f"{len(found) or 'None'} of your answers can be counted so far. From {ENOUGH} on you see here whether you are as often right "
            "as you are sure; with fewer it would be luck. Lock more predictions, then run this cell again."
        )
        return View([html.piece(html.box(html.labelled("Sure and right.", text)), f"Sure and right. {text}")])
    groups = [(low, high, [pair for pair in found if low <= pair[0] < high]) for low, high in BANDS]
    rows = [_band(low, high, own) for low, high, own in groups if own]
    mean, right = sum(s for s, _ in found) / len(found), 100 * sum(hit for _, hit in found) / len(found)
    text = f"On average you were {mean:.0f} % sure, and you were right in {right:.0f} % of {len(found)} cases. {_reading(mean, right)}"
    scene = _diagonal([own for *_, own in groups if own])
    inner = f'<h4 class="ek-q">Sure and right</h4>{html.p(text)}<img src="{svg(scene)}" alt="" style="max-width:100%;height:auto">'
    head = ["How sure you were", "Answers", "Mean sureness", "Right"]
    inner += html.table("Sureness and share that was right", head, rows)
    inner += html.p(
        "Right means: the right option, the true value in your range, or a line close to the data. "
        "Over all your answers, being as sure as you are right is the aim; being less sure is no virtue."
    )
    return View([html.piece(html.box(inner), "\n".join([text, *(", ".join(row) for row in rows)]))])


def _band(low: int, high: int, own: list[tuple[float, bool]]) -> list[str]:
    hits = sum(hit for _, hit in own)
    return [f"{low} to {min(high, 100)} %", str(len(own)), f"{sum(s for s, _ in own) / len(own):.0f} %", f"{hits} of {len(own)}"]


def _reading(mean: float, right: float) -> str:
    """What the distance between sureness and success says."""
    if abs(mean - right) < 10:
        return "The two are close: your sureness can be taken at its word."
    return "You were surer than you were right." if mean > right else "You were right more often than you were sure."


def _diagonal(groups: list[list[tuple[float, bool]]]) -> Scene:
    """One mark for each band, over the line on which sureness and success are equal."""
    chart = Chart(form="points", x="sure", y=["right"], x_title="How sure, %", y_title="Right, %", diagonal=True)
    sure = tuple(sum(s for s, _ in own) / len(own) for own in groups)
    right = tuple(100 * sum(hit for _, hit in own) / len(own) for own in groups)
    tags = tuple(f"{len(own)} answers" for own in groups)
    return Scene(chart, (Series("you", "you", sure, right, True, 0, tags),), (0, 100), (0, 100), "Sure and right")


def moved(course: Course, journal: Journal) -> View:
    """Belief before and after in each thesis, and the learner's word on which exhibit did it."""
    key, theses = "moved/theses", [c for c in course.all("claims") if "thesis" in c.kinds]
    weighed = {thesis.id: _weighed(course, journal, thesis.id) for thesis in theses}
    options = {t: [*(e.id for e in own), NOTHING] for t, own in weighed.items()}
    fields = [_choice(t.id, t.short, weighed[t.id]) for t in theses]
    fields.append({"key": "why", "type": "text", "label": "Why that one? One or two lines.", "rows": 3, "optional": True})

    def deal(do: str, given: dict) -> dict:
        now = played.Moved().name(options, given)
        journal.put(key, states.keep(now))
        return {"answer": {**now.by, "why": now.why}, "after": _before_after(course, journal, now), "status": said(journal, "Saved.")}

    state = states.recall(played.Moved, bare(journal.get(key)))
    spec = {"note": MOVED, "action": "Keep", "again": True, "fields": fields}
    labels = [f"{t.id}: {t.short}" for t in theses]
    after = _before_after(course, journal, state)
    return asked(key, "What moved you", MOVED, labels, spec, deal, answer={**state.by, "why": state.why} if state.by else {}, after=after)


MOVED = (
    "Your beliefs from the start and from the end of the course stand below, once you have given both. For each thesis choose the exhibit "
    "that moved you most. You are offered the exhibits that you have weighed for the thesis or for a claim under it."
)


def _choice(thesis: str, short: str, own: list[Exhibit]) -> dict:
    offered = [{"id": e.id, "text": e.question} for e in own] + [{"id": NOTHING, "text": "Nothing that I saw here"}]
    return {"key": thesis, "type": "choice", "label": f"{thesis}: {short}. What moved you most?", "options": offered, "optional": True}


def _weighed(course: Course, journal: Journal, thesis: str) -> list[Exhibit]:
    """The exhibits that the learner weighed for a thesis or for a claim that it rests on."""
    under = {thesis, *course.get("claims", thesis).rests_on}
    pairs = {tuple(key.split("/")[1:]) for key in journal.read() if key.startswith("weigh/") and key.count("/") == 2}
    named = {exhibit for exhibit, claim in pairs if claim in under}
    return [e for e in course.all("exhibits") if e.id in named]


def _before_after(course: Course, journal: Journal, state: played.Moved) -> list[dict]:
    """The slope of each belief, as a picture and as a table."""
    start, end = (states.recall(states.Believed, bare(journal.get(f"believe/{moment}"))).values for moment in ("start", "end"))
    both = [thesis for thesis in start if thesis in end]
    if not both:
        return [
            {
                "kind": "text",
                "text": "Your beliefs are asked at the start and at the end of the course; once both are given, they stand here.",
            }
        ]
    exhibits = {e.id: e.question for e in course.all("exhibits")} | {NOTHING: "nothing that I saw here"}
    change = {t: f"{end[t] - start[t]:+g}".replace("-", "−") for t in both}
    rows = [[t, f"{start[t]:g} %", f"{end[t]:g} %", change[t], exhibits.get(state.by.get(t), "–")] for t in both]
    chart = Chart(form="lines", x="when", y=both, y_title="How likely, %", x_title="start (0) and end (1) of the course")
    series = tuple(Series(t, t, (0.0, 1.0), (start[t], end[t]), True, at) for at, t in enumerate(both))
    picture = drawing(Scene(chart, series, (0, 1), (0, 100), "Before and after"))
    head = ["Thesis", "At the start", "At the end", "Change", "What moved me"]
    return [
        {"kind": "picture", "svg": picture, "text": "The table says the same in words."},
        {"kind": "table", "caption": "Belief before and after", "head": head, "rows": rows},
    ]
