"""The urn: against the distributions that are known for it."""

import pytest
from scipy import stats

from essay_kit.errors import CourseError
from essay_kit.models import urn


def counts(settings, draws=20, histories=4000):
    done = urn.run(settings, draws, histories, seed=1)
    return [row[-1] for row in done.shares]


def test_from_one_ball_each_every_number_of_draws_is_as_likely_as_any_other():
    # the number of draws of the first colour is uniform on 0 … n
    drawn = [round(share * 22) - 1 for share in counts(urn.Settings())]
    seen = [drawn.count(n) for n in range(21)]
    assert sum(seen) == 4000
    assert stats.chisquare(seen).pvalue > 0.001


def test_after_n_draws_the_count_is_beta_binomial():
    drawn = [round((share * (6 + 40) - 3) / 2) for share in counts(urn.Settings(start=3, adds=2))]
    law = stats.betabinom(20, 1.5, 1.5)
    groups = [(0, 2), (3, 5), (6, 8), (9, 11), (12, 14), (15, 17), (18, 20)]
    seen = [sum(a <= d <= b for d in drawn) for a, b in groups]
    wanted = [4000 * sum(law.pmf(k) for k in range(a, b + 1)) for a, b in groups]
    assert stats.chisquare(seen, wanted).pvalue > 0.001


def test_after_many_draws_the_share_is_beta_distributed():
    shares = counts(urn.Settings(start=2, push=2), draws=1000, histories=1500)
    assert stats.kstest(shares, stats.beta(*urn.limit(urn.Settings(start=2, push=2))).cdf).pvalue > 0.001


def test_the_mean_share_stays_where_it_began():
    shares = counts(urn.Settings(start=1, push=2), draws=100)
    assert sum(shares) / len(shares) == pytest.approx(3 / 4, abs=0.02)


def test_the_same_seed_gives_the_same_histories_and_another_gives_others():
    assert urn.run().shares == urn.run().shares != urn.run(seed=8).shares


def test_without_memory_the_share_never_moves():
    assert urn.run(urn.Settings(adds=0)).spread == 0
    assert "nothing is remembered" in urn.describe(urn.run(urn.Settings(adds=0)))


def test_an_early_push_does_more_than_a_late_one():
    early, late = (urn.run(urn.Settings(push=3, push_at=at), histories=2000) for at in (0, 150))
    mean = [sum(done.ends) / 2000 for done in (early, late)]
    assert mean[0] > mean[1] + 0.2
    assert urn.limit(late.settings) is None


@pytest.mark.parametrize("preset", urn.PRESETS)
def test_no_preset_does_both_tasks_and_the_start_does_none(preset):
    assert not any(task.met(urn.run()) for task in urn.CHALLENGES)
    assert not all(task.met(urn.run(urn.PRESETS[preset])) for task in urn.CHALLENGES)
    assert urn.describe(urn.run(urn.PRESETS[preset]))


@pytest.mark.parametrize(("task", "settings"), [("alike", urn.Settings(start=20)), ("tilt", urn.Settings(push=3))])
def test_each_task_can_be_done(task, settings):
    assert next(t for t in urn.CHALLENGES if t.id == task).met(urn.run(settings))


@pytest.mark.parametrize("bad", [{"start": 0}, {"adds": 11}, {"push": float("nan")}, {"push_at": "late"}])
def test_what_cannot_be_is_a_sentence(bad):
    with pytest.raises(CourseError, match="goes from|has to be a number"):
        urn.Settings(**bad)


def test_no_draws_are_refused():
    with pytest.raises(CourseError, match="at least one draw"):
        urn.run(draws=0)
