"""What the tables of notebook 05 promise: which edition, what is owed and paid, who is in which set, what is projected.

Plain pandas on the CSV files, apart from essay_kit and from the script that makes them.
"""

import numpy as np
from facts import keyed, table

# Table, key, column, value: known from the sources' notes, the publications, or to any specialist.
KNOWN = [
    ("fuel-and-freedom", ("RUS", 2014), "fuel_pct_exports", 69.5),
    ("fuel-and-freedom", ("RUS", 2016), "fuel_pct_exports", 48.3),
    ("fuel-and-freedom", ("RUS", 2010), "electoral_democracy", 0.309),
    ("windfall", ("oil_price", "WLD", 2011), "value", 111.26),
    ("windfall", ("oil_price", "WLD", 1998), "value", 12.76),
    ("windfall", ("reserves", "RUS", 2007), "value", 478.8),
    ("windfall", ("reserves", "RUS", 2021), "value", 632.2),
    ("windfall", ("external_debt", "RUS", 2000), "value", 146.7),
    ("windfall", ("external_debt", "RUS", 2014), "value", 554.4),
    ("windfall", ("gov_debt", "RUS", 1998), "value", 73.1),
    ("windfall", ("un_ideal_point", "RUS", 2011), "value", -0.069),
    ("debt-payments", "paris-2006", "usd_bn", 22.3),
    ("debt-payments", "imf-paid", "usd_bn", 3.33),
    ("debt-payments", "fund-after", "usd_bn", 64.73),
    ("rents-revised", ("RUS", 2000, "edition of 2013"), "rents_pct_gdp", 43.1),
    ("rents-revised", ("RUS", 2000, "edition of 2025"), "rents_pct_gdp", 21.5),
    ("rents-revised", ("RUS", 2011, "edition of 2025"), "rents_pct_gdp", 16.3),
    ("rents-democracy", ("RUS", "2014–2018"), "polity2", 4),
    ("people", ("RUS", 1992), "migration_per1000", -7.59),
    ("life", ("RUS", 2011), "men_years", 64.04),
    ("life", ("RUS", 2024), "men_years", 68.26),
]


def test_same_share_of_fuel_goes_with_opposite_regimes():
    rows = keyed("fuel-and-freedom").xs(2010, level="year")
    assert abs(rows.fuel_pct_exports.RUS - rows.fuel_pct_exports.NOR) < 3
    assert rows.electoral_democracy_low.NOR > 0.8 and rows.electoral_democracy_high.RUS < 0.4
    assert rows.fuel_toe_per_person.NOR > 5 * rows.fuel_toe_per_person.RUS > rows.fuel_toe_per_person.CAN
    assert rows.index[rows.fuel_toe_per_person.isna()].tolist() == ["BWA"]


def test_fuel_and_freedom_ends_where_its_sources_end():
    rows = table("fuel-and-freedom")
    assert rows.dropna(subset=["rents_pct_gdp"]).year.max() == 2021
    assert rows.dropna(subset=["fuel_pct_exports"]).year.max() <= 2022
    assert (rows.electoral_democracy_low <= rows.electoral_democracy).all()
    assert (rows.electoral_democracy <= rows.electoral_democracy_high).all()


def test_sets_of_countries_are_whole():
    rows = table("rents-democracy").query("period == '2008–2012'")
    assert len(rows) == 72 and (rows.ex_soviet == "yes").sum() == 15 and (rows.eu == "yes").sum() == 27
    assert set(rows[(rows.ex_soviet == "yes") & (rows.eu == "yes")].iso3) == {"EST", "LVA", "LTU"}
    assert (rows.middle_east == "yes").sum() == 8 and rows.set_index("iso3").middle_east.SAU == "yes"
    assert (table("rents-democracy").groupby("iso3").size() == 3).all()


def test_changes_are_differences_between_periods():
    rows = keyed("rents-democracy")
    pairs = [
        ("rents_pct_gdp", "rents_change", 0.011),
        ("fuel_pct_exports", "fuel_change", 0.011),
        ("polity2", "polity_change", 0.0011),
        ("electoral_democracy", "electoral_change", 0.0011),
        ("liberal_democracy", "liberal_change", 0.0011),
        ("voice_accountability", "voice_change", 0.0011),
    ]
    for level, change, error in pairs:
        first, second, third = (rows[level].xs(period, level="period") for period in ("1998–2002", "2008–2012", "2014–2018"))
        found = rows[change].unstack("period")
        assert found["1998–2002"].isna().all()
        assert (second - first - found["2008–2012"]).abs().max() <= error and (third - second - found["2014–2018"]).abs().max() <= error
        assert (found["2008–2012"].isna() == (second - first).isna()).all()


def test_logarithms_follow_from_levels():
    rows = table("rents-democracy")
    assert (np.log(rows.income_ppp) - rows.log_income).abs().max() < 0.01
    assert (np.log(1 + 1000 * rows.fuel_toe_per_person) - rows.log_fuel).abs().max() < 0.7  # a few grams, rounded, weigh in a logarithm
    much = rows[rows.fuel_toe_per_person > 0.1]
    assert (np.log(1 + 1000 * much.fuel_toe_per_person) - much.log_fuel).abs().max() < 0.01
    assert rows.groupby("period").log_fuel.count().eq(57).all()


