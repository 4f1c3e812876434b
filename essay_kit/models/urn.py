"""Pólya's urn: chance early on, habit later. What path dependency means.

An urn holds balls of two colours. Draw one, put it back with `adds` more of its colour, and go on. The share of the first
colour settles, in each history at another level that no look at the start could tell. Starting with a and b balls and
adding c, the share after very many draws is Beta(a/c, b/c)-distributed (F. Eggenberger and G. Pólya, 1923; as a picture of
lock-in: W. B. Arthur, Increasing Returns and Path Dependence in the Economy, 1994). `push` puts that many balls of the
first colour into the urn after `push_at` draws: early, it moves the outcome a lot; late, hardly at all.
Where it fails: nothing in it ever learns, decides, or is pushed back; two ways are alike but for chance; and a history that
has settled can never turn.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from ..errors import CourseError
from .controls import Challenge, Knob, check

DRAWS, HISTORIES, SEED = 200, 20, 7

KNOBS = (
    Knob("start", "Balls of each colour at the start", 1, 20, 1, 1, "balls", "few: the first draws weigh much"),
    Knob("adds", "Balls added at each draw", 0, 10, 1, 1, "balls", "0: no memory at all"),
    Knob("push", "Balls of the first colour put in by hand", 0, 10, 0, 1, "balls", "a small push from outside"),
    Knob("push_at", "When they are put in, after draw", 0, 150, 0, 5, "draws", "early or late"),
)


@dataclass(frozen=True)
class Settings:
    """What the reader chooses; units and ranges are in KNOBS. Raises CourseError outside the ranges."""

    start: float = 1
    adds: float = 1
    push: float = 0
    push_at: float = 0

    def __post_init__(self) -> None:
        check(KNOBS, self)


@dataclass(frozen=True)
class Run:
    """`shares[h][n]` is the share of the first colour (0 to 1) in history h after n draws; all rows have draws + 1 values."""

    settings: Settings
    shares: tuple[tuple[float, ...], ...]

    @property
    def ends(self) -> list[float]:
        """The last share of each history, in order of size."""
        return sorted(row[-1] for row in self.shares)

    @property
    def spread(self) -> float:
        """The highest last share less the lowest."""
        return self.ends[-1] - self.ends[0]

    @property
    def ahead(self) -> int:
        """In how many histories the first colour has more than half at the end."""
        return sum(end > 0.5 for end in self.ends)


def run(settings: Settings | None = None, draws: int = DRAWS, histories: int = HISTORIES, seed: int = SEED) -> Run:
    """Twenty histories from the same start, the same chance each time for the same seed.

    Raises CourseError for fewer than one draw or history.
    """
    settings = settings or Settings()
    if draws < 1 or histories < 1:
        raise CourseError(f"The urn needs at least one draw and one history, not {draws} and {histories}.")
    chance = random.Random(seed)
    return Run(settings, tuple(_history(settings, draws, chance) for _ in range(histories)))


def _history(settings: Settings, draws: int, chance: random.Random) -> tuple[float, ...]:
    first = other = float(round(settings.start))
    adds, shares = round(settings.adds), []
    for draw in range(draws + 1):
        if settings.push and draw == round(settings.push_at):
            first += round(settings.push)
        shares.append(first / (first + other))
        if chance.random() < shares[-1]:
            first += adds
        else:
            other += adds
    return tuple(shares)


def limit(settings: Settings) -> tuple[float, float] | None:
    """The two parameters of the Beta distribution to which the share tends; None with no balls added, or a late push."""
    if not round(settings.adds) or (settings.push and round(settings.push_at)):
        return None
    return (settings.start + settings.push) / round(settings.adds), settings.start / round(settings.adds)


PRESETS = {
    "one ball each": Settings(),
    "a heavy start": Settings(start=20),
    "an early push": Settings(push=3, push_at=0),
    "the same push, late": Settings(push=3, push_at=150),
}

CHALLENGES = (
    Challenge(
        "alike",
        "Make all twenty histories end within 0.25 of each other, with at least one ball added at each draw.",
        lambda done: round(done.settings.adds) >= 1 and done.spread <= 0.25,
        "What gives the first draws less weight?",
    ),
    Challenge(
        "tilt",
        "With no more than three balls put in by hand, make the first colour come out ahead in at least 17 of 20 histories.",
        lambda done: 0 < round(done.settings.push) <= 3 and done.ahead >= 17,
        "Three balls weigh most when there are few others.",
    ),
)


def describe(done: Run) -> str:
    """What the histories show, in two or three sentences."""
    ends, draws = done.ends, len(done.shares[0]) - 1
    said = (
        f"After {draws} draws the share of the first colour lies between {ends[0]:.2f} and {ends[-1]:.2f} in {len(ends)} histories "
        f"that began alike. It is ahead in {done.ahead} of them. "
    )
    if not round(done.settings.adds):
        return said + "Nothing is added, so nothing is remembered."
    at = draws // 4
    moved = sum(abs(row[-1] - row[at]) > 0.1 for row in done.shares)
    return said + f"After draw {at}, {moved or 'none'} of them move{'s' if moved == 1 else ''} by more than 0.1."
