"""What the prose of notebook 08 says in words about its tables: "all fourteen", "ten of 22", "a larger part", "about 2000"."""

import pandas as pd
import pytest
from facts import keyed, table

PRESSED = {"UKR", "BLR", "MDA", "GEO", "EST", "LTU"}


@pytest.fixture
def share():
    return table("neighbour-trade").query("source == 'cow'").pivot(index="year", columns="iso3", values="pct_russia")


@pytest.fixture
def pew():
    return table("attraction").query("pollster == 'pew' and iso3 != 'RUS'").pivot(index="year", columns="iso3", values="pct_favourable")


@pytest.fixture
def gap():
    return table("votes-beside").pivot(index="year", columns="iso3", values="gap")


@pytest.fixture
def change():
    return keyed("after-pressure").mean_change


# neighbours-diversify, dilemma-model, grades of T4 and D3


def test_russias_share_falls_in_all_fourteen(share):
    assert share.shape[1] == 14 and (share.loc[2014] < share.loc[1994]).all()


def test_the_pressed_of_a_pair_does_not_lose_the_larger_part(share):
    left = share.loc[2014] / share.loc[1994]
    assert abs(left.UKR - left.KAZ) < 0.05 and left.AZE < left.GEO and min(left.BLR, left.ARM) > 0.8
    assert left.KAZ < 0.5 and abs(share.UKR[1994] - 50) < 3


def test_in_the_middle_case_the_pressed_lose_a_somewhat_larger_part(share):
    left = share.loc[2014] / share.loc[1994]
    rest = left.drop(list(PRESSED))
    assert 0 < rest.median() - left[list(PRESSED)].median() < 0.25


def test_pressed_and_not_pressed_are_told_apart_as_in_the_list():
    acts = table("pressure").groupby("iso3").size()
    assert set(acts.index) == PRESSED and acts.sum() == 27 and list(acts.sort_values().index[-2:]) == ["BLR", "UKR"] and acts.BLR == 5
    first = table("pressure").groupby("iso3").year.min()
    assert first.UKR == 2003 and first.BLR == 2004


# votes-beside


def test_ukraine_and_moldova_are_below_in_every_year_from_2000_before_most_acts(gap):
    assert (gap.loc[2000:, ["UKR", "MDA"]] < 0).all().all() and gap.loc[1994:1999, "UKR"].mean() > 0
    later = table("pressure").query("iso3 in ['UKR', 'MDA']").year > 2000
    assert later.mean() > 0.9


def test_belarus_and_armenia_move_up_and_the_camps_part(gap):
    assert gap.BLR[2021] > gap.BLR[2004] > 0 and gap.ARM[2021] > gap.ARM[2004] > 0
    spread = gap.max(axis=1) - gap.min(axis=1)
    assert spread.loc[2017:2021].mean() > spread.loc[2000:2004].mean()
    assert gap.GEO[1994] > 0 and gap.UKR[1994] > 0


# attraction-measured, was-2011-the-peak, approval-after, grade of D2


def test_good_opinion_falls_by_more_than_half_in_ukraine_and_most_had_it(pew):
    assert pew.UKR[2014] < pew.UKR[2011] / 2 and pew.UKR[2015] < pew.UKR[2014] and min(pew.UKR[2011], pew.LTU[2011]) > 50


def test_no_other_swing_in_the_chart_comes_near_and_india_rises(pew):
    shown = pew[["LTU", "POL", "DEU", "USA", "IND"]]
    steps = pd.concat([shown[name].dropna().diff().abs() for name in shown])
    assert pew.UKR[2011] - pew.UKR[2014] > steps.max() + 15
    assert pew.IND[2012] < pew.IND[2014] < pew.IND[2015]
    assert all(pew[name][2014] < pew[name][2013] for name in ("POL", "DEU", "USA"))


def test_ukraine_thinks_better_again_in_2019_in_two_polls(pew):
    kiis = keyed("attraction").pct_favourable["kiis", "UKR"]
    assert pew.UKR[2019] > pew.UKR[2015] and kiis[2019] > kiis[2015]


