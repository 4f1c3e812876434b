"""Vote, discuss, vote: a question in four steps, for oneself or by hands counted in a room. The split stays hidden till the end."""

from __future__ import annotations

from .. import states, tallies, votes
from ..content import Course
from ..journal import Journal
from ..model import Question
from .ask import asked, bare, feedback, said
from .room import split
from .view import View

OWN = {
    1: "Vote silently, on your own. Nobody sees the vote, and nothing is shown before the second one.",
    2: "Discuss: find somebody who voted otherwise, give your reason and hear theirs. If you are alone, write down the best reason for "
    "another answer.",
    3: "Vote again. You may stay with your answer or change it.",
    4: "Both votes side by side.",
}
HANDS = {
    1: "Let everybody decide silently, then raise hands with eyes closed, answer by answer, and enter the counts. They stay hidden "
    "until the end.",
    2: "Let people discuss in pairs, best with somebody of another opinion. Do not say how the vote went.",
    3: "Vote again with eyes closed, and enter the counts.",
    4: "Both votes side by side.",
}
ACTIONS = {1: "Vote", 2: "We have discussed", 3: "Vote again", 4: ""}
HANDS_ACTIONS = {1: "Keep the first count", 2: "We have discussed", 3: "Keep the second count", 4: ""}
STEPS = {1: "vote silently", 2: "discuss", 3: "vote again", 4: "both votes side by side"}
NAMES = {"first": "Vote 1", "second": "Vote 2"}


def vote(course: Course, journal: Journal, record: Question, hands: bool = False) -> View:
    """The four steps; kept under a key of their own, apart from the question's answer."""
    key = f"{'hands' if hands else 'vote'}/{record.id}"
    cls = votes.Hands if hands else votes.Voted

    def now() -> votes.Voted | votes.Hands:
        state = states.recall(cls, bare(journal.get(key)))
        return state if state.fits(record) else cls()

    def deal(do: str, given: dict) -> dict:
        state = now()
        if do == "erase":
            state = cls()
        elif state.step == 2 and not given:  # a vote that comes now is from a tab that is a step behind
            state = state.talk()
        elif _meant(given, state):
            state = state.vote(record, given)
        journal.put(key, states.keep(state))
        return {**_shown(course, record, key, state), "status": said(journal, f"Step {state.step} of 4: {STEPS[state.step]}.")}

    state = now()
    start = _shown(course, record, key, state)
    legend = f"Vote, discuss, vote: {record.id}"
    return asked(key, legend, course.filled(record, record.prompt), [o.text for o in record.options], start.pop("spec"), deal, **start)


def _meant(given: dict, state: votes.Steps) -> bool:
    """Whether what came belongs to this step: another tab may be a step behind."""
    other = {"first": "second", "second": "first"}.get(state.now, "")
    return bool(state.now) and not any(str(name).partition("/")[0] == other for name in given)


def _notes(state: votes.Steps) -> dict[int, str]:
    return HANDS if isinstance(state, votes.Hands) else OWN


def _shown(course: Course, record: Question, key: str, state: votes.Steps) -> dict:
    """What the form shows in a step; votes only in the last."""
    note = f"{course.filled(record, record.prompt)}\nStep {state.step} of 4. {_notes(state)[state.step]}"
    spec = {"key": key, "legend": f"Vote, discuss, vote: {record.id}", "note": note, "fields": _fields(record, state), "again": True}
    action = (HANDS_ACTIONS if isinstance(state, votes.Hands) else ACTIONS)[state.step]
    after = _after(course, record, state) if state.step == 4 else []
    return {"spec": {**spec, "action": action, "erase": "Start again"}, "answer": {}, "after": after}


def _fields(record: Question, state: votes.Steps) -> list[dict]:
    if not state.now:
        return []
    if isinstance(state, votes.Voted):
        options = [{"id": o.id, "text": o.text} for o in record.options]
        return [{"key": state.now, "type": "choice", "label": f"{NAMES[state.now]}: your answer", "options": options}]
    bounds = {"type": "number", "low": 0, "high": votes.MOST_HANDS, "unit": "hands", "optional": True}
    return [{**bounds, "key": f"{state.now}/{o.id}", "label": f"{NAMES[state.now]}: {o.text}"} for o in record.options]


def _after(course: Course, record: Question, state: votes.Steps) -> list[dict]:
    """Both votes, then what we say about the answers."""
    best = next(o for o in record.options if o.best)
    if isinstance(state, votes.Voted):
        texts = {o.id: o.text for o in record.options}
        rows = [[NAMES[name], texts[getattr(state, name)]] for name in votes.VOTES]
        shown = [{"kind": "table", "caption": "Your two votes", "head": ["Vote", "Answer"], "rows": rows}]
        return [*shown, *feedback(course, record, state.second)]
    shown = []
    for name in votes.VOTES:
        if sum(getattr(state, name).values()) < tallies.LEAST:
            shown.append({"kind": "text", "text": f"{NAMES[name]}: {tallies.TOO_FEW}"})
    enough = [name for name in votes.VOTES if sum(getattr(state, name).values()) >= tallies.LEAST]
    counts = {NAMES[name]: [int(getattr(state, name)[o.id]) for o in record.options] for name in enough}
    return [*split(record, counts), *shown, *feedback(course, record, best.id)]
