"""The line-up: the real series is there once, the others are what the null says."""

import random
import statistics

import pytest

from essay_kit.errors import CourseError
from essay_kit.models.lineup import describe, line_up

X = list(range(1900, 2000))
Y = [((n * 37) % 11 - 5) * 0.01 + 0.3 for n in range(100)]


def test_the_real_series_stands_once_without_its_trend_as_do_the_others():
    one = line_up(X, [y + 0.02 * x for x, y in zip(X, Y, strict=True)], 3)
    line = statistics.linear_regression(X, Y)
    bare = [y - line.intercept - line.slope * x for x, y in zip(X, Y, strict=True)]
    assert one.panels[one.real] == pytest.approx(bare, abs=1e-9)
    assert [panel == pytest.approx(bare, abs=1e-6) for panel in one.panels].count(True) == 1
    for panel in one.panels:
        assert statistics.mean(panel) == pytest.approx(0, abs=1e-9)
        assert statistics.linear_regression(X, panel).slope == pytest.approx(0, abs=1e-9)


def test_simple_rules_do_not_find_a_walk_among_walks():
    found = {"narrowest": 0, "widest": 0, "highest end": 0}
    for seed in range(400):
        draw, walk = random.Random(seed), [0.0]
        for _ in range(99):
            walk.append(walk[-1] + draw.gauss(0, 1))
        one = line_up(X, walk, seed + 5000)
        spread = [max(p) - min(p) for p in one.panels]
        found["narrowest"] += spread.index(min(spread)) == one.real
        found["widest"] += spread.index(max(spread)) == one.real
        found["highest end"] += max(range(9), key=lambda at, one=one: one.panels[at][-1]) == one.real
    assert all(400 * 0.05 < count < 400 * 0.18 for count in found.values()), found  # one in nine is 44


def test_the_same_seed_gives_the_same_line_up_and_another_another():
    assert line_up(X, Y, 3) == line_up(X, Y, 3) != line_up(X, Y, 4)
    places = [line_up(X, Y, seed).real for seed in range(900)]
    assert all(70 <= places.count(place) <= 130 for place in range(9))  # one in nine each


def test_steps_of_the_walks_have_the_variance_of_the_real_steps():
    walk = [0.0]
    draw = random.Random(1)
    for _ in range(99):
        walk.append(walk[-1] + draw.gauss(0, 1))
    real = [b - a for a, b in zip(walk, walk[1:], strict=False)]
    size = (sum(s * s for s in real) / len(real)) ** 0.5
    lines = [line_up(X, walk, seed) for seed in range(30)]
    steps = [b - a for one in lines for at, p in enumerate(one.panels) if at != one.real for a, b in zip(p, p[1:], strict=False)]
    assert statistics.pstdev(steps) == pytest.approx(size, rel=0.03)


def test_a_gap_in_the_years_gives_a_longer_step():
    gapped = [year if year < 1950 else year + 400 for year in X]
    lines = [line_up(gapped, Y, seed) for seed in range(40)]
    walks = [p for one in lines for at, p in enumerate(one.panels) if at != one.real]
    across = statistics.pstdev([w[50] - w[49] for w in walks])
    assert across > 5 * statistics.pstdev([w[2] - w[1] for w in walks])


def test_a_panel_is_told_in_words():
    assert "crosses its middle" in describe(line_up(X, Y, 3), 0)
    assert describe(line_up(X, Y, 3), 0).startswith("Panel 1: from ")


@pytest.mark.parametrize(("x", "y"), [([1, 2], [1, 2]), (X, [1.0] * 100), (X, Y[:50])])
def test_a_series_that_cannot_be_hidden_is_a_sentence(x, y):
    with pytest.raises(CourseError, match="line-up needs"):
        line_up(x, y, 1)
