"""What notebook 04 says in words about its tables: plain pandas on the CSV files, apart from essay_kit."""

import pytest
import yaml
from facts import DATA, keyed, table

CONTENT = DATA / "content/04_thesis_one"
LARGE = "1,000 voters or more"
GROUP = {"ARG", "CZE", "EST", "GRC", "HRV", "HUN", "JPN", "KAZ", "KOR", "LTU", "POL", "PRT", "ROU", "SVK", "SVN"}


def sums(year, range_pct):
    return keyed("fingerprint-sums").loc[(year, "leader's share", range_pct, LARGE)]


def exhibit(name):
    records = yaml.safe_load((CONTENT / "exhibits.yaml").read_text("utf-8"))
    return next(record for record in records if record["id"] == name)


# ------------------------------------------------------------------------------------------------------- elections


def test_shaded_years_of_elections_are_those_of_the_table():
    russia = keyed("elections-held").loc["RUS"]
    words = {"one party": ("no", "no"), "parties, open outcome": ("yes", "yes"), "parties, outcome not open": ("yes", "no")}
    for band in exhibit("held-not-clean")["chart"]["bands"]:
        first, last = map(int, band["years"].split(" to "))
        years = russia.loc[first:last]
        assert set(zip(years.multiparty_elections, years.competitive_elections, strict=True)) == {words[band["text"]]}
    white = russia.loc[1990:1992]
    assert (white.multiparty_elections == "yes").all() and (white.competitive_elections == "no").all()
    assert (russia.multiparty_elections.loc[2022:] == "no").all()


def test_the_ussr_is_rated_cleaner_than_russia_in_2024_and_russia_peaks_in_1992():
    clean = keyed("elections-held").clean_elections
    assert clean["RUS", 1985] > clean["RUS", 2024] and clean["RUS"].idxmax() == 1992
    assert clean["RUS"].loc[2020:].is_monotonic_decreasing
    assert (clean["POL"].loc[1991:2019] > 0.9).all()


def test_mexico_and_venezuela_go_opposite_ways():
    clean = keyed("elections-held").clean_elections
    assert clean["RUS", 1993] > clean["MEX", 1993] and clean["MEX", 2011] > clean["RUS", 2011]
    assert clean["MEX", 2011] > 2 * clean["MEX", 1985] and clean["VEN", 2024] < clean["VEN", 2011] < clean["VEN", 1985]


def test_about_two_autocracies_in_three_hold_elections_in_2011_and_the_form_does_not_spread_any_more():
    share = keyed("autocracies-voting").pct_multiparty
    assert 60 < share[2011] < 70 and share.idxmax() in (2006, 2007, 2008) and share[2024] < share[2017]


def test_the_same_camp_wins_since_2000_and_twice_with_less_than_half():
    rows = table("russian-votes")
    since = rows[rows.date > "2000"]
    assert set(since.winner) == {"Vladimir Putin", "Dmitry Medvedev", "United Russia", "Yes"}
    assert set(since[since.winner_share_pct < 50].vote) == {"2003", "2011", "2021"}
    summed = rows[rows.stands == "summed from polling stations"]
    assert set(summed[summed.winner_share_pct < 50].vote) == {"2011", "2021"} and (summed.winner_share_pct > 49).all()
    assert summed.kind.value_counts().to_dict() == {"president": 5, "Duma": 4, "constitution": 1}
    before = rows[(rows.date < "2000") & (rows.kind == "Duma")]
    assert before.winner_share_pct.between(20, 26).all()


# ------------------------------------------------------------------------------------------------------ fingerprints


def test_the_surplus_of_2011_is_in_the_high_range_and_the_control_shows_what_chance_allows():
    assert sums(2011, "70–99").excess_pct > 80 and sums(2011, "30–59").low < 0 < sums(2011, "30–59").high
    assert sums(2020, "70–99").low > sums(2024, "70–99").high and sums(2004, "70–99").excess_pct < 25


