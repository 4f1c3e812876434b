"""The dilemma, against closed forms and against scipy, and at its limits."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from essay_kit.models.dilemma import CHALLENGES, KNOBS, PRESETS, YEARS, Fixed, Settings, describe, resting_points, run

(ESCAPE,) = CHALLENGES
GRID = [Settings(a, o, m) for a, o, m in product((0, 0.3, 0.7, 1), (0, 0.5, 1, 2), (2, 8, 30))]


def equations(s, x, lag=4):
    """The two equations, written again from the docstring."""
    drawn, tied = x
    return [drawn * (1 - drawn) * (1 - s.assertiveness - s.outside * tied) / s.memory, (1 - drawn - tied) / lag]


def integrate(s, start, years, at=None):
    found = solve_ivp(lambda t, x: equations(s, x), (0, years), start, "LSODA", t_eval=at, rtol=1e-10, atol=1e-12)
    return found.y


def test_the_run_is_that_of_an_independent_integration():
    for settings in GRID:
        done = run(settings)
        drawn, tied = integrate(settings, (0.45, 0.2), YEARS, np.minimum(done.year, YEARS))
        assert done.attraction == pytest.approx(drawn, abs=1e-6) and done.balancing == pytest.approx(tied, abs=1e-6)
        pressed = (1 - drawn) * settings.assertiveness
        assert done.assertion == pytest.approx(pressed, abs=1e-6)
        assert done.compliance == pytest.approx(drawn + pressed * np.clip(1 - settings.outside * tied, 0, None), abs=1e-5)


@pytest.mark.parametrize(("a", "memory"), [(0, 2), (0.4, 8), (0.9, 30), (1, 8)])
def test_without_an_outside_option_attraction_is_a_logistic_curve(a, memory):
    done = run(Settings(assertiveness=a, outside=0, memory=memory))
    grown = 1 / (1 + 0.55 / 0.45 * np.exp(-(1 - a) * np.array(done.year) / memory))
    assert done.attraction == pytest.approx(grown, abs=1e-8)
    assert done.compliance == pytest.approx(grown + (1 - grown) * a, abs=1e-8)


def test_balancing_trails_by_an_exponential_when_attraction_stands_still():
    done = run(Settings(assertiveness=1, outside=0))
    assert np.ptp(done.attraction) == 0
    assert done.balancing == pytest.approx(0.55 - 0.35 * np.exp(-np.array(done.year) / 4), abs=1e-8)


def test_resting_points_rest():
    for settings in GRID:
        for point in resting_points(settings):
            assert equations(settings, (point.attraction, point.balancing)) == pytest.approx([0, 0], abs=1e-12)
            left = max(0, 1 - settings.outside * point.balancing)
            assert point.assertion == pytest.approx(settings.assertiveness * (1 - point.attraction))
            assert point.compliance == pytest.approx(point.attraction + point.assertion * left)


def test_no_resting_point_is_missed():
    """Between the ends, attraction rests where 1 − a − o (1 − A) changes its sign; look for that on a fine grid."""
    drawn = np.linspace(0.00031, 0.99973, 9001)
    for settings in GRID:
        pull = 1 - settings.assertiveness - settings.outside * (1 - drawn)
        changes = drawn[1:][np.diff(np.sign(pull)) != 0]
        inner = [p.attraction for p in resting_points(settings) if p.name == "watershed"]
        assert inner == pytest.approx(list(changes), abs=2e-4)


def test_rates_are_the_eigenvalues_of_the_jacobian():
    for settings in GRID:
        for point in resting_points(settings):
            at, h = np.array([point.attraction, point.balancing]), 1e-6
            columns = [(np.array(equations(settings, at + d)) - equations(settings, at - d)) / (2 * h) for d in np.eye(2) * h]
            assert sorted(point.rates) == pytest.approx(sorted(np.linalg.eigvals(np.array(columns).T).real), abs=1e-7)
            assert point.stable == (max(point.rates) < -1e-9)


def test_stable_points_hold_and_unstable_ones_do_not():
    """A long integration from close by: back to the point, or away from it."""
    for settings in GRID:
        for point in resting_points(settings):
            if abs(max(point.rates)) < 1e-3:
                continue
            nudge = -0.01 if point.attraction > 0.5 else 0.01
            start = (point.attraction + nudge, point.balancing - nudge)
            end = integrate(settings, start, 4000)[0, -1]
            assert (abs(end - point.attraction) < 1e-4) == point.stable, (settings, point)


def test_the_watershed_divides_the_starts():
    settings = Settings(assertiveness=0.6, outside=1)
    (mark,) = [p.attraction for p in resting_points(settings) if p.name == "watershed"]
    assert mark == pytest.approx(0.6)
    for start, end in ((0.57, 0), (0.63, 1)):
        assert integrate(settings, (start, 1 - start), 4000)[0, -1] == pytest.approx(end, abs=1e-3)


def names(a, o):
    return {p.name: p.stable for p in resting_points(Settings(assertiveness=a, outside=o))}


def test_which_states_exist_and_hold():
    assert names(0.7, 1) == {"attraction": True, "watershed": False, "trap": True}
    assert names(0.7, 0.2) == {"attraction": True, "trap": False}
    assert names(0, 0) == {"attraction": True, "trap": False}
    assert names(1, 1) == {"attraction": False, "trap": True}
    # On the edge nothing is called stable: these differ from the cases above by rounding only.
    assert names(0.9, 0.1) == names(0.3, 0.7) == names(0.1, 0.9) == {"attraction": True, "trap": False}
    assert names(1, 0) == {"attraction": False, "trap": False}


def test_more_assertion_means_more_now_and_less_attraction_later():
    for o, m in product((0.3, 1, 2), (2, 8, 30)):
        runs = [run(Settings(a, o, m)) for a in np.linspace(0, 1, 11)]
        assert (np.diff([r.compliance[0] for r in runs]) > 0).all()
        assert (np.diff([r.attraction[-1] for r in runs]) < 0).all()


def test_other_effects_run_one_way():
    assert (np.diff([run(Settings(outside=o)).compliance[-1] for o in np.linspace(0, 2, 9)]) < 0).all()
    falling = [run(Settings(memory=m)).attraction[-1] for m in (2, 5, 8, 15, 30)]
    rising = [run(Settings(assertiveness=0.2, memory=m)).attraction[-1] for m in (2, 5, 8, 15, 30)]
    assert (np.diff(falling) > 0).all() and (np.diff(rising) < 0).all()


def test_limits():
    restrained = run(Settings(assertiveness=0, outside=1))
    assert not any(restrained.assertion) and restrained.compliance == restrained.attraction
    assert restrained.overtaken is None
    assert np.allclose(run(Settings(assertiveness=1, outside=0)).compliance, 1)
    assert run(Settings(assertiveness=1, outside=2, memory=2)).compliance[-1] < 1e-6
    for start in (0, 1):
        assert np.ptp(run(fixed=Fixed(attraction_start=start)).attraction) == 0


def test_the_year_in_which_restraint_overtakes():
    done = run()
    same = run(replace(done.settings, assertiveness=0)).compliance
    assert done.restrained == same and 5 < done.overtaken < 12
    for year, restrained, pressed in zip(done.year, same, done.compliance, strict=True):
        assert (restrained > pressed) == (year >= done.overtaken)
    assert run(Settings(assertiveness=1, outside=0)).overtaken is None


def test_presets_show_what_their_names_promise():
    ends = {name: (run(s).compliance[0], run(s).compliance[-1]) for name, s in PRESETS.items()}
    assert PRESETS["as the essay has it"] == Settings()
    assert ends["as the essay has it"] == pytest.approx((0.76, 0.25), abs=0.01)
    assert ends["restraint"] == pytest.approx((0.49, 0.95), abs=0.01)
    assert ends["nowhere else to go"] == pytest.approx((0.82, 0.90), abs=0.01)
    assert ends["long memory"] == pytest.approx((0.76, 0.52), abs=0.01)


def test_the_challenge_is_open_at_the_start_and_can_be_met():
    assert not any(ESCAPE.met(run(settings)) for settings in PRESETS.values())
    met = [a for a in np.arange(0, 1.001, 0.05) if ESCAPE.met(run(Settings(assertiveness=a)))]
    assert met == pytest.approx([0.25, 0.3, 0.35, 0.4])
    # An easier world does not count.
    assert not ESCAPE.met(run(Settings(assertiveness=0.3, outside=0.95)))
    assert not ESCAPE.met(run(Settings(assertiveness=0.3, memory=7)))


def test_every_corner_of_the_knobs_stays_within_bounds():
    for corner in product(*((knob.low, knob.high) for knob in KNOBS)):
        done = run(Settings(*corner))
        for share in (done.attraction, done.balancing, done.assertion, done.compliance, done.restrained):
            assert len(share) == 401 and min(share) >= -1e-12 and max(share) <= 1 + 1e-12
        assert 3 <= describe(done).count(". ") + 1 <= 4 and "nan" not in describe(done) and describe(done).endswith(".")
    assert done.year[0] == 0 and done.year[-1] == pytest.approx(YEARS)


def test_describe_gives_the_numbers():
    assert describe(run()) == (
        "Compliance starts at 0.76 and falls: 0.25 in year 40, lowest 0.25. Attraction goes from 0.45 to 0.14, assertion from "
        "0.39 to 0.60. From year 8 a centre that does not press at all has more compliance. In the long run both attraction and "
        "the trap can last: the start decides."
    )
    assert "rises" in describe(run(PRESETS["restraint"]))
    assert "only full attraction" in describe(run(PRESETS["nowhere else to go"]))
    assert "only the trap" in describe(run(Settings(assertiveness=1)))
    edge = describe(run(Settings(assertiveness=1, outside=0)))
    assert "stays where it was" in edge and "edge" in edge
