"""The wheel, against closed forms and against an independent integration, and at its limits."""

import time
from itertools import product

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from essay_kit.models import cycle
from essay_kit.models.cycle import CHALLENGES, KNOBS, PRESETS, REFORM, STAGNATION, Fixed, Settings, describe, resting_threat, run

LONG, STOP = CHALLENGES


def equations(s, on, x):
    """The four equations, written again from the docstring with its default numbers."""
    gap, threat, effort, dug = x
    return [
        s.frontier / 100 * (100 - gap) - 0.005 * gap - 0.05 * effort * gap,
        (s.pressure * gap - threat) / 5,
        (on * (1 - dug) - effort) / 3,
        effort * (1 - dug) / s.entrenching - dug / 40,
    ]


def scipy_run(s, years=300):
    """Integrate from switch to switch with events; returns the turns (year, phase) and the solution pieces."""
    at, x, on = 0.0, np.array([45, 45 * s.pressure, 0, 0]), int(45 * s.pressure > 50)
    turns, pieces = [], []
    while at < years:

        def hit(t, y, on=on):
            return y[1] - (50 - s.relief if on else 50)

        hit.terminal, hit.direction = True, -1 if on else 1
        found = solve_ivp(
            lambda t, y, on=on: equations(s, on, y), (at, years), x, "DOP853", events=hit, rtol=1e-11, atol=1e-11, dense_output=True
        )
        pieces.append((at, found.t[-1], found.sol))
        at, x = found.t[-1], found.y[:, -1]
        if found.status == 1:
            on = 1 - on
            turns.append((at, on))
    return turns, pieces


SOME = [
    *PRESETS.values(),
    Settings(frontier=0.8, pressure=1.3, entrenching=40, relief=20),
    Settings(frontier=1.0, pressure=1.0, entrenching=8, relief=5),
    Settings(relief=0),
    Settings(frontier=0.4, pressure=2, relief=30),
    Settings(pressure=2, frontier=1.9),
]


@pytest.mark.parametrize("settings", SOME)
def test_the_run_is_that_of_an_independent_integration(settings):
    done, (turns, pieces) = run(settings), scipy_run(settings)
    assert [t.phase for t in done.turns] == [phase for _, phase in turns]
    assert [t.year for t in done.turns] == pytest.approx([year for year, _ in turns], abs=2e-3)
    years, ours = np.array(done.year), np.array([done.gap, done.threat, done.mobilisation, done.entrenchment])
    for start, end, solution in pieces:
        inside = (years >= start) & (years < end)
        if inside.any():
            assert np.abs(ours[:2, inside] - solution(years[inside])[:2]).max() < 1e-3
            assert np.abs(ours[2:, inside] - solution(years[inside])[2:]).max() < 1e-3


@pytest.mark.parametrize("settings", [s for s in SOME if run(s).outcome == "turning"])
def test_period_and_amplitude_are_those_of_an_independent_integration(settings):
    done, (turns, pieces) = run(settings), scipy_run(settings)
    begins = [year for year, phase in turns if phase == REFORM]
    begins = begins[1:] if len(begins) > 2 else begins
    assert done.period == pytest.approx(np.mean(np.diff(begins)), abs=2e-3)
    fine = [solution(np.linspace(a, b, 4001)) for a, b, solution in pieces if a >= begins[0] - 1e-9 and b <= begins[-1] + 1e-9]
    gap = np.concatenate([piece[0] for piece in fine])
    assert done.amplitude == pytest.approx(gap.max() - gap.min(), abs=0.02)
    assert done.stagnation + done.reform == pytest.approx(done.period)
    ends = [year for year, phase in turns if phase == STAGNATION and begins[0] < year < begins[-1]]
    assert done.reform == pytest.approx(np.mean(np.array(ends) - np.array(begins[:-1])), abs=2e-3)
    assert len(begins) >= 2


def test_no_threat_no_cycle():
    done = run(Settings(pressure=0))
    assert done.outcome == "calm" and done.turns == () and not any(done.phase)
    assert done.period is done.amplitude is done.stagnation is done.reform is None
    assert not any((*done.mobilisation, *done.entrenchment, *done.threat))


def stagnant(s, t):
    """Closed form of gap and threat while nothing is done: two linear equations in a row."""
    pace, settled = (s.frontier + 0.5) / 100, 100 * s.frontier / (s.frontier + 0.5)
    gap = settled + (45 - settled) * np.exp(-pace * t)
    wave = (45 - settled) * s.pressure / (1 - 5 * pace)
    start = 45 * s.pressure - s.pressure * settled - wave
    return gap, s.pressure * settled + wave * np.exp(-pace * t) + start * np.exp(-t / 5)


