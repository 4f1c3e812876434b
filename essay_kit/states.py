"""What a learner has done: frozen values whose verbs return a new one. They know neither screen nor disk.

Each state turns to and from a plain dictionary, the form in which the journal keeps it. `fits` says whether a kept answer
still belongs to the record as it is in this edition.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from sys import float_info

from .errors import CourseError
from .model import Prediction, Question

TEXT_LIMIT = 20_000


class AnswerError(CourseError):
    """An answer that cannot be taken; the message says what is missing."""


def number(value: object, what: str, low: float, high: float) -> float:
    """Read a number within its bounds; a decimal comma will do."""
    try:
        read = float(str(value).strip().replace(",", "."))
    except ValueError:
        raise AnswerError(f"{what}: please enter a number.") from None
    if not low <= read <= high:  # also refuses "nan"
        raise AnswerError(f"{what}: please enter a number from {low:g} to {high:g}.")
    return read


@dataclass(frozen=True)
class Predicted:
    """A prediction: open until it is committed, then locked for good.

    `answer` is {"option": id} or {"value", "from", "to"} or {year: value}; `sure` is in percent.
    """

    answer: dict = field(default_factory=dict)
    sure: float | None = None
    said: str = ""

    @property
    def locked(self) -> bool:
        """Whether it was committed."""
        return bool(self.answer)

    @property
    def whole(self) -> bool:
        """Whether nothing is missing: only a prediction that was committed is kept, with its confidence."""
        return self.locked and percent(self.sure)

    def commit(self, prediction: Prediction, given: dict) -> Predicted:
        """Lock an answer; a second commitment changes nothing.

        Raises AnswerError where the answer is not complete.
        """
        if self.locked:
            return self
        answer, said = {"choice": _choice, "number": _number, "draw": _drawn}[prediction.form](prediction, given)
        sure = number(given.get("sure"), "How sure you are", 0, 100)
        return replace(self, answer=answer, sure=sure, said=said)

    def fits(self, prediction: Prediction) -> bool:
        """Whether the kept answer belongs to the prediction as this edition asks it."""
        if not self.locked:
            return True
        if prediction.form == "choice":
            return any(o.id == self.answer.get("option") and o.text == self.said for o in prediction.options)
        keys = {"number": {"value", "from", "to"}, "draw": {str(year) for year in prediction.anchors}}[prediction.form]
        return set(self.answer) == keys and all(isinstance(v, int | float) for v in self.answer.values())


def _choice(prediction: Prediction, given: dict) -> tuple[dict, str]:
    for option in prediction.options:
        if option.id == given.get("option"):
            return {"option": option.id}, option.text
    raise AnswerError("Please choose one of the answers.")


def _number(prediction: Prediction, given: dict) -> tuple[dict, str]:
    low, high = prediction.low, prediction.high
    answer = {
        "value": number(given.get("value"), "Your estimate", low, high),
        "from": number(given.get("from"), "Likely not below", low, high),
        "to": number(given.get("to"), "Likely not above", low, high),
    }
    if not answer["from"] <= answer["value"] <= answer["to"]:
        raise AnswerError("Your estimate must lie between “Likely not below”, the smallest value, and “Likely not above”, the largest.")
    return answer, f"{answer['value']:g} ({answer['from']:g} to {answer['to']:g}) {prediction.unit}".strip()


def _drawn(prediction: Prediction, given: dict) -> tuple[dict, str]:
    line = given.get("line") if isinstance(given.get("line"), dict) else {}
    answer = {
        str(year): number(line.get(str(year)), f"Your line at {year}", prediction.low, prediction.high) for year in prediction.anchors
    }
    return answer, ", ".join(f"{year}: {value:g}" for year, value in answer.items())


@dataclass(frozen=True)
class Picked:
    """An answer to a question about a reason: the first stays, later ones are kept beside it."""

    first: str = ""
    last: str = ""
    said: str = ""

    def pick(self, question: Question, given: dict) -> Picked:
        """Take an answer; raises AnswerError where none was chosen."""
        for option in question.options:
            if option.id == given.get("option"):
                return Picked(self.first or option.id, option.id, option.text)
        raise AnswerError("Please choose one of the answers.")

    def fits(self, question: Question) -> bool:
        """Whether the last answer is still among the options, with the same words."""
        return not self.last or any(o.id == self.last and o.text == self.said for o in question.options)


@dataclass(frozen=True)
class Weighed:
    """How an exhibit speaks to a claim, by the learner; `first` is kept beside a later second thought."""

    direction: str = ""
    strength: str = ""
    first: str = ""

    def mark(self, direction: object, strength: object, about: str) -> Weighed:
        """Take a mark; a strength is needed unless the exhibit does not bear on the claim. `about` names it in messages."""
        if not direction:
            raise AnswerError(f"{about}: please say which way the exhibit speaks.")
        if direction != "none" and not strength:
            raise AnswerError(f"{about}: please say how strongly it speaks.")
        strength = "" if direction == "none" else str(strength)
        mark = f"{direction} {strength}".strip()
        return Weighed(str(direction), strength, self.first or mark)


@dataclass(frozen=True)
class Graded:
    """How a claim stands in the learner's eyes; `first` is kept beside a later second thought."""

    first: str = ""
    last: str = ""

    def grade(self, grade: object) -> Graded:
        """Take a grade."""
        return Graded(self.first or str(grade), str(grade))


