"""Voting power: against published values and against counting every coalition."""

import itertools
import math
import random

import pytest

from essay_kit.errors import CourseError
from essay_kit.models import power

MEMBERS = (power.Member("big", 146, 2000), power.Member("mid", 20, 260), power.Member("small", 10, 70), power.Member("tiny", 3, 20))


def normal(values):
    return [value / sum(values) for value in values]


def by_hand(votes, quota, heads=0):
    """Count every coalition and every order."""
    count = len(votes)

    def wins(group):
        return sum(votes[i] for i in group) >= quota and len(group) >= heads

    banzhaf = [0] * count
    for size in range(count):
        for group in itertools.combinations(range(count), size):
            for i in set(range(count)) - set(group):
                banzhaf[i] += wins((*group, i)) and not wins(group)
    shapley = [0] * count
    for order in itertools.permutations(range(count)):
        for at in range(count):
            if wins(order[: at + 1]):
                if not wins(order[:at]):
                    shapley[order[at]] += 1
                break
    return [b / 2 ** (count - 1) for b in banzhaf], [s / math.factorial(count) for s in shapley]


def test_the_six_of_1958():
    # Germany, France, Italy 4 votes, Belgium and the Netherlands 2, Luxembourg 1; 12 of 17: Luxembourg never decides
    banzhaf, shapley = power.indices([4, 4, 4, 2, 2, 1], 12)
    assert normal(banzhaf) == pytest.approx([5 / 21] * 3 + [3 / 21] * 2 + [0])
    assert shapley == pytest.approx([14 / 60] * 3 + [9 / 60] * 2 + [0])


def test_the_nine_of_1973():
    # Luxembourg's two votes of 58 now decide sometimes (Brams and Affuso 1976: the paradox of new members)
    banzhaf, _ = power.indices([10, 10, 10, 10, 5, 5, 3, 3, 2], 41)
    assert min(banzhaf) > 0
    assert normal(banzhaf)[0] == pytest.approx(0.167, abs=0.001)
    assert normal(banzhaf)[-1] == pytest.approx(0.016, abs=0.001)


def test_the_security_council():
    # five with a veto, ten without, nine votes needed; as a weighted game: 7 votes and 1 vote, 39 of 45
    _, shapley = power.indices([7] * 5 + [1] * 10, 39)
    assert shapley[0] == pytest.approx(0.19627, abs=1e-5)
    assert shapley[-1] == pytest.approx(0.001865, abs=1e-6)


@pytest.mark.parametrize("seed", range(12))
def test_small_games_as_counted_by_hand(seed):
    draw = random.Random(seed)
    votes = [draw.randint(0, 9) for _ in range(draw.randint(1, 6))] + [1]
    quota, heads = draw.randint(1, sum(votes)), draw.randint(0, len(votes))
    for ours, counted in zip(power.indices(votes, quota, heads), by_hand(votes, quota, heads), strict=True):
        assert ours == pytest.approx(counted)


def test_whoever_has_more_than_half_decides_alone_by_half():
    done = power.run(power.Settings(quota=51), MEMBERS)
    assert done.banzhaf == (100, 0, 0, 0)
    assert "No power at all" in power.describe(done)


def test_unanimity_makes_all_alike():
    done = power.run(power.Settings(quota=100), MEMBERS)
    assert done.shapley == pytest.approx((25,) * 4)


def test_shapley_shares_add_up_to_all_the_power():
    done = power.run(power.Settings(quota=70, heads=50), MEMBERS)
    assert sum(done.shapley) == pytest.approx(100)
    assert sum(done.votes) == pytest.approx(100)


def test_fifty_members_are_counted_exactly():
    votes = list(range(1, 51))
    _, shapley = power.indices(votes, sum(votes) // 2 + 1)
    assert sum(shapley) == pytest.approx(1)
    assert shapley == sorted(shapley)


def test_mixing_more_than_all_votes_leaves_income_what_is_over():
    assert power.run(power.Settings(people=80, income=90), MEMBERS).votes == power.run(power.Settings(people=80, income=20), MEMBERS).votes


@pytest.mark.parametrize(
    ("votes", "quota", "heads"), [([], 1, 0), ([1] * 51, 5, 0), ([1, -1], 1, 0), ([1, 1], 3, 0), ([1, 1], 0, 0), ([1, 1], 1, 3)]
)
def test_what_cannot_be_counted_is_a_sentence(votes, quota, heads):
    with pytest.raises(CourseError, match="counted"):
        power.indices(votes, quota, heads)


@pytest.mark.parametrize("bad", [{"quota": 50}, {"people": 101}, {"heads": float("nan")}])
def test_a_setting_out_of_range_is_a_sentence(bad):
    with pytest.raises(CourseError, match="goes from"):
        power.Settings(**bad)


def test_each_task_can_be_done_and_not_at_the_start():
    start = power.run(power.Settings(), MEMBERS)
    assert not any(task.met(start) for task in power.CHALLENGES)
    share, largest = power.CHALLENGES
    assert share.met(power.run(power.Settings(quota=51, heads=75), MEMBERS))
    assert largest.met(power.run(power.Settings(quota=99), MEMBERS))