def test_resources_go_with_less_democracy_between_countries_in_every_period():
    for _, rows in table("rents-democracy").groupby("period"):
        assert rows.rents_pct_gdp.corr(rows.electoral_democracy) < -0.5
    later = table("rents-democracy").query("period == '2008–2012'")
    assert abs(later.rents_change.corr(later.electoral_change)) < 0.15  # in the boom, within countries, nothing of the sort


def test_debts_of_the_state_fell_and_those_of_the_country_rose():
    rows = keyed("windfall").value
    assert rows.gov_debt.RUS[1999] > 80 and rows.gov_debt.RUS[2008] < 7 and rows.gov_debt.SAU[1999] > 100 and rows.gov_debt.SAU[2014] < 2
    assert rows.external_debt.RUS[2013] > 4 * rows.external_debt.RUS[2000]
    assert rows.external_debt_gni.RUS[2013] < 0.6 * rows.external_debt_gni.RUS[2000]
    assert (
        rows.external_debt.NGA[2006] < rows.external_debt.NGA[2004] / 2 and rows.external_debt.DZA[2006] < rows.external_debt.DZA[2004] / 2
    )
    assert "SAU" not in rows.external_debt.index.get_level_values("iso3")
    assert rows.external_debt.RUS.index.max() == 2022


def test_votes_in_the_un_turn_before_the_price_of_oil():
    rows = keyed("windfall").value
    votes, price = rows.un_ideal_point.RUS, rows.oil_price.WLD
    assert votes[1995] - votes[2000] > 5 * abs(votes[2003] - votes[2013]) / 2
    assert price.loc[1992:1999].max() < 21 and price[2008] > 90
    assert votes.idxmax() == 1993 and votes.idxmin() == 2022
    band = table("windfall")
    assert (band.low.notna() == (band.indicator == "un_ideal_point")).all()
    inside = band.dropna(subset=["low"])
    assert ((inside.low < inside.value) & (inside.value < inside.high)).all()


def test_debt_payments_leave_out_what_is_weakly_known():
    rows = table("debt-payments").set_index("fact")
    assert set(rows.grade) == {"A", "B"} and (rows.date.str[:4].astype(int) == rows.year).all()
    assert abs(rows.usd_bn["paris-2005"] - rows.usd_bn["paris-paid-2005"] - rows.usd_bn["paris-2006"]) < 6
    assert abs(rows.usd_bn["fund-before"] - rows.usd_bn["fund-after"] - rows.usd_bn["paris-paid-2006"]) < 5


def test_rents_were_about_halved_for_russia_and_hardly_for_saudi_arabia():
    rows = keyed("rents-revised").rents_pct_gdp.unstack("edition")
    new, old = rows["edition of 2025"], rows["edition of 2013"]
    assert (new / old)["RUS", 2000] < 0.51 and (new / old)["RUS", 2005] < 0.5 and (new / old)["SAU", 2000] > 0.95
    assert old["AGO", 2000] > 100 and old["UZB", 2005] > 100 and new.max() < 100
    assert rows.loc["RUS"].index.tolist() == list(range(1990, 2012))


def test_people_are_estimates_to_2023_and_a_band_after():
    rows = table("people")
    assert (rows.kind == "estimate").equals(rows.year <= 2023) and (rows.low.notna() == (rows.kind == "projection")).all()
    ahead = rows.dropna(subset=["low"])
    assert ((ahead.low < ahead.population_million) & (ahead.population_million < ahead.high)).all()
    russia = rows[rows.iso3 == "RUS"].set_index("year")
    assert (
        russia.population_million.loc[2008:2019].is_monotonic_increasing
        and russia.population_million.loc[2019:2023].is_monotonic_decreasing
    )
    assert set(russia.index[russia.natural_change_per1000.where(russia.index.isin(range(1992, 2024))) > 0]) == set(range(2012, 2017))
    assert russia.high[2050] < russia.population_million[2019]


def test_working_age_peaks_in_2010():
    rows = table("working-age")
    assert set(rows.year) == set(range(1950, 2051, 5)) and (rows.kind == "estimate").equals(rows.year <= 2020)
    assert (10000 / (100 + rows.dependents_per_100) - rows.pct_working_age).abs().max() <= 0.08
    share = rows.pivot(index="year", columns="iso3", values="pct_working_age")
    assert share.RUS.idxmax() == 2010 and share.RUS[2025] < share.RUS[2000] and share.JPN[2050] < share.RUS[2050]


def test_men_live_longest_in_2024_and_shortest_in_1994():
    rows = table("life")
    assert (rows.women_years - rows.men_years - rows.gap_years).abs().max() <= 0.011
    men = rows.pivot(index="year", columns="iso3", values="men_years")
    assert men.RUS.idxmin() == 1994 and men.RUS.idxmax() == 2024 and men.RUS[2003] < men.RUS[1960]
    assert men.RUS[2019] - men.RUS[2003] > 9 and men.RUS[2021] < men.RUS[2019] - 2
    assert (men.RUS.loc[1990:] < men.POL.loc[1990:]).all()
