"""What notebook 03 says in words about its tables: counts, orders and comparisons that no place can fill in.

Plain pandas on the CSV files, apart from essay_kit.
"""

import pytest
from facts import keyed, table

SOCIETY = ["civil_liberties", "cso_repression", "academic_cultural_freedom", "cso_entry_exit"]
POLITICS = ["polity2", "lexical_index", "electoral_democracy", "voice_accountability"]
MARKET = ["property_rights", "regulatory_quality", "rule_of_law", "state_ownership"]


def republics(*years):
    """The index of the fifteen republics, a row each and a column a year."""
    rows = table("transitions")
    rows = rows[(rows.part == "ex-Soviet") & rows.year.isin(years)]
    return rows.pivot(index="iso3", columns="year", values="electoral_democracy")


def test_ten_republics_and_no_neighbour_stand_below_one_half_in_2011():
    assert (republics(2011)[2011] < 0.5).sum() == 10
    rows = table("transitions")
    assert (rows[(rows.part == "neighbour") & (rows.year == 2011)].electoral_democracy > 0.5).all()


def test_russia_and_ukraine_stand_above_estonia_in_1992():
    first = republics(1992)[1992]
    assert min(first["RUS"], first["UKR"], first["BLR"], first["ARM"]) > first["EST"]


def test_eight_republics_move_by_less_than_the_bound_and_six_hardly():
    moved = (lambda w: (w[2011] - w[1992]).abs())(republics(1992, 2011))
    assert (moved < 0.15).sum() == 8
    assert set(moved[moved < 0.075].index) == {"UKR", "LTU", "KAZ", "TJK", "UZB", "TKM"}


def test_belarus_and_armenia_end_far_below_estonia_and_armenia_climbs_back():
    wide = republics(1992, 2011, 2024)
    assert (wide.loc[["BLR", "ARM"], 2011] < wide.loc["EST", 2011] - 0.5).all()
    assert wide.loc["ARM", 2024] > wide.loc["ARM", 1992]


@pytest.mark.parametrize("year", [2000, 2011])
def test_society_stands_no_higher_than_politics_among_states(year):
    place = keyed("mixed-bag").standing.unstack()[year]
    assert place[SOCIETY].mean() <= place[POLITICS].mean()


def test_the_market_does_better_than_politics_in_2011_and_came_from_the_bottom():
    place = keyed("mixed-bag").standing.unstack()
    assert place.loc[MARKET, 2011].mean() > place.loc[POLITICS, 2011].mean()
    assert place.loc[MARKET, 1990].mean() < 10


def test_property_and_ownership_are_half_a_scale_apart_for_two_decades():
    place = keyed("mixed-bag").standing.unstack()
    gap = place.loc["property_rights", 2000:2019] - place.loc["state_ownership", 2000:2019]
    assert (gap > 40).all() and place.loc["property_rights", 2011] - place.loc["state_ownership", 2011] > 50


def test_society_in_2023_is_low_by_all_four_measures():
    place = keyed("mixed-bag").standing.unstack()[2023][SOCIETY]
    assert (place.drop("civil_liberties") <= place["cso_repression"]).all() and place.idxmax() == "civil_liberties"


def test_half_of_the_spells_are_over_within_eight_years_and_the_old_ones_last():
    left = keyed("survival-curve").pct_left
    young = left["begun since 1991"]
    assert young[7] > 50 > young[8]
    assert 0.6 < young[30] / young[20] < 0.67
    assert keyed("survival").loc["RUS-1991", "years"] > young.index.max()
    assert left["begun 1901–1989"][8] < young[8]


def test_thirteen_republics_have_spells_and_eight_a_long_one():
    rows = table("survival")
    republic = set(table("transitions").query("part == 'ex-Soviet'").iso3)
    rows = rows[rows.iso3.isin(republic) & (rows.from_year >= 1990)]
    assert rows.iso3.nunique() == 13
    assert rows[rows.years >= 20].iso3.nunique() == 8


def test_the_class_of_russia_does_not_change_from_2011_to_2024():
    row = keyed("survival").loc["RUS-1991"]
    assert row.from_year < 2011 and row.to_year == 2024


def test_six_of_ten_places_are_lower_in_2021_and_two_are_higher():
    place = keyed("decline").standing.unstack()
    step = place[2021] - place[2011]
    assert (step < 0).sum() == 6
    assert set(step[step > 0].index) == {"effectiveness", "stability"}
    assert set(step[step == 0].index) == {"men", "capability"}


def test_income_is_at_its_best_two_years_after_the_essay():
    assert keyed("decline").loc["income"].value.idxmax() == 2013


def test_nearly_all_signs_are_lower_than_in_2021_by_2023():
    place = keyed("decline").standing.unstack()
    step = (place[2023] - place[2021]).dropna()
    assert (step < 0).sum() >= 7 and set(step[step >= 0].index) == {"men"}
