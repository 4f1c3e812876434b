"""Agreement of two codings: against hand counts and against statsmodels."""

import random

import pytest

from essay_kit.errors import CourseError
from essay_kit.models import agreement


def test_the_example_in_every_textbook():
    # 50 cases: 20 yes/yes, 15 no/no, 5 yes/no, 10 no/yes: p = 0.7, e = 0.5, kappa = 0.4
    mine = ["y"] * 20 + ["n"] * 15 + ["y"] * 5 + ["n"] * 10
    theirs = ["y"] * 20 + ["n"] * 15 + ["n"] * 5 + ["y"] * 10
    found = agreement.agree(mine, theirs)
    assert (found.cases, found.alike, found.percent) == (50, 35, 70)
    assert found.kappa == pytest.approx(0.4)


@pytest.mark.parametrize("seed", range(5))
def test_kappa_is_that_of_statsmodels(seed):
    from statsmodels.stats.inter_rater import cohens_kappa

    draw, codes = random.Random(seed), "abc"
    mine, theirs = ([draw.choice(codes) for _ in range(40)] for _ in range(2))
    table = [[sum(m == a and t == b for m, t in zip(mine, theirs, strict=True)) for b in codes] for a in codes]
    assert agreement.agree(mine, theirs).kappa == pytest.approx(cohens_kappa(table).kappa)


def test_full_agreement_is_one_and_full_disagreement_below_nought():
    assert agreement.agree(list("abab"), list("abab")).kappa == 1
    assert agreement.agree(list("abab"), list("baba")).kappa == -1


@pytest.mark.parametrize(("mine", "theirs"), [([], []), (["a", "a"], ["a", "a"])])
def test_kappa_that_is_not_defined_is_none_and_says_so(mine, theirs):
    found = agreement.agree(mine, theirs)
    assert found.kappa is None
    assert "not defined" in agreement.describe(found) or "no case" in agreement.describe(found)


def test_lists_of_two_lengths_are_refused():
    with pytest.raises(CourseError, match="one has 1, the other 2"):
        agreement.agree(["a"], ["a", "b"])


def test_few_cases_are_said_to_be_few():
    assert "alike in 1 of 2 cases (50 %)" in agreement.describe(agreement.agree(["a", "b"], ["a", "a"]))
    assert "means little" in agreement.describe(agreement.agree(["a", "b"], ["a", "a"]))
