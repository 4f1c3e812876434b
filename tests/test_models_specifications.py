"""The specification curve, on data with a known answer and against statsmodels directly."""

import random

import numpy as np
import pytest
import statsmodels.api as sm

import essay_kit
from essay_kit.models import specifications
from essay_kit.views import survives

CHOICES = {
    "outcome": {"democracy": "y", "noise": "z"},
    "cause": {"rents": "x"},
    "control": {"none": "", "income": "w"},
    "moment": {"2000": "2000", "2010": "2010"},
    "set": {"all": {}, "without the north": {"region": ["north"]}},
}


COURSE = essay_kit.load()._course


def by_statsmodels(rows):
    """b and its interval for the first cause; a row is outcome, cause and perhaps a control."""
    data = np.array(rows, dtype=float)
    scaled = (data - data.mean(0)) / data.std(0, ddof=1)
    fit = sm.OLS(scaled[:, 0], sm.add_constant(scaled[:, 1:])).fit(cov_type="HC1")
    return fit.params[1], *fit.conf_int()[1]


def world(seed=1):
    """Sixty countries in two years; y falls with x in 2010 only; z is noise; w is what x and y share nothing with."""
    draw, rows = random.Random(seed), []
    for year in (2000, 2010):
        for at in range(60):
            x = draw.gauss(0, 1)
            y = -0.8 * x + draw.gauss(0, 0.6) if year == 2010 else draw.gauss(0, 1)
            region = "north" if at % 3 == 0 else "south"
            rows.append({"year": year, "x": x, "y": y, "z": draw.gauss(0, 1), "w": draw.gauss(5, 2), "region": region})
    return rows


def test_every_combination_is_there_once():
    results = specifications.every(world(), CHOICES, "year")
    assert len(results) == 16 == len({tuple(r.choices.items()) for r in results})
    assert {r.n for r in results if r.choices["set"] == "all"} == {60}
    assert {r.n for r in results if r.choices["set"] != "all"} == {40}


def test_the_claim_holds_where_it_was_put_in_and_hardly_elsewhere():
    results = specifications.every(world(), CHOICES, "year")
    true = [r for r in results if r.choices["outcome"] == "democracy" and r.choices["moment"] == "2010"]
    assert all(r.holds(-1) and not r.holds(1) for r in true)
    assert sum(r.holds(-1) for r in results if r not in true) <= 2
    assert specifications.matters(results, -1)[0][0] in ("outcome", "moment")


def test_numbers_are_those_of_statsmodels():
    rows = [r for r in world() if r["year"] == 2010]
    result = next(
        r
        for r in specifications.every(world(), CHOICES, "year")
        if list(r.choices.values()) == ["democracy", "rents", "income", "2010", "all"]
    )
    assert (result.b, result.low, result.high) == pytest.approx(by_statsmodels([[r["y"], r["x"], r["w"]] for r in rows]))


@pytest.mark.parametrize("record", COURSE.all("specifications"), ids=lambda record: record.id)
def test_every_number_of_the_course_is_that_of_statsmodels(record):
    choices, rows = survives._choices(record), COURSE.tables[record.table].rows
    for result in specifications.every(list(rows), choices, record.moment):
        y, x, control, when, left_out = (choices[name][option] for name, option in result.choices.items())
        columns = [column for column in (y, x, control) if column]
        chosen = [r for r in rows if str(r[record.moment]) == when and not any(str(r[c]) in out for c, out in left_out.items())]
        full = [[r[c] for c in columns] for r in chosen if all(r[c] is not None for c in columns)]
        assert len(full) == result.n
        if result.b is not None:
            assert (result.b, result.low, result.high) == pytest.approx(by_statsmodels(full))


def test_a_relation_of_one_line_is_one():
    rows = [{"year": 1, "x": n, "y": 3 - 2 * n} for n in range(20)]
    choices = {"outcome": {"y": "y"}, "cause": {"x": "x"}, "control": {"none": ""}, "moment": {"1": "1"}, "set": {"all": {}}}
    assert specifications.every(rows, choices, "year")[0].b == pytest.approx(-1)


def test_what_cannot_be_computed_says_why_and_is_not_counted():
    rows = [{"year": 2000, "x": n, "y": None if n > 5 else n, "z": 1, "w": n, "region": "south"} for n in range(20)]
    results = specifications.every(rows, CHOICES, "year")
    whys = {r.why for r in results if r.b is None}
    assert {"only 6 countries have all figures", "one of the figures is the same everywhere", "only 0 countries have all figures"} <= whys
    assert specifications.share(results, -1) == (0, 0)
    assert specifications.matters(results, -1) == []


def test_a_control_that_is_the_cause_is_left_out():
    choices = CHOICES | {"control": {"itself": "x"}}
    assert all("used twice" in r.why for r in specifications.every(world(), choices, "year"))
    rows = [row | {"w": 3 * row["x"] + 1} for row in world()]
    results = [r for r in specifications.every(rows, CHOICES, "year") if r.choices["control"] == "income"]
    assert all(r.b is None and "other units" in r.why for r in results)
