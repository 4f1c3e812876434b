"""What the tables of notebook 04 promise: who is held to which measure, what is quoted, what the arithmetic gives.

Plain pandas on the CSV files, apart from essay_kit and from the script that makes them.
"""

import numpy as np
from facts import keyed, table

VOTES = {2004, 2007, 2008, 2011, 2012, 2016, 2018, 2020, 2021, 2024}
# Table, key, column, value: known from the sources' notes, the publications, or to any specialist.
KNOWN = [
    ("elections-held", ("RUS", 1985), "clean_elections", 0.28),
    ("elections-held", ("RUS", 2024), "clean_elections", 0.144),
    ("elections-held", ("RUS", 1991), "regime", "electoral autocracy"),
    ("elections-held", ("RUS", 1990), "multiparty_elections", "yes"),
    ("elections-held", ("CHN", 2011), "multiparty_elections", "no"),
    ("elections-held", ("POL", 2011), "regime", "liberal democracy"),
    ("russian-votes", "1996-07", "winner_share_pct", 53.8),
    ("russian-votes", "1996-06", "winner_share_pct", 35),
    ("russian-votes", "2011", "winner_share_pct", 49.31),
    ("russian-votes", "2024", "turnout_pct", 75.4),
    ("yardsticks", "polity2", "value", 4),
    ("yardsticks", "rights", "value", 6),
    ("yardsticks", "liberties", "value", 5),
    ("democracy-measures", ("polity2", "RUS", 2000), "value", 6),
    ("democracy-measures", ("polity2", "RUS", 2007), "value", 4),
    ("democracy-measures", ("polity2", "POL", 2018), "value", 10),
    ("patrimonialism", ("neopatrimonialism", "RUS", 2021), "value", 0.861),
    ("property-courts", ("property_rights", "RUS", 2021), "value", 0.89),
    ("property-verdicts", ("heritage", "RUS"), "value", 25),
    ("property-verdicts", ("house", "RUS"), "value", 1),
]


def test_elections_are_open_only_where_more_than_one_party_stands():
    rows = table("elections-held")
    assert (rows[rows.competitive_elections == "yes"].multiparty_elections == "yes").all()
    blank = rows[rows.multiparty_elections.isna()]
    assert set(zip(blank.iso3, blank.year, strict=True)) == {("UKR", 1990), ("BLR", 1990), ("GEO", 1990)}
    russia = rows[rows.iso3 == "RUS"].set_index("year")
    assert set(russia.index[russia.competitive_elections == "yes"]) == set(range(1993, 2004))
    assert set(russia.index[russia.multiparty_elections == "yes"]) == set(range(1990, 2022))
    assert not russia.regime.str.endswith("democracy").any()


def test_electoral_democracy_lies_inside_its_band():
    rows = table("elections-held")
    assert (rows.electoral_democracy_low <= rows.electoral_democracy).all()
    assert (rows.electoral_democracy <= rows.electoral_democracy_high).all()


def test_most_autocracies_let_more_than_one_party_stand_and_fewer_than_in_1990():
    rows = table("autocracies-voting").set_index("year")
    assert list(rows.index) == list(range(1990, 2025))
    assert (100 * rows.multiparty / rows.autocracies - rows.pct_multiparty).abs().max() <= 0.051
    assert rows.pct_multiparty[1990] < 35 and (rows.pct_multiparty.loc[1996:] > 55).all()
    assert rows.pct_multiparty.max() < 80


def test_russian_votes_are_in_order_and_say_where_they_come_from():
    rows = table("russian-votes")
    assert len(rows) == 18 and rows.date.is_monotonic_increasing and (rows.date.str[:4].astype(int) == rows.year).all()
    assert set(rows[rows.stands == "summed from polling stations"].year) == VOTES
    assert rows[rows.winner == "Vladimir Putin"].year.tolist() == [2000, 2004, 2012, 2018, 2024]


def test_fingerprints_hold_every_tenth_in_two_ranges():
    rows = table("fingerprints")
    tenth = (10 * rows.share_pct).round().astype(int)
    assert set(tenth) == {*range(295, 595), *range(695, 995)}
    assert (rows.groupby(["year", "range_pct"]).size() == 300).all() and set(rows.year) == {2004, 2011, 2020}
    assert ((rows.whole == "whole") == (tenth % 10 == 0)).all()
    assert ((rows.share_pct < 60) == (rows.range_pct == "30–59")).all()
    assert (rows.stations_1000plus <= rows.stations).all()


