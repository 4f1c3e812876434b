"""What notebook 06 says in words and not in figures: each sentence that a table must bear out, by its words."""

import pytest
from facts import keyed, table

SUBJECTS = ["hr", "nu", "di", "me", "ec", "co"]
PARTS = ["market", "law", "oversight", "pluralism"]
WESTERN = {("council", 1996), ("g8", 1998), ("pfp", 1994)}


@pytest.fixture
def eu():
    return keyed("un-agreement").pct_eu.unstack("iso3").loc[1992:]


@pytest.fixture
def place():
    return keyed("un-position").position["RUS"]


# ------------------------------------------------------------------------------------------------------------ votes


def test_in_2011_russia_votes_with_the_eu_more_often_than_not_and_more_with_china(eu):
    russia = keyed("un-agreement").loc[("RUS", 2011)]
    assert 50 < russia.pct_eu < russia.pct_china


def test_votes_go_one_way_without_a_single_break(eu):
    steps = eu.RUS.diff().dropna()
    assert steps.abs().max() < 6 and eu.RUS.idxmax() == 1993 and eu.RUS.idxmin() == 2021
    assert eu.RUS.rolling(5).mean().dropna().diff().dropna().lt(0.7).all()
    china = keyed("un-agreement").pct_china["RUS"]
    assert china[2000] > 85 and china[2000] - china[1993] > 20 and abs(china[2021] - china[2000]) < 5


def test_germany_agrees_in_about_nineteen_of_twenty_and_china_in_about_two_of_three(eu):
    assert eu.DEU.between(93, 99).all() and abs(eu.DEU.median() - 95) < 2 and abs(eu.CHN.median() - 66.7) < 3


def test_the_usa_loses_germany_until_2007_and_gets_it_back_and_russia_does_not_return():
    usa = keyed("un-agreement").pct_usa.unstack("iso3").loc[1992:]
    assert usa.DEU.loc[2015] > usa.DEU.loc[1993] > usa.DEU.loc[2007] + 20 and usa.RUS.loc[2015] < usa.RUS.loc[1993] - 20
    assert usa.RUS.loc[1993] - usa.RUS.loc[2007] > usa.DEU.loc[1993] - usa.DEU.loc[2007]


def test_in_2011_brazil_india_and_china_agree_with_the_eu_less_than_russia_does(eu):
    assert eu.loc[2011, ["BRA", "IND", "CHN"]].max() < eu.RUS[2011] < eu.TUR[2011]
    assert (eu.IND.loc[:2011] < eu.RUS.loc[:2011]).all()
    assert abs(eu.TUR[2021] - eu.TUR[2011]) < 3 and abs(eu.RUS[2021] - eu.CHN[2021]) < 1


def test_none_of_the_five_moved_as_far_as_russia(eu):
    moved = (eu.loc[1993] - eu.loc[2021])[["RUS", "TUR", "BRA", "IND", "CHN"]]
    assert moved.idxmax() == "RUS" and (moved.drop("RUS") < moved.RUS / 3).all() and abs(moved.IND) < 1


def test_russia_is_nearer_than_china_and_further_than_turkey_and_ukraine_until_2011(eu):
    years = eu.loc[1995:2011]
    assert (years.CHN < years.RUS).all() and (years.RUS < years.TUR).all() and (years.RUS < years.UKR).all()


def test_two_thirds_of_the_way_to_2011_is_covered_by_1999(place):
    share = (place[1995] - place[1999]) / (place[1995] - place[2011])
    assert abs(share - 2 / 3) < 0.03 and round(100 * share) == 66


def test_the_largest_step_up_to_2011_comes_in_1996(place):
    assert place.loc[1992:2011].diff().idxmin() == 1996
    assert place.loc[2006:2021].max() - place.loc[2006:2021].min() < 0.3 and place[2022] - place[2021] < -0.7


def test_in_1995_russia_stands_close_to_germany_and_the_usa_above_the_chart(place):
    position = keyed("un-position").position
    assert position["DEU", 1995] - place[1995] < 0.25 < position["DEU", 2011] - place[2011]
    assert position["USA"].min() > 2 > position.drop("USA").max()


def test_oil_is_cheap_and_elections_freer_when_most_of_the_way_is_covered():
    oil = table("windfall").query("indicator == 'oil_price'").set_index("year").value
    electoral = keyed("recognition").value["electoral", "RUS"]
    assert oil.loc[1995:1999].max() < oil.loc[2003:2011].min() and electoral.loc[1995:1999].min() > electoral.loc[2000:].max()


def test_the_order_on_human_rights_is_that_of_the_claim_and_turkey_stays():
    pct = keyed("un-issues").pct_agree
    around = {one: pct[one, "DEU", "hr", "2008–2013"] for one in ("CHN", "BLR", "RUS", "TUR")}
    assert sorted(around, key=around.get) == ["CHN", "BLR", "RUS", "TUR"]
    assert pct["TUR", "DEU", "hr", "2014–2019"] > pct["TUR", "DEU", "hr", "2008–2013"]


def test_by_subject_russia_parts_most_on_human_rights_and_agrees_more_on_three():
    pct = keyed("un-issues").pct_agree["RUS", "DEU"].unstack("period").loc[SUBJECTS]
    change = pct["2008–2013"] - pct["1992–1995"]
    assert set(change[change > 0].index) == {"me", "ec", "co"} and change.idxmin() == "hr" and pct["2008–2013"].idxmin() == "hr"
    assert change["ec"] < 4 and (pct["2014–2019"] < pct["2008–2013"]).all()
    later = pct["2008–2013"] - pct["2014–2019"]
    assert later["me"] < 2 < later.drop("me").min()


