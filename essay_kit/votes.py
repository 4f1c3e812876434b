"""Vote, discuss, vote again: frozen states as in states.py. Nothing of the first vote is shown before the second is in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .model import Question
from .states import AnswerError

VOTES = ("first", "second")
MOST_HANDS = 1000


class Steps:
    """Four steps: the first vote, the talk, the second vote, both votes side by side."""

    @property
    def step(self) -> int:
        """The step that comes now, from 1 to 4."""
        return 1 if not self.first else 2 if not self.talked else 3 if not self.second else 4

    @property
    def now(self) -> str:
        """The vote that is taken in steps 1 and 3, or none."""
        return {1: "first", 3: "second"}.get(self.step, "")

    def talk(self) -> Steps:
        """Go from the talk to the second vote; anywhere else nothing changes."""
        return replace(self, talked=True) if self.step == 2 else self


@dataclass(frozen=True)
class Voted(Steps):
    """One's own two votes; `said` are the words of the options voted for."""

    first: str = ""
    talked: bool = False
    second: str = ""
    said: dict = field(default_factory=dict)

    def vote(self, question: Question, given: dict) -> Voted:
        """Take the vote of this step; raises AnswerError where none was chosen."""
        if not self.now:
            return self
        for option in question.options:
            if option.id == given.get(self.now):
                return replace(self, **{self.now: option.id}, said=self.said | {option.id: option.text})
        raise AnswerError("Please choose one of the answers.")

    def fits(self, question: Question) -> bool:
        """Whether both votes are still among the options, with the same words."""
        texts = {option.id: option.text for option in question.options}
        return all(one in texts and self.said.get(one) == texts[one] for one in (self.first, self.second) if one)


@dataclass(frozen=True)
class Hands(Steps):
    """Hands counted in a room, {option: hands}, twice."""

    first: dict = field(default_factory=dict)
    talked: bool = False
    second: dict = field(default_factory=dict)

    def vote(self, question: Question, given: dict) -> Hands:
        """Take the count of this step; raises AnswerError where a box holds no whole number, or all are empty."""
        if not self.now:
            return self
        counted = {option.id: _hands(given.get(f"{self.now}/{option.id}"), option.text) for option in question.options}
        if not any(counted.values()):
            raise AnswerError("Please enter how many hands there were for each answer.")
        return replace(self, **{self.now: counted})

    def fits(self, question: Question) -> bool:
        """Whether what was counted belongs to the options of this edition."""
        ids = {option.id for option in question.options}
        return all(set(one) == ids and all(_is_count(n) for n in one.values()) for one in (self.first, self.second) if one)


def _is_count(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST_HANDS and value == int(value)


def _hands(value: object, text: str) -> int:
    try:
        read = float(str(value if value not in (None, "") else 0).strip().replace(",", "."))
    except ValueError:
        read = -1.0
    if not _is_count(read):
        raise AnswerError(f"“{text}”: please enter a whole number of hands from 0 to {MOST_HANDS}.")
    return int(read)
