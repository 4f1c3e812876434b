"""Voting power: how often a member's vote decides, which is not the share of the votes.

A rule is won by a coalition that has at least `quota` of the votes and, where asked, at least `heads` members. A member
decides where the others alone lose and win with it. Banzhaf's index counts all coalitions of the others as alike; the
index of Shapley and Shubik counts all orders in which members may join as alike:

    b_i = swings_i / 2^(n−1)          s_i = Σ swings_i(k) k! (n−1−k)! / n!

swings_i(k) are the deciding moments with k others in the coalition. Both are counted exactly with generating functions over
whole votes (L. S. Penrose 1946; J. F. Banzhaf 1965; L. S. Shapley and M. Shubik 1954; the method: D. S. Felsenthal and
M. Machover, The Measurement of Voting Power, 1998).
Where it fails: it knows no friends and no opponents, no money, no threats and no agenda; it says what the rule gives, and
not what members do with it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..errors import CourseError
from .controls import Challenge, Knob, check

MOST = 50
VOTES = 1000  # a mixed weight becomes whole votes out of so many
DIGIT = 64  # bits; no count of coalitions of up to MOST members needs more

KNOBS = (
    Knob("people", "Votes by population", 0, 100, 100, 5, "% of all votes", "the rest by income, or one each"),
    Knob("income", "Votes by income", 0, 100, 0, 5, "% of all votes", "what population leaves over at most"),
    Knob("quota", "Votes needed to win", 51, 100, 60, 1, "% of all votes", "100: everybody has a veto"),
    Knob("heads", "Members needed to win", 0, 100, 0, 5, "% of the members", "0: only votes count"),
)


@dataclass(frozen=True)
class Member:
    """One member: its name, population and income (any unit, the same for all)."""

    name: str
    people: float
    income: float


@dataclass(frozen=True)
class Settings:
    """What the reader chooses; units and ranges are in KNOBS. Raises CourseError outside the ranges."""

    people: float = 100
    income: float = 0
    quota: float = 60
    heads: float = 0

    def __post_init__(self) -> None:
        check(KNOBS, self)


@dataclass(frozen=True)
class Run:
    """Per member, in the order given: share of the votes (%), Banzhaf (absolute, 0 to 1; normalised, %), Shapley–Shubik (%)."""

    settings: Settings
    names: tuple[str, ...]
    votes: tuple[float, ...]
    absolute: tuple[float, ...]
    banzhaf: tuple[float, ...]
    shapley: tuple[float, ...]


def indices(votes: list[int], quota: int, heads: int = 0) -> tuple[list[float], list[float]]:
    """Absolute Banzhaf and Shapley–Shubik indices (each 0 to 1) of members with whole votes.

    A coalition wins with at least `quota` votes and at least `heads` members. Exact for up to 50 members.
    Raises CourseError where a vote is below nought, nobody votes, or the quota cannot be reached or is nought.
    """
    count, total = len(votes), sum(votes)
    if not 1 <= count <= MOST:
        raise CourseError(f"Voting power is counted for 1 to {MOST} members, not {count}.")
    if min(votes) < 0 or not 0 < quota <= total or not 0 <= heads <= count:
        raise CourseError(f"A quota of {quota} of {total} votes and {heads} of {count} members cannot be counted; look at the weights.")
    weights = [math.factorial(k) * math.factorial(count - 1 - k) / math.factorial(count) for k in range(count)]
    banzhaf, shapley = [], []
    for at in range(count):
        swings = _swings(votes[:at] + votes[at + 1 :], votes[at], quota, heads)
        banzhaf.append(sum(swings) / 2 ** (count - 1))
        shapley.append(sum(n * w for n, w in zip(swings, weights, strict=True)))
    return banzhaf, shapley


def _swings(others: list[int], own: int, quota: int, heads: int) -> list[int]:
    """For k = 0 … n−1 others: how many of their coalitions lose alone and win with the member."""
    # The generating function as one whole number: digit v of ways[k] counts the coalitions of k others with v votes, and
    # one more member shifts the digits by its votes. Python's own numbers are fast at that, without any package.
    ways = [1] + [0] * len(others)
    for vote in others:
        for k in range(len(others), 0, -1):
            ways[k] += ways[k - 1] << (DIGIT * vote)
    found = []
    for k, counts in enumerate(ways):
        deciding = counts >> (DIGIT * max(0, quota - own)) if k + 1 >= heads else 0
        if k >= heads:  # these would win alone as soon as they have the votes
            deciding &= (1 << (DIGIT * min(own, quota))) - 1
        # A number and the sum of its digits leave the same remainder here, and the sum is too small to be cut by it.
        found.append(deciding % ((1 << DIGIT) - 1))
    return found


def run(settings: Settings, members: tuple[Member, ...]) -> Run:
    """The power of each member under a rule that mixes votes by population, by income and one each."""
    people = settings.people / 100
    income = min(settings.income / 100, 1 - people)
    all_people, all_income = sum(m.people for m in members), sum(m.income for m in members)
    each = (1 - people - income) / len(members)
    votes = [round(VOTES * (people * m.people / all_people + income * m.income / all_income + each)) for m in members]
    # Rounding the votes must not move the quota: it is taken of what the rounded votes add up to.
    quota = max(1, math.ceil(settings.quota / 100 * sum(votes) - 1e-9))
    banzhaf, shapley = indices(votes, quota, math.ceil(settings.heads / 100 * len(members) - 1e-9))
    whole = sum(banzhaf)
    share = [100 * v / sum(votes) for v in votes]
    normal = [100 * b / whole if whole else 0.0 for b in banzhaf]
    return Run(settings, tuple(m.name for m in members), *map(tuple, (share, banzhaf, normal, [100 * s for s in shapley])))


PRESETS = {
    "by population": Settings(),
    "by income": Settings(people=0, income=100),
    "one member, one vote": Settings(people=0),
    "population and half the members": Settings(heads=55, quota=65),
    "unanimity": Settings(people=0, quota=100),
}

CHALLENGES = (
    Challenge(
        "share",
        "Let the smallest member by votes have at least 5 % of the power, without unanimity.",
        lambda done: done.settings.quota < 100 and min(done.banzhaf) >= 5,
        "Votes alone will not do it where one member has more than half of them. What else can be asked of a winning coalition?",
    ),
    Challenge(
        "largest",
        "With all votes by population or income, let no member have more than 40 % of the power.",
        lambda done: done.settings.people + done.settings.income >= 100 and max(done.banzhaf) <= 40,
        "A member with more than half the votes decides alone as long as half is enough.",
    ),
)


def describe(done: Run) -> str:
    """Who has power under the rule, in two or three sentences."""
    order = sorted(range(len(done.names)), key=lambda at: -done.banzhaf[at])
    first = order[0]
    said = f"{done.names[first]} has {done.votes[first]:.0f} % of the votes and {done.banzhaf[first]:.0f} % of the power. "
    none = [done.names[at] for at in order if done.absolute[at] == 0]
    if none:
        names = ", ".join(none) if len(none) <= 6 else f"{len(none)} members"
        said += f"No power at all, whatever their votes: {names}."
    else:
        last = order[-1]
        said += f"Everybody can decide sometimes; least of all {done.names[last]}, with {done.banzhaf[last]:.1f} % of the power."
    return said
