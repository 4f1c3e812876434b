"""What a learner can hand in of what the journal keeps: for each round its answer, as a class code holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from . import states, votes
from .codes import MOMENTS, Answer, round_of, rounds, theses
from .content import Course
from .model import Question


@dataclass(frozen=True)
class Shared:
    """Whether the beliefs about the theses go with the answer to one round; not unless they are ticked."""

    beliefs: bool = False

    def tick(self, given: dict) -> Shared:
        """Take the tick as it stands now."""
        return Shared("beliefs" in (given.get("also") or ()))


def key(name: str) -> str:
    """Where the journal keeps the tick of a round."""
    return f"code/{name.partition('/')[2]}"


def beliefs(course: Course, kept: dict) -> tuple[str, dict]:
    """The latest moment at which the beliefs were given, and the beliefs; empty where there are none."""
    for moment in MOMENTS[::-1]:
        state = states.recall(states.Believed, states.bare(kept.get(f"believe/{moment}")))
        if state.locked and set(state.values) == set(theses(course)):
            return moment, state.values
    return "", {}


def of_round(course: Course, kept: dict, name: str) -> list[Answer]:
    """The answers to one round: one prediction, or one answer for each vote; beliefs, where ticked, go with the first."""
    record, own = round_of(course, name), states.bare(kept.get(name))
    if isinstance(record, Question):
        found = _votes(record, kept, name)
    else:
        state = states.recall(states.Predicted, own)
        found = [Answer(name, state.answer, state.sure)] if state.locked and state.fits(record) else []
    if found and states.recall(Shared, states.bare(kept.get(key(name)))).beliefs:
        moment, values = beliefs(course, kept)
        found[0] = replace(found[0], moment=moment, beliefs=values)
    return found


def _votes(record: Question, kept: dict, name: str) -> list[Answer]:
    """Both votes, or the first answer to the question where no vote was taken: later ones were given after feedback."""
    voted = states.recall(votes.Voted, states.bare(kept.get(f"vote/{record.id}")))
    if voted.first and voted.fits(record):
        chosen = [voted.first, voted.second] if voted.second else [voted.first]
    else:
        picked = states.recall(states.Picked, states.bare(kept.get(name)))
        chosen = [picked.first] if picked.first and picked.fits(record) else []
    return [Answer(name, {"option": option}, vote=number) for number, option in enumerate(chosen, 1)]


def everything(course: Course, kept: dict) -> list[Answer]:
    """Every answer that can be handed in, in the order of the course."""
    return [answer for name in rounds(course) for answer in of_round(course, kept, name)]
