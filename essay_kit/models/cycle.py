"""The wheel: catching up under threat, in bursts. A relaxation oscillation with two thresholds.

Four things change over time t (years):

    g  gap to the frontier, % of the frontier's level (0 = level with it, 100 = nothing of it)
    T  perceived threat, points; it follows the gap with a delay
    M  mobilisation, the reform effort, 0 to 1
    E  entrenchment of those whom mobilisation raised, 0 to 1

and one switch s: 1 while reform is on, 0 while it is off. The equations:

    dg/dt = f (100 − g) − d g − c M g          f, d, c in % a year, divided by 100
    dT/dt = (p g − T) / threat_lag
    dM/dt = (s (1 − k E) − M) / effort_lag
    dE/dt = M (1 − E) / entrenching − E / turnover
    s turns on when T rises past `upper`, and off when T falls past `upper − relief`

f is `frontier`, p is `pressure`; d, c, k are `diffusion`, `catch_up`, `choke` (see Settings and Fixed for every unit).
In words: the frontier moves on, so whoever stands still falls behind. What is known at the frontier seeps in by itself,
slowly (d), and fast under a reform (c); either brings the more the larger the gap is. Neighbours who are ahead are felt
as a threat. Past a threshold the threat sets a reform going; it ends only when the threat is well below that threshold
(hysteresis). Those whom the reform raised settle in, which saps the effort; they leave as they age.

Where the ideas come from: the advantage of backwardness, A. Gerschenkron, Economic Backwardness in Historical Perspective
(1962); relaxation oscillations, B. van der Pol, "On relaxation-oscillations", Philosophical Magazine 2 (1926);
entrenchment, M. Olson, The Rise and Decline of Nations (1982); reform from above by a service class that then
degenerates, R. Hellie's work of 1977 on service-class revolutions. The equations are ours, made for teaching; none of
these authors wrote them, and no number here is estimated from data.

Where it fails: see the list in the notebook. Above all, threat here comes from the gap alone, one fixed threshold stands
for all rulers, reform always narrows the gap, nothing happens by chance (no war, no price shock, no succession), and the
frontier is one place that never stumbles.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..errors import CourseError
from .controls import Challenge, Knob, check
from .switching import follow

YEARS = 300
# A quarter of a year: the shortest delay in the model is several of these, and the error of a run stays below 0.001 points.
STEP = 0.25
# A wheel that has not turned for so long counts as stopped.
STILL = 150
STAGNATION, REFORM = 0, 1

KNOBS = (
    Knob("frontier", "How fast the frontier moves on", 0, 2, 1.4, 0.1, "% a year", "what a country loses each year by standing still"),
    Knob("pressure", "How threatening the gap feels", 0, 2, 1, 0.05, "points per % of gap", "0: calm neighbours"),
    Knob("entrenching", "How long the newly raised take to dig in", 1, 100, 15, 1, "years", "few: a closed elite; many: an open one"),
    Knob(
        "relief", "How safe is safe enough to stop", 0, 30, 12, 1, "points below the start of reform", "0: reform ends at the first relief"
    ),
)


@dataclass(frozen=True)
class Settings:
    """What the reader chooses; units and ranges are in KNOBS. Raises CourseError outside the ranges."""

    frontier: float = 1.4
    pressure: float = 1.0
    entrenching: float = 15.0
    relief: float = 12.0

    def __post_init__(self) -> None:
        check(KNOBS, self)


@dataclass(frozen=True)
class Fixed:
    """What stays as it is: assumed, not measured, so that phases last decades and gaps look like those of real latecomers.

    diffusion (% a year of the gap that closes by itself), catch_up (the same, added by a reform at full effort),
    threat_lag and effort_lag (years), turnover (years that the raised stay), upper (points of threat that start a reform),
    choke (the part of the effort that full entrenchment takes, 0 to 1), gap_start (% of the frontier, in year 0).
    """

    diffusion: float = 0.5
    catch_up: float = 5.0
    threat_lag: float = 5.0
    effort_lag: float = 3.0
    turnover: float = 40.0
    upper: float = 50.0
    choke: float = 1.0
    gap_start: float = 45.0


@dataclass(frozen=True)
class Turn:
    """A turning point: the year, which phase begins (STAGNATION or REFORM), the gap and the threat then."""

    year: float
    phase: int
    gap: float
    threat: float


@dataclass(frozen=True, eq=False)
class Run:
    """One run. Series of equal length, a value for each step, and numbers that are None where there is no cycle.

    `outcome`: "turning"; "calm" (stagnation for good); "stuck" (a reform that never gets there); "slow" (fewer than
    two whole turns in the run). `period`, `stagnation`, `reform` are mean lengths in years, `amplitude` is the gap's
    largest less its smallest value in % of the frontier, all over whole turns.
    """

    settings: Settings
    fixed: Fixed
    year: tuple[float, ...]
    gap: tuple[float, ...]
    threat: tuple[float, ...]
    mobilisation: tuple[float, ...]
    entrenchment: tuple[float, ...]
    phase: tuple[int, ...]
    turns: tuple[Turn, ...]
    outcome: str
    period: float | None = None
    amplitude: float | None = None
    stagnation: float | None = None
    reform: float | None = None


def run(settings: Settings | None = None, fixed: Fixed | None = None, years: int = YEARS) -> Run:
    """Follow the wheel for `years` years (1 to 2000) from a calm start. Always the same for the same settings."""
    settings, fixed = settings or Settings(), fixed or Fixed()
    if isinstance(years, bool) or not isinstance(years, int) or not 1 <= years <= 2000:
        raise CourseError(f"The run has to last a whole number of years from 1 to 2000, not {years!r}.")
    start = (fixed.gap_start, settings.pressure * fixed.gap_start, 0.0, 0.0)
    levels = (fixed.upper - settings.relief, fixed.upper)
    rows, phases, switches = follow(_rates(settings, fixed), start, levels, round(years / STEP), STEP)
    turns = [Turn(at, phase, state[0], state[1]) for at, phase, state in switches]
    year, states = tuple(i * STEP for i in range(len(rows))), tuple(zip(*rows, strict=True))
    found = {"turns": tuple(turns), "outcome": _outcome(settings, fixed, turns, phases[-1], years)}
    if found["outcome"] == "turning":
        found |= _measures(year, states[0], turns)
    return Run(settings, fixed, year, *states, tuple(phases), **found)


def resting_threat(settings: Settings, fixed: Fixed | None = None) -> tuple[float, float]:
    """The threat (points) at which things would settle if stagnation, or if reform, went on for ever.

    Closed form. For stagnation M = E = 0, so g = 100 f / (f + d). For reform M = 1 − k E and
    (1 − k E)(1 − E) turnover = E entrenching, a quadratic in E; then g = 100 f / (f + d + c M). Without a frontier
    that moves, g is 0. Reforms keep coming only if the first number is above the upper threshold.
    """
    fixed = fixed or Fixed()
    k, ratio = fixed.choke, settings.entrenching / fixed.turnover
    b = 1 + k + ratio
    effort = 1 - 2 * k / (b + math.sqrt(b * b - 4 * k))
    pulls, closes = settings.frontier, settings.frontier + fixed.diffusion
    return settings.pressure * 100 * pulls / closes, settings.pressure * 100 * pulls / (closes + fixed.catch_up * effort)


def _rates(settings: Settings, fixed: Fixed):
    """The right-hand sides of the equations, as a function of the state and the switch."""
    f, d, c = settings.frontier / 100, fixed.diffusion / 100, fixed.catch_up / 100
    p, dig, leave, k = settings.pressure, 1 / settings.entrenching, 1 / fixed.turnover, fixed.choke
    fast, slow = 1 / fixed.effort_lag, 1 / fixed.threat_lag

    def rates(g, t, m, e, s):
        return f * (100 - g) - (d + c * m) * g, (p * g - t) * slow, (s * (1 - k * e) - m) * fast, m * (1 - e) * dig - e * leave

    return rates


def _outcome(settings: Settings, fixed: Fixed, turns: list[Turn], phase: int, years: int) -> str:
    last = turns[-1].year if turns else 0.0
    if phase == STAGNATION and resting_threat(settings, fixed)[0] <= fixed.upper:
        return "calm"
    if phase == REFORM and years - last >= STILL:
        return "stuck"
    return "turning" if len(_whole(turns)) >= 2 else "slow"


def _whole(turns: list[Turn]) -> list[float]:
    """The years in which the counted reforms begin; the first remembers the start of the run and is left out if it can be."""
    begins = [turn.year for turn in turns if turn.phase == REFORM]
    return begins[1:] if len(begins) > 2 else begins


def _measures(year: tuple[float, ...], gap: tuple[float, ...], turns: list[Turn]) -> dict[str, float]:
    begins = _whole(turns)
    count, first, last = len(begins) - 1, begins[0], begins[-1]
    ends = [turn.year for turn in turns if turn.phase == STAGNATION and first < turn.year < last]
    reform = sum(end - begin for begin, end in zip(begins, ends, strict=False)) / count
    period = (last - first) / count
    inside = [g for at, g in zip(year, gap, strict=True) if first <= at <= last]
    return {"period": period, "amplitude": max(inside) - min(inside), "stagnation": period - reform, "reform": reform}


PRESETS = {
    "as the essay has it": Settings(),
    "calm neighbours": Settings(pressure=0.6),
    "fast entrenchment": Settings(entrenching=5),
    "open elites": Settings(entrenching=60),
}


CHALLENGES = (
    Challenge(
        "long-stagnation",
        "Make stagnation last 40 years or more, with the wheel still turning.",
        lambda done: done.stagnation is not None and done.stagnation >= 40,
        "What has to build up before a reform begins? Make it build up more slowly, or let the reform go on for longer first.",
    ),
    Challenge(
        "no-cycle",
        "Make the cycle stop.",
        lambda done: done.outcome in ("calm", "stuck"),
        "There are two ways: a threat that never starts a reform, and a reform that never reaches safety.",
    ),
)


def describe(done: Run) -> str:
    """Say in two to four sentences what a run shows; for a screen reader and for the text beside the chart."""
    years, fixed = int(done.year[-1]), done.fixed
    begun = sum(turn.phase == REFORM for turn in done.turns)
    if done.outcome == "turning":
        said = (
            f"The wheel turns: {begun} reforms begin in {years} years, one every {done.period:.0f} years on average. "
            f"A reform lasts {done.reform:.0f} years and the stagnation after it {done.stagnation:.0f}. "
            f"The gap swings by {done.amplitude:.0f} % of the frontier."
        )
    elif done.outcome == "calm":
        said = (
            "There is no cycle: stagnation stays. The perceived threat tends to "
            f"{resting_threat(done.settings, fixed)[0]:.0f} points, and a reform begins only above {fixed.upper:.0f}."
        )
    elif done.outcome == "stuck":
        said = (
            f"There is no cycle: reform goes on without ever reaching safety. Effort is {done.mobilisation[-1]:.2f} of 1 and "
            f"entrenchment {done.entrenchment[-1]:.2f}; the threat is {done.threat[-1]:.1f} points and has to fall "
            f"below {fixed.upper - done.settings.relief:.0f}."
        )
    else:
        said = f"The wheel turns too slowly to be measured: reforms that begin in {years} years: {begun}."
    return f"{said} At the end the gap is {done.gap[-1]:.0f} % of the frontier."
