"""Places in sentences are filled from the table, and nothing else is run."""

import pytest

from essay_kit.errors import CourseError
from essay_kit.places import evaluate, fill
from essay_kit.tables import Tables


@pytest.fixture
def bakeries(toy_data):
    return Tables(toy_data)["bakeries"]


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{bakeries[OAK, 1990]} shops", "40 shops"),
        ("{loaves_per_head[OAK, 1990]:.0f}", "62"),
        ("{bakeries[OAK, 2020] - bakeries[OAK, 1990]}", "−22"),
        ("{bakeries[OAK, 2020] / bakeries[ELM, 2020]:.2f}", "1.06"),
        ("{max(bakeries[ELM, 1990:2020])} in {year_of_max(bakeries[ELM, 1990:2020])}", "17 in 2010"),
        ("{min(bakeries[ELM, 2000:2010])}", "14"),
        ("{mean(bakeries[OAK, 1990:2000]):.1f}", "35.5"),
        ("{first(bakeries[OAK, :])} to {last(bakeries[OAK, :])}", "40 to 18"),
        ("{len(loaves_per_head[OAK, 1990:2020])}", "3"),
        ("no places", "no places"),
    ],
)
def test_a_place_is_filled_from_the_table(bakeries, text, filled):
    assert fill(text, bakeries) == filled


def test_a_comparison_can_be_asked(bakeries):
    assert evaluate("bakeries[OAK, 1990] > 30 and not bakeries[ELM, 1990] > 30", bakeries) is True


@pytest.mark.parametrize(
    ("place", "word"),
    [
        ("bakeries[OAK, 1991]", "no bakeries for OAK, 1991"),
        ("loaves_per_head[OAK, 2010]", "no loaves_per_head"),
        ("shops[OAK, 1990]", "no column shops"),
        ("bakeries[OAK, 1990:2020]", "several values"),
        ("bakeries[OAK, 1990] +", "cannot be worked out"),
        ("1 / 0", "cannot be worked out"),
        ("open('x')", "may not hold"),
        ("__import__('os').system('true')", "may not hold"),
        ("bakeries.__class__", "may not hold"),
        ("[1] * 10", "may not hold"),
        ("9 ** 99", "may not hold"),
    ],
)
def test_what_cannot_be_worked_out_is_said_in_a_sentence(bakeries, place, word):
    with pytest.raises(CourseError, match="(?s)" + word.replace("(", r"\(")):
        evaluate(place, bakeries)


def test_a_format_that_does_not_fit_is_said(bakeries):
    with pytest.raises(CourseError, match="format"):
        fill("{bakeries[OAK, 1990]:.0q}", bakeries)


@pytest.mark.parametrize("text", ["It has {bakeries[OAK, 1990] bakeries.", "It has bakeries[OAK, 1990]} bakeries."])
def test_a_brace_that_stands_alone_is_named(text, bakeries):
    with pytest.raises(CourseError, match="brace stands alone near"):
        fill(text, bakeries)
