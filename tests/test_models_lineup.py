"""The line-up: the real series is there once, the others are what the null says."""

import statistics

import pytest

from essay_kit.errors import CourseError
from essay_kit.models.lineup import describe, line_up

X = list(range(1900, 2000))
Y = [((n * 37) % 11 - 5) * 0.01 + 0.3 for n in range(100)]


def test_the_real_series_stands_once_and_all_start_where_it_starts():
    one = line_up(X, Y, 3)
    assert [panel == tuple(Y) for panel in one.panels].count(True) == 1
    assert one.panels[one.real] == tuple(Y)
    assert {panel[0] for panel in one.panels} == {Y[0]}
    assert {len(panel) for panel in one.panels} == {len(X)}


def test_the_same_seed_gives_the_same_line_up_and_another_another():
    assert line_up(X, Y, 3) == line_up(X, Y, 3) != line_up(X, Y, 4)
    places = [line_up(X, Y, seed).real for seed in range(900)]
    assert all(70 <= places.count(place) <= 130 for place in range(9))  # one in nine each


def test_steps_of_the_walks_have_the_variance_of_the_real_steps():
    real = [b - a for a, b in zip(Y, Y[1:], strict=False)]
    size = (sum(s * s for s in real) / len(real)) ** 0.5
    walks = [panel for seed in range(20) for at, panel in enumerate(line_up(X, Y, seed).panels) if at != line_up(X, Y, seed).real]
    steps = [b - a for walk in walks for a, b in zip(walk, walk[1:], strict=False)]
    assert statistics.mean(steps) == pytest.approx(0, abs=0.002)
    assert statistics.pstdev(steps) == pytest.approx(size, rel=0.03)


def test_a_gap_in_the_years_gives_a_longer_step():
    gapped = [year if year < 1950 else year + 400 for year in X]
    walks = [p for seed in range(40) for at, p in enumerate(line_up(gapped, Y, seed).panels) if at != line_up(gapped, Y, seed).real]
    across = statistics.pstdev([w[50] - w[49] for w in walks])
    assert across > 10 * statistics.pstdev([w[2] - w[1] for w in walks])


def test_a_panel_is_told_in_words():
    assert "crosses its middle" in describe(line_up(X, Y, 3), 0)
    assert describe(line_up(X, Y, 3), 0).startswith("Panel 1: from 0.25 to")


@pytest.mark.parametrize(("x", "y"), [([1, 2], [1, 2]), (X, [1.0] * 100), (X, Y[:50])])
def test_a_series_that_cannot_be_hidden_is_a_sentence(x, y):
    with pytest.raises(CourseError, match="line-up needs"):
        line_up(x, y, 1)