def test_every_vote_has_a_surplus_in_the_high_range_and_the_control_is_small_where_it_has_stations():
    years = set(table("fingerprint-sums").year)
    thin = {year for year in years if sums(year, "30–59").at_whole < 100}
    assert len(years) == 10 and thin == {2018, 2024} and all(sums(year, "70–99").low > 0 for year in years)
    assert {year for year in years - thin if sums(year, "30–59").low > 0} == {2016, 2021}
    assert all(abs(sums(year, "30–59").excess_pct) < 7 for year in years - thin)


def test_round_numbers_stand_out_in_2011_and_2020_less_in_2004_and_not_in_the_low_range_of_2011():
    rows = table("fingerprints").set_index(["year", "share_pct"]).sort_index().stations_1000plus

    def against(year, share):
        return rows[year, share] / rows[year].loc[share - 1.01 : share + 1.01].median()

    assert all(against(2011, share) > 2 for share in (75.0, 80.0, 85.0)) and against(2020, 95.0) > 2 and against(2020, 80.0) > 2
    assert 1 < against(2004, 75.0) < 1.3 and against(2011, 40.0) < 1.2


# -------------------------------------------------------------------------------------------------------- yardsticks


def test_five_of_eight_yardsticks_of_three_publishers_lie_in_the_lowest_third():
    place = keyed("yardsticks").pct_value
    assert set(place.index[place < 100 / 3 + 0.05]) == {"electoral", "liberal", "voice", "rights", "liberties"}
    assert place.idxmax() == "polity2" and place.idxmin() == "liberal"


def test_two_of_four_measures_have_their_best_year_in_the_1990s():
    rows = keyed("democracy-measures").pct_scale
    best = {
        m: (rows[m, "RUS"].loc[1992:1999].max(), rows[m, "RUS"].loc[2000:2011].max())
        for m in ("electoral", "liberal", "polity2", "lexical")
    }
    assert {m for m, (early, late) in best.items() if early > late} == {"electoral", "liberal"}
    assert best["polity2"][1] > best["polity2"][0] and best["lexical"] == (100, 100)
    assert rows["electoral", "RUS"][1999] > rows["electoral", "UKR"][1999]
    assert (keyed("elections-held").regime["RUS"].loc[1991:] == "electoral autocracy").all()
    high = keyed("democracy-measures").high["electoral", "RUS"]
    assert (high.loc[1992:1999] > 50).all()


# ------------------------------------------------------------------------------------------------------ ties, property


def test_parts_of_the_index_move_against_each_other():
    rows = keyed("patrimonialism").value.unstack("part").loc["RUS"]
    assert rows.presidentialism[2011] < rows.presidentialism[1985]
    for part in ("clientelism", "regime_corruption"):
        assert rows[part][2011] > 2 * rows[part][1985] and rows[part][1990] > rows[part][1985]
        assert abs(rows[part][2021] - rows[part][1999]) < 0.1 and rows[part][1999] >= rows[part][2011]
    assert abs(rows.neopatrimonialism[2021] - rows.neopatrimonialism[1985]) < 0.05


def test_one_of_fifteen_as_rich_has_more_rule_by_ties():
    rows = keyed("patrimonialism-income")
    near = rows[rows.income_group == "within a quarter of Russia's"]
    assert set(near.index) == GROUP
    index = rows.neopatrimonialism
    assert set(near.index[near.neopatrimonialism > index.RUS]) == {"KAZ"} and near.neopatrimonialism.drop("KAZ").idxmax() == "ARG"
    assert (
        rows.income_ppp[["MEX", "TUR"]].max() < near.income_ppp.min()
        and rows.income_ppp[["SAU", "QAT", "ARE"]].min() > near.income_ppp.max()
    )


