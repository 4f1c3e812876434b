"""The dilemma: to draw neighbours or to press them. Two kinds of neighbour, and one choice for the centre.

Two things change over time t (years):

    A  attraction: the share of neighbours that follow of their own accord, 0 to 1
    B  balancing: the share that has ties elsewhere by now, 0 to 1; it trails those who do not follow

    dA/dt = A (1 − A) (1 − a − o B) / memory
    dB/dt = ((1 − A) − B) / ties_lag

a is `assertiveness`, o is `outside`, the outside option. The first line is a replicator equation: following is worth 1,
less a, the price of being pressed; going elsewhere is worth o B, the more the more others are there already. Neighbours
go over to whatever pays better, in the time of `memory`. From the state follow

    assertion   x = a (1 − A)                          pressure is put on those who do not follow by themselves
    compliance  C = A + (1 − A) a max(0, 1 − o B)      the attracted comply; the pressed comply as far as they have no way out

So a higher a lifts compliance at once and lowers attraction afterwards, and the less attraction is left, the more there
is to assert.

Stationary states, in closed form (B = 1 − A in each), with the growth rate of a small deviation in A:

    attraction  A = 1                 −(1 − a) / memory       stable where a < 1
    trap        A = 0                 (1 − a − o) / memory    stable where a + o > 1
    watershed   A = 1 − (1 − a) / o   a saddle, never stable; exists where it lies between 0 and 1

Where attraction and trap are both stable, the start decides: once ties have caught up (B near 1 − A), a run below the
watershed goes to the trap and one above it to attraction.

Where the ideas come from: balancing, S. M. Walt, The Origins of Alliances (1987); attraction, J. S. Nye, Soft Power (2004);
dependence and outside options, A. O. Hirschman, National Power and the Structure of Foreign Trade (1945); the equation,
P. D. Taylor and L. B. Jonker in Mathematical Biosciences 40 (1978).
The combination is ours, made for teaching; none of these authors wrote it, and no number here is estimated from data.

Where it fails: see the list in the notebook. Above all, neighbours are alike, attraction needs nothing but restraint to
grow, the centre never learns or tires, the outside is a fixed number, and force of arms does not occur.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .controls import Challenge, Knob, check

YEARS = 40
STEP = 0.1

KNOBS = (
    Knob("assertiveness", "How hard the centre presses", 0, 1, 0.7, 0.05, "0 none, 1 all it can", "price that a pressed neighbour pays"),
    Knob("outside", "How good the outside option is", 0, 2, 1, 0.05, "1: as good as following", "what going elsewhere is worth"),
    Knob("memory", "How long neighbours remember", 2, 30, 8, 1, "years", "how slowly attraction is lost and won back"),
)


@dataclass(frozen=True)
class Settings:
    """What the reader chooses; units and ranges are in KNOBS. Raises CourseError outside the ranges."""

    assertiveness: float = 0.7
    outside: float = 1.0
    memory: float = 8.0

    def __post_init__(self) -> None:
        check(KNOBS, self)


@dataclass(frozen=True)
class Fixed:
    """What stays as it is, assumed and not measured: the start (shares, 0 to 1) and the years that new ties take."""

    attraction_start: float = 0.45
    balancing_start: float = 0.2
    ties_lag: float = 4.0


@dataclass(frozen=True)
class Rest:
    """A stationary state. `rates` are the two eigenvalues there, per year; it is stable where both are below zero."""

    name: str
    attraction: float
    balancing: float
    assertion: float
    compliance: float
    rates: tuple[float, float]
    stable: bool


@dataclass(frozen=True, eq=False)
class Run:
    """One run: series of equal length over the years, all shares from 0 to 1, and the stationary states.

    `restrained` is the compliance that a centre without any assertion would have had; `overtaken` is the first year in
    which it is the larger of the two, or None where that does not happen within the horizon.
    """

    settings: Settings
    fixed: Fixed
    year: tuple[float, ...]
    attraction: tuple[float, ...]
    balancing: tuple[float, ...]
    assertion: tuple[float, ...]
    compliance: tuple[float, ...]
    restrained: tuple[float, ...]
    overtaken: float | None
    resting: tuple[Rest, ...]


def run(settings: Settings | None = None, fixed: Fixed | None = None) -> Run:
    """Follow attraction and balancing over the fixed horizon of YEARS years. Always the same for the same settings."""
    settings, fixed = settings or Settings(), fixed or Fixed()
    year = tuple(i * STEP for i in range(round(YEARS / STEP) + 1))
    attraction, balancing = _integrate(settings, fixed, len(year))
    pairs = zip(attraction, balancing, strict=True)
    assertion, compliance = zip(*(_outputs(settings, a, b) for a, b in pairs), strict=True)
    # Without assertion nobody is pressed, so compliance is attraction.
    restrained, _ = _integrate(replace(settings, assertiveness=0), fixed, len(year))
    overtaken = next((at for at, r, c in zip(year, restrained, compliance, strict=True) if r > c + 1e-12), None)
    resting = resting_points(settings, fixed)
    return Run(settings, fixed, year, attraction, balancing, assertion, compliance, restrained, overtaken, resting)


def resting_points(settings: Settings, fixed: Fixed | None = None) -> tuple[Rest, ...]:
    """The stationary states, from all attraction to none, in closed form (see the head of this file).

    With assertiveness 1 and no outside option every share of attraction is stationary; only the two ends are given then.
    """
    fixed = fixed or Fixed()
    a, o, memory, lag = settings.assertiveness, settings.outside, settings.memory, fixed.ties_lag
    found = [_rest("attraction", 1.0, settings, (-(1 - a) / memory, -1 / lag))]
    # Without the hair's breadth, rounding would put a watershed on top of one of the ends.
    if 1e-9 < 1 - a < o - 1e-9:
        at = 1 - (1 - a) / o
        # The Jacobian there is [[0, −q], [−1/lag, −1/lag]]: its determinant is below zero, so one rate is above.
        q, half = at * (1 - at) * o / memory, 1 / (2 * lag)
        root = (half * half + q / lag) ** 0.5
        found.append(_rest("watershed", at, settings, (-half - root, -half + root)))
    return (*found, _rest("trap", 0.0, settings, ((1 - a - o) / memory, -1 / lag)))


def _rest(name: str, attraction: float, settings: Settings, rates: tuple[float, float]) -> Rest:
    balancing = 1 - attraction
    assertion, compliance = _outputs(settings, attraction, balancing)
    # Rounding leaves a rate that is zero (a balance on the edge) a hair off it; that is no stability.
    stable = max(rates) < -1e-9
    return Rest(name, attraction, balancing, assertion, compliance, rates, stable)


def _outputs(settings: Settings, attraction: float, balancing: float) -> tuple[float, float]:
    assertion = settings.assertiveness * (1 - attraction)
    return assertion, attraction + assertion * max(0.0, 1 - settings.outside * balancing)


def _integrate(settings: Settings, fixed: Fixed, count: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Fourth-order Runge–Kutta at a fixed step: attraction and balancing, `count` values of each."""
    worth, o, rate, slow = 1 - settings.assertiveness, settings.outside, 1 / settings.memory, 1 / fixed.ties_lag

    def rates(a: float, b: float) -> tuple[float, float]:
        return a * (1 - a) * (worth - o * b) * rate, (1 - a - b) * slow

    a, b, h = fixed.attraction_start, fixed.balancing_start, STEP
    rows = [(a, b)]
    for _ in range(count - 1):
        a1, b1 = rates(a, b)
        a2, b2 = rates(a + h / 2 * a1, b + h / 2 * b1)
        a3, b3 = rates(a + h / 2 * a2, b + h / 2 * b2)
        a4, b4 = rates(a + h * a3, b + h * b3)
        a, b = a + h / 6 * (a1 + 2 * a2 + 2 * a3 + a4), b + h / 6 * (b1 + 2 * b2 + 2 * b3 + b4)
        rows.append((a, b))
    attraction, balancing = zip(*rows, strict=True)
    return attraction, balancing


