"""What notebook 09 says in words about its tables, and the codings on its cards.

Plain pandas on the CSV files, apart from essay_kit.
"""

import yaml
from facts import DATA, keyed, table

HARD = {"straw in the wind": 1, "hoop": 2, "smoking gun": 3}


def test_the_count_of_held_is_the_count_of_verdicts():
    rows = keyed("predictions-scored")
    assert set(rows[rows.verdict == "held"].index) == {"t4_opinion", "e4_short", "r7_innovation", "k3_age", "k5_rivalry"}
    assert rows.verdict.value_counts().to_dict() == {"held": 5, "partly": 5, "did not hold": 4, "cannot be scored": 2}


def test_the_essays_own_forecasts_do_better_than_those_it_reports():
    rows = table("predictions-scored")
    own, reported = rows[rows.whose == "the essay's"].verdict, rows[rows.whose == "reported by the essay"].verdict
    assert (len(own), (own == "held").sum(), (own == "did not hold").sum()) == (10, 4, 2)
    assert (len(reported), (reported == "held").sum(), (reported == "did not hold").sum()) == (5, 1, 2)


def test_fit_as_a_number_is_the_fit():
    rows = table("readings")
    assert (rows.fit_number == rows.fit.map({"fits": 1, "does not fit": -1, "silent": 0})).all()


def test_no_row_fits_all_three_and_five_part_regime_from_security():
    fit = table("readings").pivot(index="evidence", columns="reading", values="fit_number")
    assert not (fit == 1).all(axis=1).any()
    apart = fit[fit.regime * fit.security == -1]
    assert len(apart) == 5 and (apart.security == 1).sum() == 3


def test_cards_are_coded_by_the_one_reading_that_fits_by_the_hardest_test():
    coded = yaml.load((DATA / "content/09_the_verdict/sortings.yaml").read_text("utf-8"), yaml.BaseLoader)[0]["codings"][0]["codes"]
    for evidence, rows in table("readings").groupby("evidence"):
        fits = rows[rows.fit == "fits"]
        best = fits[fits.test.map(HARD) == fits.test.map(HARD).max()].reading.tolist()
        assert coded[evidence.replace("_", "-")] == (best[0] if len(best) == 1 else "none"), evidence
    assert len(coded) == 10


def test_who_comes_in_stands_well_above_russia_and_ukraine():
    index = keyed("transitions").electoral_democracy
    for year, came in ((1999, ["POL", "HUN"]), (2004, ["EST", "BGR", "ROU"])):
        assert min(index[iso, year] for iso in came) > max(index["RUS", year], index["UKR", year]) + 0.15
    assert abs(index["HUN", 2024] - index["UKR", 2024]) < 0.1


def test_russia_stands_below_where_it_stood_by_all_three_measures_of_weight():
    share = keyed("powers").pct_world
    for measure, last in (("income_market", 2023), ("income_ppp", 2023), ("capability", 2022)):
        assert share[measure, "RUS", last] < share[measure, "RUS", 2011], measure
    for iso in ("EUU", "JPN"):
        assert share["income_market", iso, 2023] < share["income_market", iso, 2011]
    assert share["income_market", "JPN", 2023] < share["income_market", "JPN", 2011] / 2
    assert 0.6 < share["income_market", "RUS", 2023] / share["income_market", "RUS", 2011] < 0.75


def test_the_gas_tie_grows_after_crimea_and_breaks_within_a_year():
    share = keyed("eu-gas-shares").pct_russia
    assert share["EU27", 2020] > share["EU27", 2014] and share["DEU", 2020] > share["DEU", 2014]
    assert share["LTU", 2020] < share["LTU", 2014] and share["UKR", 2016] == 0
    flow = keyed("eu-gas-flows").pct_russia
    assert flow["2023Q1"] < flow["2021Q4"] / 4 and flow["2021Q4"] < flow["2021Q3"] and flow["2022Q1"] < flow["2021Q4"]


def test_opinion_rises_to_2010_steps_down_in_2012_and_2014_and_mends_in_germany():
    asked = keyed("attraction").pct_favourable["pew"]
    for iso in ("DEU", "FRA", "GBR", "USA"):
        assert (
            max(asked[iso, 2010], asked[iso, 2011]) > 45
            and asked[iso, 2012] < asked[iso, 2011] - 10
            and asked[iso, 2014] < asked[iso, 2013] - 9
        )
    assert asked["POL", 2011] < 40 and asked["DEU", 2019] > asked["DEU", 2014] + 10
    assert asked["DEU", 2023] < 15
    assert not {("DEU", year) for year in (2008, 2016, 2021)} & set(asked.index)
