"""A class code: one answer to one round as 15 to 30 letters, to be read out, typed or pasted. It holds no name and no time.

Letters are those of Crockford's base 32 (no I, L, O, U), five bits each, in groups of five. When a code is read, small
letters count as large ones, O as 0, I and L as 1. Bits, the first of each field the highest:

    2  the form of these codes, now 1
   10  the course: a hash of its id
   10  the edition: a hash of course and edition
   18  the round: a hash of "predict/id" or "question/id" that no other round of the course shares
    1  whether beliefs follow
       then, in a prediction, 5 for how sure (in steps of 5 percent), and
           choice: 3 for the option
           number: 14 each for estimate, lowest and highest, counted from the lowest that can be entered in steps of the finest
                   power of ten (0.000001 to 1,000,000,000) of which 2¹⁴ cover the range
           draw:   7 for each anchor, in percent of the axis
       or, in a question, 3 for the option and 1 for the vote (first or second)
    1  the moment of the beliefs (start or end) and 7 for each thesis, in percent, if they follow
       zeros, until the last group is full with two letters more

The last two letters are the check of letters.py, which finds every single wrong letter and every swap.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from itertools import count

from .content import Course
from .errors import CourseError
from .letters import ALPHABET, GROUP, SHORTEST, bits_of, fits, plain, spell
from .model import Prediction, Question

FORM = 1
HEAD = (2, 10, 10, 18, 1)
LEVELS = 2**14
STEPS = range(-6, 10)
MOMENTS = ("start", "end")


class CodeError(CourseError):
    """A code that cannot be read, or an answer that no code can hold; the message says why."""


@dataclass(frozen=True)
class Answer:
    """What a code holds. `given` is as in states.Predicted, for a question {"option": id}; `vote` is 0 in a prediction."""

    round: str
    given: dict
    sure: float | None = None
    vote: int = 0
    beliefs: dict = field(default_factory=dict)
    moment: str = ""


def mark(text: str, bits: int) -> int:
    """A short hash of a text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") >> 32 - bits


@lru_cache(maxsize=8)
def _marks(names: tuple[str, ...]) -> dict[int, str]:
    """The round of each hash; where two rounds would share one, all are hashed anew in another way."""
    for salt in count():
        found = {mark(f"{salt}/{name}", HEAD[3]): name for name in names}
        if len(found) == len(names):
            return found
    raise AssertionError


def rounds(course: Course) -> dict[str, Prediction | Question]:
    """Every round that can be handed in, by the name that codes know it by, in the order of the course."""
    found = {f"predict/{record.id}": record for record in course.all("predictions")}
    return found | {f"question/{record.id}": record for record in course.all("questions")}


def round_of(course: Course, name: str) -> Prediction | Question:
    """The round of that name; UnknownIdError, which names the nearest, where there is none."""
    kind, _, record = name.partition("/")
    return course.get({"predict": "predictions"}.get(kind, "questions"), record)


def theses(course: Course) -> list[str]:
    """The claims that beliefs are about."""
    return [claim.id for claim in course.all("claims") if "thesis" in claim.kinds]


def _head(course: Course) -> list[int]:
    essay = course.essay
    return [FORM, mark(essay.id, HEAD[1]), mark(f"{essay.id}/{essay.edition}", HEAD[2])]


def _widths(record: Prediction | Question) -> tuple[int, ...]:
    if isinstance(record, Question):
        return (3, 1)
    return (5, *{"choice": (3,), "number": (14, 14, 14), "draw": (7,) * len(record.anchors)}[record.form])


def write(course: Course, answer: Answer) -> str:
    """The code of an answer; raises CodeError where the answer does not belong to its round."""
    names = rounds(course)
    if answer.round not in names:
        raise CodeError(f"This edition of the course has no round {answer.round}.")
    record, number = names[answer.round], {name: at for at, name in _marks(tuple(names)).items()}[answer.round]
    fields = list(zip([*_head(course), number, bool(answer.beliefs)], HEAD, strict=True))
    fields += zip(_values(record, answer), _widths(record), strict=True)
    if answer.beliefs:
        held = [_level(answer.beliefs.get(claim), 0, 100) for claim in theses(course)]
        fields += [(MOMENTS.index(answer.moment), 1), *((value, 7) for value in held)]
    return spell(fields)


def _values(record: Prediction | Question, answer: Answer) -> list[int]:
    given = answer.given
    if isinstance(record, Question):
        return [_option(record, given), answer.vote - 1]
    sure = _level(answer.sure, 0, 100, 20)
    if record.form == "choice":
        return [sure, _option(record, given)]
    if record.form == "draw":
        return [sure, *(_level(given.get(str(year)), record.low, record.high) for year in record.anchors)]
    return [sure, *_steps(record, [_within(given.get(key), record.low, record.high) for key in ("value", "from", "to")])]