# --------------------------------------------------------------------------------------- sovereignty and recognition


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_sovereignty_is_there_and_falls(part):
    value = keyed("sovereignty").value[part]
    assert value["RUS", 1999] > value["RUS", 2011] > value["RUS", 2024] and value["POL", 2011] > value["RUS", 2011] + 0.3
    assert value["CHN", 2011] < value["RUS", 2011]
    gaps = {one: abs(value[one, 2024] - value["RUS", 2024]) for one in ("TUR", "KAZ", "CHN", "POL")}
    assert min(gaps, key=gaps.get) == "CHN"


def test_the_parts_do_not_fall_together_and_oversight_goes_first():
    value = keyed("sovereignty").value.unstack("part").loc["RUS"]
    gone = (value.loc[1999] - value.loc[2004]) / (value.loc[1999] - value.loc[2024])
    assert gone.idxmax() == "oversight" and gone["oversight"] > 0.5 > gone.drop("oversight").max()
    assert value.pluralism[2011] - value.pluralism[2024] > value.pluralism[1999] - value.pluralism[2011]
    assert value.law[1999] - value.law[2004] < 0.1 and value.law[2021] - value.law[2024] > 0.1


def test_kazakhstan_is_close_to_russia_in_two_panels_in_2000_and_its_parliament_is_weak_before():
    value = keyed("sovereignty").value
    near = [part for part in ("law", "pluralism") if abs(value[part, "KAZ", 2000] - value[part, "RUS", 2000]) < 0.05]
    assert near == ["law", "pluralism"] and value["oversight", "KAZ"].loc[1995:1999].max() < value["oversight", "RUS", 2004]


def test_western_seats_are_older_than_putin_and_four_other_clubs_follow_to_2011():
    rows = table("memberships").query("iso3 == 'RUS'")
    assert set(zip(rows[rows.side == "Western"].club, rows[rows.side == "Western"].from_year, strict=True)) == WESTERN
    later = rows[rows.from_year.between(1999, 2011)]
    assert later.side.value_counts().to_dict() == {"led by Moscow": 3, "with China": 1} and len(rows) == 11
    western = rows[rows.side == "Western"].set_index("club")
    assert (western.to_year - western.from_year).min() == 16 and western.to_year["council"] - western.from_year["council"] == 26
    assert set(rows[rows.side != "Western"].stands) <= {"member", "dissolved", "merged"}


def test_after_2012_elections_clubs_and_votes_fall_together_and_votes_drift_before():
    value = keyed("recognition").value
    assert all(value[one, "RUS", 2012] > value[one, "RUS", last] for one, last in (("clean", 2024), ("clubs", 2024), ("votes_eu", 2021)))
    assert value["clubs", "RUS"].loc[1998:2013].eq(3).all() and value["votes_eu", "RUS", 2000] - value["votes_eu", "RUS", 2011] > 5
    fall = {one: value["clean", one, 2011] - value["clean", one, 2021] for one in ("RUS", "TUR")}
    assert fall["TUR"] > 3 * fall["RUS"] and abs(value["clean", "RUS", 2019] - value["clean", "RUS", 2011]) < 0.05


# ------------------------------------------------------------------------------------------------- money and power


def test_office_for_gain_is_high_and_flat_in_russia_and_higher_next_door():
    gain = keyed("patrimonialism").value["regime_corruption"]
    russia = gain["RUS"].loc[1993:2021]
    assert russia.max() - russia.min() < 0.12 and gain["RUS"].loc[1992:1999].mean() > 0.65
    assert (gain["KAZ"].loc[1992:2021] > gain["RUS"].loc[1992:2021]).all()
    assert (gain["UKR"].loc[1994:2014] > gain["RUS"].loc[1994:2014]).sum() >= 19 and gain["UKR", 2021] < gain["RUS", 2021]


def test_foreign_money_peaks_in_2008_and_falls_by_more_than_half_twice():
    money = keyed("open-and-shielded").fdi_in_pct_gdp["RUS"]
    assert money.idxmax() == 2008 and (money.loc[2022:] < 0).all() and (money.loc[:2021] > 0).all()
    assert (
        money.loc[2014:2015].mean() < 0.5 * money.loc[2012:2013].mean() and money.loc[2022:2023].mean() < 0.5 * money.loc[2020:2021].mean()
    )
    poland = keyed("open-and-shielded").fdi_in_pct_gdp["POL"]
    assert poland[2014] > poland[2013]


def test_about_half_of_the_trade_is_with_the_eu_for_twenty_years_and_little_in_2024():
    pct = keyed("eu-russia-trade").pct
    assert pct["eu_cow"].between(44, 55).all() and set(pct["eu_cow"].index) == set(range(1994, 2015))
    assert (pct["eu_national"] < pct["eu_cow"].reindex(pct["eu_national"].index).fillna(100)).all()
    assert pct["eu_quoted", 2024] < pct["eu_quoted", 2021] / 3 and pct["china_quoted", 2024] > 1.5 * pct["china_national", 2021]


def test_shares_of_the_world_since_2011():
    wide = table("powers").pivot(index=["measure", "year"], columns="iso3", values="pct_world")
    last = {"capability": 2022, "income_ppp": 2024, "income_market": 2024}
    changes = {one: wide.loc[one].loc[year] - wide.loc[one].loc[2011] for one, year in last.items()}
    assert all(change["CHN"] > 0 and change["IND"] > 0 and change["RUS"] < 0 for change in changes.values())
    assert [one for one, change in changes.items() if change["USA"] < 0] == ["capability", "income_ppp"]
    ranks = {one: wide.loc[one].loc[year].rank()["RUS"] for one, year in last.items()}
    assert set(ranks.values()) == {1, 2} and ranks["income_market"] == 1
