"""The line-up: one real series among eight that chance made. Who cannot pick it out has seen no pattern in it.

The eight are random walks: they start where the real series starts, and their yearly steps are drawn from a normal
distribution with mean nought and the variance of the real steps (a step across missing years is divided by the root of
its length). Then all nine lose their own straight trend in the same way. (Had only the real one lost it, its mean of nought
would give it away.) The protocol: A. Buja and others, "Statistical inference for exploratory data analysis and model diagnostics",
Philosophical Transactions of the Royal Society A 367 (2009). A lucky pick has a chance of one in nine.
Where it fails: a real series may differ from a random walk in a way that is no cycle, such as one great fall; and a viewer
who knows the series recognises it.
"""

from __future__ import annotations

import math
import random
import statistics
from dataclasses import dataclass

from ..errors import CourseError

PANELS = 9
NEEDED = 10


@dataclass(frozen=True)
class Lineup:
    """Nine series over the same `x`; the one at place `real` (0 to 8) is the real one. `step` is the size of a yearly step."""

    x: tuple[float, ...]
    panels: tuple[tuple[float, ...], ...]
    real: int
    step: float


def line_up(x: list[float], y: list[float], seed: int) -> Lineup:
    """Hide a series among eight random walks; the same seed gives the same line-up.

    x in years, rising; y in any unit. Raises CourseError with fewer than ten values, or where the series never moves.
    """
    if any(b <= a for a, b in zip(x, x[1:], strict=False)):
        raise CourseError("A line-up needs years that rise from one value to the next.")
    if len(x) != len(y) or len(x) < NEEDED:
        raise CourseError(f"A line-up needs at least {NEEDED} values, each with its year; there are {len(y)}.")
    spans = [b - a for a, b in zip(x, x[1:], strict=False)]
    steps = [(b - a) / math.sqrt(span) for a, b, span in zip(y, y[1:], spans, strict=False)]
    step = math.sqrt(sum(s * s for s in steps) / len(steps))
    if not step:
        raise CourseError("A line-up needs a series that moves; this one is flat.")
    chance = random.Random(seed)
    real = chance.randrange(PANELS)
    panels = [list(y) if at == real else _walk(y[0], spans, step, chance) for at in range(PANELS)]
    return Lineup(tuple(x), tuple(_without_trend(x, panel) for panel in panels), real, step)


def _without_trend(x: list[float], y: list[float]) -> tuple[float, ...]:
    """What is left of y when its least-squares line over x is taken away."""
    line = statistics.linear_regression(x, y)
    return tuple(value - line.intercept - line.slope * year for year, value in zip(x, y, strict=True))


def _walk(start: float, spans: list[float], step: float, chance: random.Random) -> list[float]:
    values = [start]
    for span in spans:
        values.append(values[-1] + chance.gauss(0, step * math.sqrt(span)))
    return values


def describe(one: Lineup, at: int) -> str:
    """A panel in words, for who cannot see it: its ends, its range, and how often it crosses its middle."""
    values = one.panels[at]
    middle = (max(values) + min(values)) / 2
    sides = [value > middle for value in values]
    crossings = sum(a != b for a, b in zip(sides, sides[1:], strict=False))
    high, low = values.index(max(values)), values.index(min(values))
    return (
        f"Panel {at + 1}: from {values[0]:.2f} to {values[-1]:.2f}, highest {max(values):.2f} in {one.x[high]:.0f}, lowest "
        f"{min(values):.2f} in {one.x[low]:.0f}; it crosses its middle {crossings} times."
    ).replace("-", "−")