def test_chance_alone_moves_a_figure_by_one_to_four_points():
    rows = table("attraction").query("pollster == 'pew' and iso3 in ['UKR', 'LTU', 'POL', 'DEU', 'USA', 'IND']")
    half = rows.high - rows.pct_favourable
    assert half.min() > 0.5 and half.max() < 4.5


def test_ten_of_22_publics_peak_in_2010_or_2011_and_chance_would_make_it_four(pew):
    best = pew.idxmax()
    peak = {"UKR", "DEU", "FRA", "ESP", "GBR", "USA", "POL", "JPN", "LTU", "BRA"}
    assert len(best) == 22 and set(best[best.isin([2010, 2011])].index) == peak
    by_chance = (pew.loc[2010:2011].notna().sum() / pew.notna().sum()).sum()
    assert 3.5 < by_chance < 4.6
    assert best.CHN == 2014 and best.TUR == best.ISR == 2019 and best.IDN == 2018 and best.KEN == best.IND == 2007


def test_ukraine_is_highest_of_all_in_2011_and_one_row_misleads_in_the_chart(pew):
    assert pew.loc[2011].idxmax() == "UKR"
    drawn = pew.loc[[2007, 2010, 2011, 2015, 2019]].idxmax()
    assert set(drawn[drawn.isin([2010, 2011])].index) - set(pew.idxmax()[lambda b: b.isin([2010, 2011])].index) == {"LBN"}


def test_approval_falls_twice_as_far_in_kazakhstan_as_in_the_world():
    poll = keyed("attraction").pct_favourable["gallup"]
    fall = {name: poll[name, 2021] - poll[name, 2022] for name in ("KAZ", "ARM", "WORLD_MEDIAN")}
    assert 1.8 < fall["KAZ"] / fall["WORLD_MEDIAN"] < 2.5 and abs(fall["ARM"] - fall["WORLD_MEDIAN"]) < 3
    assert 50 < poll["KAZ", 2021] < 60 and min(poll[name, 2010] for name in ("TJK", "KGZ", "ARM")) > 50 > 10 > poll["GEO", 2010]


# issue-linkage


def test_two_of_four_pressed_neighbours_do_worse_after_pressure_than_after_quiet_years(change):
    worse = {name for name in ("UKR", "BLR", "MDA", "GEO") if change["trade", name, "pressure"] < change["trade", name, "quiet"]}
    assert worse == {"BLR", "GEO"}
    years = keyed("after-pressure").years.xs(("trade", "pressure"), level=("outcome", "kind"))
    assert years["MDA"] == 1 and years.max() <= 4
    only_quiet = table("after-pressure").query("outcome == 'trade'").groupby("iso3").kind.apply(set).eq({"quiet"})
    assert only_quiet.sum() == 7


def test_ukraines_quiet_years_lie_in_the_1990s():
    acts = set(table("pressure").query("iso3 == 'UKR'").year)
    quiet = [year for year in range(1996, 2013) if not any(abs(year - act) <= 2 for act in acts)]
    assert quiet == [1996, 1997, 1998, 1999, 2000]


# with-moscow


def test_two_mostly_follow_and_nine_mostly_do_not():
    counts = keyed("neighbour-vote-counts").loc["all"]
    assert set(counts[counts.with_moscow > counts.votes / 2].index) == {"BLR", "ARM"} and len(counts) == 11
    assert (counts.loc[["UKR", "GEO", "MDA"]].against_moscow >= 26).all()
    central = counts.loc[["KAZ", "KGZ", "TJK", "TKM", "UZB"]]
    assert (central.abstained + central.absent > central.votes / 2).all()
    assert (counts.votes == 31).all() and counts.unverified.max() == 2
    assert keyed("neighbour-vote-counts").loc["georgia"].votes.unique().tolist() == [14]


# armenia


def test_armenia_leans_on_russia_more_in_trade_and_less_in_transfers():
    rows = table("armenia").pivot(index="year", columns="measure", values="value")
    assert rows.exports_russia[2021] > rows.exports_russia[2016] and rows.imports_russia[2021] > rows.imports_russia[2016]
    assert rows.exports_eu[2019] < rows.exports_eu[2016] and rows.transfers_russia[2021] < rows.transfers_russia[2016]
    assert rows.democracy[2019] > rows.democracy[2016] and rows.imports_russia[2024] > 50