PRESETS = {
    "as the essay has it": Settings(),
    "restraint": Settings(assertiveness=0.1),
    "nowhere else to go": Settings(outside=0.2),
    "long memory": Settings(memory=25),
}


def _escaped(done: Run) -> bool:
    hard = done.settings.outside >= 1 and done.settings.memory >= 8
    return hard and done.compliance[-1] >= 0.7 and min(done.compliance) >= 0.55


CHALLENGES = (
    Challenge(
        "escape",
        "Escape the trap: with an outside option of at least 1 and a memory of at least 8 years, reach the last year with "
        "compliance of 0.70 or more, and never let it fall below 0.55 on the way.",
        _escaped,
        "Too much assertion loses the last year, too little the first. What lies between?",
    ),
)


_LASTS = {"attraction": "full attraction", "trap": "the trap, with no attraction left,"}


def describe(done: Run) -> str:
    """Say in three or four sentences what a run shows; for a screen reader and for the text beside the chart."""
    first, last, years = done.compliance[0], done.compliance[-1], int(done.year[-1])
    moved = "rises" if last > first + 0.005 else "falls" if last < first - 0.005 else "stays where it was"
    stable = [point.name for point in done.resting if point.stable]
    said = f"Compliance starts at {first:.2f} and {moved}: {last:.2f} in year {years}, lowest {min(done.compliance):.2f}. "
    said += f"Attraction goes from {done.attraction[0]:.2f} to {done.attraction[-1]:.2f}, "
    said += f"assertion from {done.assertion[0]:.2f} to {done.assertion[-1]:.2f}. "
    if done.overtaken is not None:
        said += f"From year {done.overtaken:.0f} a centre that does not press at all has more compliance. "
    if len(stable) == 2:
        return said + "In the long run both attraction and the trap can last: the start decides."
    return said + (f"In the long run only {_LASTS[stable[0]]} can last." if stable else "It stands on an edge: nothing settles for sure.")