def test_fold_adds_up_from_the_histogram():
    bins = table("fingerprints")
    tenth = (10 * bins.share_pct).round().astype(int)
    away = (tenth + 5) % 10 - 5
    folded = bins.groupby([bins.year, bins.range_pct, away]).stations_1000plus.sum()
    fold = table("fingerprint-fold").query('quantity == "leader\'s share" and year in (2004, 2011, 2020)')
    fold = fold.set_index(["year", "range_pct", (10 * fold.away_pct).round().astype(int)]).stations_1000plus
    assert folded.sort_index().tolist() == fold.sort_index().tolist()


def test_sums_follow_from_the_fold():
    fold, sums = table("fingerprint-fold"), table("fingerprint-sums")
    assert set(fold.year) == set(sums.year) == VOTES
    keys = ["year", "quantity", "range_pct"]
    at = fold[fold.away_pct == 0].set_index(keys).stations_1000plus
    beside = fold[fold.away_pct.abs().round(1).isin([0.2, 0.3, 0.4])].groupby(keys).stations_1000plus.mean()
    large = sums[sums["size"] != "all"].set_index(keys)
    assert (large.at_whole == at.reindex(large.index)).all()
    assert (large.beside - beside.reindex(large.index)).abs().max() <= 0.051
    index = fold[fold.away_pct == 0].set_index(keys).index_beside
    assert (index.reindex(large.index) - 100 - large.excess_pct).abs().max() <= 0.11


def test_surplus_and_interval_follow_from_the_counts():
    rows = table("fingerprint-sums")
    spread = 1.96 * np.sqrt(1 / rows.at_whole + 1 / (6 * rows.beside))
    assert (rows.at_whole - rows.beside - rows.excess).abs().max() <= 0.101
    for column, sign in (("excess_pct", 0), ("low", -1), ("high", 1)):
        expected = 100 * (rows.at_whole / rows.beside * np.exp(sign * spread) - 1)
        assert (expected - rows[column]).abs().max() <= 0.5


def test_surplus_is_in_the_high_range_and_not_in_the_control():
    rows = table("fingerprint-sums")
    large = rows[rows["size"] != "all"]
    high, control = large[large.range_pct == "70–99"], large[large.range_pct == "30–59"]
    assert (high.low > 13).all()
    odd = control[(control.low > 0) | (control.high < 0)]
    assert set(zip(odd.year, odd.quantity, strict=True)) == {(2016, "leader's share"), (2016, "turnout"), (2021, "leader's share")}
    assert control.excess_pct[control.at_whole > 100].abs().max() < 7
    thin = control[control.at_whole < 100]
    assert set(thin.year) == {2018, 2024} and set(thin.quantity) == {"leader's share"}


def test_small_stations_make_whole_percents_by_themselves():
    rows = table("fingerprint-sums").query("range_pct == '30–59' and year == 2011 and quantity == \"leader's share\"").set_index("size")
    assert rows.low["all"] > 0 > rows.low["1,000 voters or more"]


def test_yardsticks_follow_from_value_and_scale():
    rows = table("yardsticks").set_index("measure")
    place = 100 * (rows.value - rows.scale_from) / (rows.scale_to - rows.scale_from)
    assert (place - rows.pct_value).abs().max() <= 0.1 and rows.pct_value.between(0, 100).all()
    assert rows.pct_value.idxmax() == "polity2" and rows.pct_value.idxmin() == "liberal"
    assert set(rows.index[rows.low.notna()]) == {"electoral", "voice"}
    assert set(rows.index[rows.basis == "quoted"]) == {"rights", "liberties", "bti"}