@pytest.mark.parametrize(("frontier", "pressure"), [(1.4, 0.6), (0, 1), (2, 0.5), (0.3, 0), (0.1, 1.1)])
def test_stagnation_has_its_closed_form(frontier, pressure):
    settings = Settings(frontier=frontier, pressure=pressure)
    done = run(settings)
    gap, threat = stagnant(settings, np.array(done.year))
    assert done.turns == ()
    assert done.gap == pytest.approx(gap, abs=1e-6) and done.threat == pytest.approx(threat, abs=1e-5)


def test_the_first_reform_begins_when_the_closed_form_says():
    settings = Settings()
    year = brentq(lambda t: stagnant(settings, t)[1] - 50, 1, 60, xtol=1e-12)
    first = run(settings).turns[0]
    assert first.year == pytest.approx(year, abs=1e-5) and first.phase == REFORM
    assert first.threat == pytest.approx(50, abs=1e-8) and first.gap == pytest.approx(stagnant(settings, year)[0], abs=1e-6)


def test_reform_without_entrenchment_has_its_closed_form_when_the_frontier_stands_still():
    done = run(Settings(frontier=0, pressure=2, relief=30), Fixed(choke=0))
    ends = done.turns[0].year
    t = np.array([year for year in done.year if year < ends])
    effort, total = 1 - np.exp(-t / 3), t - 3 * (1 - np.exp(-t / 3))
    assert done.phase[0] == REFORM and done.turns[0].phase == STAGNATION and len(t) > 40
    assert done.mobilisation[: len(t)] == pytest.approx(effort, abs=1e-5)
    assert done.gap[: len(t)] == pytest.approx(45 * np.exp(-0.005 * t - 0.05 * total), abs=1e-5)


def test_without_delays_and_entrenchment_the_period_has_its_closed_form(monkeypatch):
    """The relaxation limit: the gap itself runs between the two thresholds, along an exponential each way."""
    monkeypatch.setattr(cycle, "STEP", 0.005)
    half, full = (run(Settings(), Fixed(choke=0, threat_lag=lag, effort_lag=lag)) for lag in (0.01, 0.02))
    calm, busy = 140 / 1.9, 140 / 6.9
    stagnation, reform = np.log((calm - 38) / (calm - 50)) / 0.019, np.log((50 - busy) / (38 - busy)) / 0.069
    # What a short delay adds is proportional to it; twice the half less the full takes that away.
    assert 2 * half.stagnation - full.stagnation == pytest.approx(stagnation, abs=1e-3)
    assert 2 * half.reform - full.reform == pytest.approx(reform, abs=1e-3)
    assert half.amplitude == pytest.approx(12, abs=0.05)


def test_a_frontier_that_stands_still_is_reached_and_the_wheel_stops():
    for pressure in (0.5, 1, 2):
        done = run(Settings(frontier=0, pressure=pressure), years=1000)
        assert done.outcome == "calm" and done.gap[-1] < 1 and done.threat[-1] < 2
        assert sum(turn.phase == REFORM for turn in done.turns) == 0


def test_instant_entrenchment_leaves_things_as_if_there_were_no_reform():
    done = run(Settings(entrenching=1), Fixed(turnover=1e9), years=2000)
    assert done.outcome == "stuck" and done.entrenchment[-1] > 0.999
    assert done.gap[-1] == pytest.approx(100 * 1.4 / 1.9, abs=0.1)


def test_entrenchment_that_takes_nothing_changes_nothing():
    first, second = (run(Settings(entrenching=e), Fixed(choke=0)) for e in (1, 100))
    assert first.gap == second.gap and first.entrenchment != second.entrenchment


def test_without_hysteresis_only_the_delays_keep_the_wheel_turning():
    slow, quick, none = run(Settings(relief=0)), run(Settings(relief=0), Fixed(threat_lag=2, effort_lag=1)), run(Settings())
    assert quick.period < slow.period < none.period
    assert quick.amplitude < slow.amplitude < none.amplitude
    assert quick.amplitude < 3


@pytest.mark.parametrize(
    ("settings", "which"),
    [(Settings(pressure=0.6), 0), (Settings(frontier=0.2), 0), (Settings(entrenching=5), 1), (Settings(pressure=2), 1)],
)
def test_what_settles_settles_at_the_closed_form(settings, which):
    done = run(settings, years=2000)
    assert done.outcome == ("calm", "stuck")[which]
    assert done.threat[-1] == pytest.approx(resting_threat(settings)[which], abs=1e-2)
    assert resting_threat(settings, Fixed(choke=0))[1] < resting_threat(settings)[1] < resting_threat(settings)[0]