def _option(record: Prediction | Question, given: dict) -> int:
    ids = [option.id for option in record.options]
    if given.get("option") not in ids:
        raise CodeError("This answer is not among the options.")
    return ids.index(given["option"])


def _within(value: object, low: float, high: float) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise CodeError(f"This answer holds no number from {low:g} to {high:g} where one should be.")
    return Decimal(str(value))


def _level(value: object, low: float, high: float, parts: int = 100) -> int:
    """The nearest of so many equal parts of a range."""
    floor = Decimal(str(low))
    return int((_within(value, low, high) - floor) / (Decimal(str(high)) - floor) * parts + Decimal("0.5"))


def _step(record: Prediction) -> tuple[int, int, int]:
    """The finest power of ten in which a number can be counted, and the first and last whole step within its range."""
    low, high = Decimal(str(record.low)), Decimal(str(record.high))
    for step in STEPS:
        first = int(low.scaleb(-step).to_integral_value(ROUND_CEILING))
        last = int(high.scaleb(-step).to_integral_value(ROUND_FLOOR))
        if 0 <= last - first < LEVELS:
            return step, first, last
    raise CodeError("The range of this number is too wide for a code.")


def _steps(record: Prediction, values: list[Decimal]) -> list[int]:
    """Numbers in whole steps from the first."""
    step, first, last = _step(record)
    return [min(max(round(value.scaleb(-step)), first), last) - first for value in values]


# -------------------------------------------------------------------------------------------------------- reading


def read(course: Course, typed: str) -> Answer:
    """What a code holds; raises CodeError, which says what is wrong with it and never guesses."""
    text = plain(typed)
    said = f"“{typed.strip()[:50]}”"
    if wrong := next((letter for letter in text if letter not in ALPHABET), ""):
        raise CodeError(f"{said} is not a class code: {wrong} is not a letter of these codes.")
    if len(text) < SHORTEST or len(text) % GROUP:
        raise CodeError(f"{said} is not a class code: it has {len(text)} letters and should have 15, 20, 25 or 30. Is one missing?")
    if not fits(text):
        raise CodeError(f"{said} is mistyped: a letter in it is wrong. Please ask for it again.")
    form, course_, edition, number, with_beliefs = _cut(bits_of(text), HEAD)
    ours = _head(course)
    if form != ours[0] or course_ != ours[1]:
        raise CodeError(f"{said} is a code of another course.")
    if edition != ours[2]:
        raise CodeError(f"{said} is a code of another edition of the course; this is edition {course.essay.edition}.")
    names = rounds(course)
    if (name := _marks(tuple(names)).get(number)) is None:
        raise CodeError(f"{said} is a code of a round that this edition does not have.")
    return _answer(course, name, names[name], text, bool(with_beliefs), CodeError(f"{said} is not a code that this course makes."))


def _cut(text: str, widths: tuple[int, ...]) -> list[int]:
    """The values of fields of so many bits, from the left."""
    found, at = [], 0
    for width in widths:
        found.append(int(text[at : at + width] or "0", 2))
        at += width
    return found


def _answer(course: Course, name: str, record: Prediction | Question, text: str, with_beliefs: bool, odd: CodeError) -> Answer:
    """The answer behind the head of a code; raises `odd` where it is not written as we write it."""
    own, claims = _widths(record), theses(course)
    widths = HEAD + own + (1, *(7 for _ in claims)) * with_beliefs
    body = _cut(bits_of(text), widths)[len(HEAD) :]
    try:
        answer = _given(name, record, body[: len(own)])
        if with_beliefs:
            moment, *levels = body[len(own) :]
            answer = replace(answer, moment=MOMENTS[moment], beliefs=dict(zip(claims, levels, strict=True)))
        same = plain(write(course, answer)) == text
    except (CodeError, IndexError):
        raise odd from None
    if not same:
        raise odd
    return answer


def _given(name: str, record: Prediction | Question, body: list[int]) -> Answer:
    if isinstance(record, Question):
        return Answer(name, {"option": record.options[body[0]].id}, vote=body[1] + 1)
    sure, *rest = body
    if record.form == "choice":
        given = {"option": record.options[rest[0]].id}
    elif record.form == "draw":
        given = {str(year): _value(record, level) for year, level in zip(record.anchors, rest, strict=True)}
    else:
        step, first, _ = _step(record)
        given = {key: float(Decimal(first + n).scaleb(step)) for key, n in zip(("value", "from", "to"), rest, strict=True)}
    return Answer(name, given, sure=sure * 5.0)


def _value(record: Prediction, level: int) -> float:
    low, high = Decimal(str(record.low)), Decimal(str(record.high))
    return float(low + (high - low) * level / 100)