def test_democracy_measures_disagree_about_the_1990s():
    rows = keyed("democracy-measures")
    russia = {measure: rows.loc[measure, "RUS"] for measure in ("electoral", "liberal", "polity2", "lexical")}
    assert russia["electoral"].value.idxmax() == 1992 and russia["electoral"].value.max() < 0.5 < russia["electoral"].high.max() / 100
    assert russia["liberal"].value.max() < 0.3
    assert set(russia["polity2"].index[russia["polity2"].value >= 6]) == set(range(2000, 2007))
    assert set(russia["lexical"].index[russia["lexical"].value == 6]) == set(range(1993, 2004))
    assert russia["polity2"].index.max() == 2018 and rows.loc["electoral", "UKR"].index.min() == 1991


def test_bands_are_given_for_electoral_democracy_only():
    rows = table("democracy-measures")
    assert (rows.low.notna() == (rows.measure == "electoral")).all() and (rows.high.notna() == rows.low.notna()).all()
    inside = rows.dropna(subset=["low"])
    assert ((inside.low <= inside.pct_scale) & (inside.pct_scale <= inside.high)).all()


def test_patrimonialism_of_the_ussr_is_high_by_one_part_only():
    rows = keyed("patrimonialism").value.unstack("part")
    soviet, now = rows.loc[("RUS", 1985)], rows.loc[("RUS", 2021)]
    assert soviet.presidentialism > 0.9 and soviet.regime_corruption < 0.4 and soviet.clientelism < 0.2
    assert now.neopatrimonialism > soviet.neopatrimonialism and now.presidentialism < soviet.presidentialism
    assert rows.index.get_level_values("year").max() == 2021


def test_patrimonialism_among_countries_as_rich_as_russia():
    rows = table("patrimonialism-income")
    russia, near = rows[rows.income_group == "Russia"].iloc[0], rows[rows.income_group.str.startswith("within")]
    assert len(near) == 15 and near.income_ppp.between(0.74 * russia.income_ppp, 1.26 * russia.income_ppp).all()
    assert near[near.neopatrimonialism > russia.neopatrimonialism].iso3.tolist() == ["KAZ"]
    assert not rows[rows.income_group == "other"].income_ppp.between(0.76 * russia.income_ppp, 1.24 * russia.income_ppp).any()
    both = keyed("patrimonialism").loc[("neopatrimonialism", "RUS", 2010), "value"]
    assert both == russia.neopatrimonialism


def test_property_measures_disagree_about_russia():
    rows = keyed("property-courts").value.unstack("measure")
    russia = rows.loc["RUS"]
    assert russia.property_rights.loc[1992:2021].min() >= 0.84 and russia.property_rights[1990] < 0.2
    assert russia.high_court[2021] < russia.high_court[2003] < russia.high_court[1993]
    assert russia.state_ownership[2024] < russia.state_ownership[2003] < russia.state_ownership[1996]
    assert (russia.rule_of_law.dropna() < 0).all() and (rows.loc["POL"].rule_of_law.dropna() > 0).all()
    assert set(russia.index[russia.rule_of_law.isna()]) == {*range(1990, 1996), 1997, 1999, 2001, 2024}
    band = table("property-courts")
    assert (band.low.notna() == (band.measure == "rule_of_law")).all()


def test_property_verdicts_put_russia_below_poland_and_quote_eight_figures():
    rows = table("property-verdicts")
    place = 100 * (rows.value - rows.scale_from) / (rows.scale_to - rows.scale_from)
    assert (place - rows.pct_scale).abs().max() <= 0.06
    pct = rows.pivot(index="measure", columns="iso3", values="pct_scale")
    assert (pct.RUS < pct.POL).all() and pct.RUS.idxmax() == "vdem" and (pct.RUS.drop("vdem") < 50).all()
    assert (rows.basis == "quoted").sum() == 8


def test_russia_trades_less_of_its_income_while_associations_lose_freedom():
    rows = table("open-and-shielded")
    assert rows.groupby("iso3").year.agg(["min", "max"]).drop_duplicates().to_numpy().tolist() == [[1993, 2024]]
    russia = rows[rows.iso3 == "RUS"].set_index("year")
    assert russia.trade_pct_gdp[2011] < russia.trade_pct_gdp[2000] and russia.fdi_in_pct_gdp.idxmax() == 2008
    assert russia.cso_repression[1999] > russia.cso_repression[2011] > 0 > russia.cso_repression[2012]
    assert (russia.fdi_in_pct_gdp.loc[2022:] < 0).all()