@dataclass(frozen=True)
class Written:
    """Words of one's own."""

    text: str = ""

    def write(self, text: object) -> Written:
        """Take a text; raises AnswerError where it is longer than is kept."""
        text = str(text or "")
        if len(text) > TEXT_LIMIT:
            raise AnswerError(
                f"This text is longer than {TEXT_LIMIT:,} characters, so it is not saved. It stays in the box; please shorten it."
            )
        return Written(text)


@dataclass(frozen=True)
class Believed:
    """How likely one thinks each thesis, in percent, at one moment; locked once given."""

    values: dict = field(default_factory=dict)

    @property
    def locked(self) -> bool:
        """Whether it was given."""
        return bool(self.values)

    @property
    def whole(self) -> bool:
        """Whether each belief is a probability in percent."""
        return all(map(percent, self.values.values()))

    def give(self, ids: list[str], given: dict) -> Believed:
        """Lock the beliefs; raises AnswerError where one is missing."""
        if self.locked:
            return self
        return Believed({claim: number(given.get(claim), claim, 0, 100) for claim in ids})


def keep(state: object) -> dict:
    """A state as the journal keeps it."""
    return asdict(state)


def bare(kept: dict | None) -> dict | None:
    """What the journal kept, without the edition that it notes."""
    return {k: v for k, v in kept.items() if k != "edition"} if kept else None


def recall(cls: type, kept: object) -> object:
    """A state from what the journal kept; an empty state where that is not one."""
    return cls(**kept) if sound(cls, kept) else cls()


def sound(cls: type, kept: object) -> bool:
    """Whether what the journal kept is such a state: somebody may have edited the file, or a newer edition written it."""
    if not isinstance(kept, dict) or not set(kept) <= set(cls.__dataclass_fields__):
        return False
    empty = asdict(cls())
    for name, value in kept.items():
        # JSON that went through other hands has 50 for 50.0
        wanted = float | int if name == "sure" or isinstance(empty[name], float) else type(empty[name])
        if not isinstance(value, wanted) or not _plain(value):
            return False
    return getattr(cls(**kept), "whole", True)


def percent(value: object) -> bool:
    """Whether this is a number from 0 to 100."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100


def _plain(value: object, deep: int = 2) -> bool:
    """Whether this is made of texts and numbers that a number box could hold; a list may hold lists of such."""
    if isinstance(value, dict):
        return all(not isinstance(one, bool | dict | list) and _plain(one) for one in value.values())
    if isinstance(value, list):
        return deep > 0 and all(not isinstance(one, bool | dict) and _plain(one, deep - 1) for one in value)
    return isinstance(value, str | bool) or (isinstance(value, int | float) and abs(value) <= float_info.max)  # no NaN, no infinity