def test_presets_show_what_their_names_promise():
    essay, calm, fast, open_ = (run(PRESETS[n]) for n in ("as the essay has it", "calm neighbours", "fast entrenchment", "open elites"))
    assert len(PRESETS) == 4 and PRESETS["as the essay has it"] == Settings()
    assert (essay.outcome, calm.outcome, fast.outcome, open_.outcome) == ("turning", "calm", "stuck", "turning")
    assert (essay.period, essay.stagnation, essay.reform) == pytest.approx((62, 33, 29), abs=1)
    assert essay.amplitude == pytest.approx(16, abs=0.5)
    assert open_.reform < 0.75 * essay.reform and open_.amplitude > essay.amplitude
    assert fast.mobilisation[-1] < 1 / 3 and fast.threat[-1] > 38 and calm.gap[-1] > 70


def test_challenges_are_open_at_the_start_and_can_be_met():
    assert not LONG.met(run()) and not STOP.met(run())
    for settings in (Settings(frontier=1.1), Settings(relief=18, frontier=1.3), Settings(pressure=0.8)):
        assert LONG.met(run(settings)) and not STOP.met(run(settings))
    for settings in (Settings(pressure=0.5), Settings(frontier=0.2), Settings(entrenching=3), Settings(relief=30)):
        assert STOP.met(run(settings)) and not LONG.met(run(settings))
    slow = run(Settings(frontier=0.5, pressure=1.05))
    assert slow.outcome == "slow" and not STOP.met(slow) and not LONG.met(slow)


def measured(name, values, what):
    return [getattr(run(Settings(**{name: value})), what) for value in values]


def test_effects_run_one_way():
    falls = (("frontier", (0.8, 1.0, 1.2, 1.4, 1.6), "stagnation"), ("pressure", (0.7, 0.8, 0.9, 1.0, 1.1), "stagnation"))
    falls += (("entrenching", (10, 15, 25, 50, 100), "reform"),)
    rises = (("relief", (0, 4, 8, 12, 15), "period"), ("relief", (0, 4, 8, 12, 15), "amplitude"))
    rises += (("pressure", (0.7, 0.8, 0.9, 1.0, 1.1), "reform"), ("entrenching", (10, 15, 25, 50, 100), "stagnation"))
    assert all((np.diff(measured(*case)) < 0).all() for case in falls)
    assert all((np.diff(measured(*case)) > 0).all() for case in rises)


def test_every_corner_of_the_knobs_stays_within_bounds():
    for corner in product(*((knob.low, knob.high) for knob in KNOBS)):
        done = run(Settings(*corner))
        assert min(done.gap) >= 0 and max(done.gap) <= 100 and min(done.threat) >= 0 and max(done.threat) <= 200
        for share in (done.mobilisation, done.entrenchment):
            assert min(share) >= 0 and max(share) <= 1
        assert 2 <= describe(done).count(". ") + 1 <= 4 and "nan" not in describe(done)


def test_the_record_is_whole():
    done = run()
    lengths = {len(a) for a in (done.year, done.gap, done.threat, done.mobilisation, done.entrenchment, done.phase)}
    assert lengths == {1201} and done.year[0] == 0 and done.year[-1] == 300
    assert set(done.phase) == {STAGNATION, REFORM}
    assert all(a.phase != b.phase and a.year < b.year for a, b in zip(done.turns, done.turns[1:], strict=False))
    assert all(t.threat == pytest.approx(50 if t.phase == REFORM else 38, abs=1e-8) for t in done.turns)
    flips = np.array(done.year)[1:][np.diff(done.phase) != 0]
    assert flips == pytest.approx([t.year for t in done.turns], abs=cycle.STEP)
    assert run().gap == done.gap


def test_describe_gives_the_numbers():
    assert describe(run()) == (
        "The wheel turns: 5 reforms begin in 300 years, one every 62 years on average. A reform lasts 29 years and the "
        "stagnation after it 33. The gap swings by 16 % of the frontier. At the end the gap is 43 % of the frontier."
    )
    assert "tends to 44 points, and a reform begins only above 50" in describe(run(PRESETS["calm neighbours"]))
    assert "threat is 41.4 points and has to fall below 38" in describe(run(PRESETS["fast entrenchment"]))
    assert "too slowly" in describe(run(years=30))


def test_a_run_is_fast_enough_for_a_slider():
    times = []
    for _ in range(7):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    assert min(times) < 0.025