def test_six_of_seven_property_measures_put_russia_in_the_lower_half_and_below_poland():
    rows = keyed("property-verdicts").pct_scale.unstack("iso3")
    assert set(rows.index[rows.RUS > 50]) == {"vdem"} and (rows.POL > rows.RUS).all()
    six = rows.drop("vdem")
    assert six.POL.min() == six.POL["heritage"] and six.POL.max() == six.POL["bti"] and (six.POL - six.RUS).min() > 14
    assert table("property-verdicts").query("iso3 == 'RUS'").basis.eq("quoted").sum() == 4


def test_high_courts_of_poland_and_hungary_fall_more_than_russias_after_2010():
    court = keyed("property-courts").value["high_court"]
    fall = {iso3: court[iso3, 2010] - court[iso3, 2023] for iso3 in ("RUS", "POL", "HUN", "KAZ")}
    assert fall["POL"] > fall["HUN"] > fall["RUS"] > 0 > fall["KAZ"]
    assert court["POL", 2024] > 0 > court["POL", 2023]
    own = keyed("property-courts").value["property_rights", "RUS"]
    assert (own.loc[1992:2021] >= own[1992]).all()


# ------------------------------------------------------------------------------------------------------- three prongs


def test_trade_and_associations_go_as_the_third_prong_is_told():
    rows = keyed("open-and-shielded")
    russia, turkey = rows.loc["RUS"], rows.loc["TUR"]
    assert russia.cso_repression[1999] > russia.cso_repression[2009] > russia.cso_repression[2019] > russia.cso_repression[2024]
    assert russia.trade_pct_gdp[2024] < russia.trade_pct_gdp[2021] and russia.fdi_in_pct_gdp.idxmax() == 2008
    assert turkey.trade_pct_gdp[2020] > turkey.trade_pct_gdp[2004] and turkey.cso_repression[2020] < turkey.cso_repression[2004]


FACTS = {
    "form-kept": lambda: (
        keyed("elections-held").loc["RUS"].loc[2004:2021][["multiparty_elections", "competitive_elections"]] == ["yes", "no"]
    ).all(axis=None),
    "below-half": lambda: (keyed("russian-votes").winner_share_pct[["2011", "2021"]] < 50).all(),
    "round-results": lambda: sums(2020, "70–99").low > 0,
    "polity-line": lambda: (keyed("democracy-measures").value["polity2", "RUS"].loc[2000:2006] >= 6).all(),
    "high-court": lambda: (
        keyed("property-courts").value["high_court", "RUS", 2013] < keyed("property-courts").value["high_court", "RUS", 2003]
    ),
    "state-share": lambda: (
        keyed("property-courts").value["state_ownership", "RUS", 2011] < keyed("property-courts").value["state_ownership", "RUS", 1996]
    ),
    "investment": lambda: all(
        keyed("open-and-shielded").fdi_in_pct_gdp[c, 2008] > keyed("open-and-shielded").fdi_in_pct_gdp[c, 2000] for c in ("RUS", "TUR")
    ),
    "trade-share": lambda: keyed("open-and-shielded").trade_pct_gdp["RUS", 2011] < keyed("open-and-shielded").trade_pct_gdp["RUS", 2000],
    "associations": lambda: keyed("open-and-shielded").cso_repression["RUS", 2012] < keyed("open-and-shielded").cso_repression["RUS", 1999],
    "capital-leaves": lambda: (keyed("open-and-shielded").fdi_in_pct_gdp["RUS"].loc[2022:2024] < 0).all(),
}


@pytest.mark.parametrize("card", FACTS)
def test_a_card_says_what_the_table_says(card):
    assert FACTS[card]()


def test_every_card_is_tested_and_the_two_readers_place_nine_and_five():
    [record] = yaml.safe_load((CONTENT / "sortings.yaml").read_text("utf-8"))
    assert {card["id"] for card in record["cards"]} == set(FACTS)
    placed = [sum(box != "none" for box in coding["codes"].values()) for coding in record["codings"]]
    assert placed == [9, 5] and all(set(coding["codes"]) == set(FACTS) for coding in record["codings"])
    assert [card for card, box in record["codings"][0]["codes"].items() if box == "none"] == ["trade-share"]
