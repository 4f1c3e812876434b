"""How far two people who coded the same cases agree: the share of equal codes, and Cohen's kappa.

    kappa = (p − e) / (1 − e)

p is the share of cases coded alike; e is the share that would be alike by chance if each coder kept to his own frequencies
but paid no heed to the case (J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
Measurement 20, 1960). 1 is full agreement, 0 is what chance gives, below 0 is less than chance.
Where it fails: with one code throughout, e is 1 and kappa is not defined; with few cases it means little; when nearly all
cases bear one code it is low although nearly all are coded alike.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..errors import CourseError

FEW = 10


@dataclass(frozen=True)
class Agreement:
    """`cases` coded by both, `alike` among them, and kappa (−1 to 1), None where it is not defined."""

    cases: int
    alike: int
    kappa: float | None

    @property
    def percent(self) -> float | None:
        """The share coded alike, in per cent; None without cases."""
        return 100 * self.alike / self.cases if self.cases else None


def agree(mine: list, theirs: list) -> Agreement:
    """Compare two lists of codes, case by case; raises CourseError where they differ in length."""
    if len(mine) != len(theirs):
        raise CourseError(f"Two codings of the same cases are needed; one has {len(mine)}, the other {len(theirs)}.")
    cases = len(mine)
    alike = sum(a == b for a, b in zip(mine, theirs, strict=True))
    if not cases:
        return Agreement(0, 0, None)
    one, two = Counter(mine), Counter(theirs)
    chance = sum(one[code] * two[code] for code in one) / cases**2
    return Agreement(cases, alike, None if chance == 1 else (alike / cases - chance) / (1 - chance))


def describe(found: Agreement) -> str:
    """The agreement in words, with what chance alone would give."""
    if not found.cases:
        return "there is no case that both have coded."
    said = f"alike in {found.alike} of {found.cases} cases ({found.percent:.0f} %)"
    if found.kappa is None:
        return said + "; kappa is not defined, since both use one code throughout."
    better = "no better than chance" if found.kappa < 0.05 else f"{found.kappa:.0%} of the way from chance to full agreement"
    few = "; with so few cases this means little" if found.cases < FEW else ""
    return f"{said}; Cohen's kappa {found.kappa:.2f}, {better}{few}.".replace("-", "−").replace("%", " %").replace("  %", " %")
