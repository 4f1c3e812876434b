"""What the tables of notebook 06 promise: who agrees with whom, what is not spliced, who belongs to which club.

Plain pandas on the CSV files, apart from essay_kit and from the script that makes them.
"""

import pytest
from facts import table

# Table, key, column, value: known from the sources' notes or to any specialist.
KNOWN = [
    ("un-position", ("RUS", 2011), "position", -0.069),
    ("un-position", ("RUS", 2021), "position", -0.026),
    ("un-position", ("RUS", 2021), "position_all_votes", -0.776),
    ("memberships", ("g8", "RUS", 1998), "to_year", 2014),
    ("memberships", ("council", "RUS", 1996), "to_year", 2022),
    ("memberships", ("wto", "RUS", 2012), "certainty", "checked"),
    ("memberships", ("cis", "GEO", 1993), "to_year", 2009),
    ("memberships", ("csto", "UZB", 2006), "to_year", 2012),
    ("memberships", ("nato", "EST", 2004), "side", "Western"),
    ("powers", ("income_market", "RUS", 1999), "pct_world", 0.6),
    ("recognition", ("clubs", "RUS", 2003), "value", 3),
    ("recognition", ("electoral", "RUS", 2010), "value", 0.309),
]


@pytest.mark.parametrize("name", ["un-agreement", "un-position"])
def test_ussr_and_russia_are_two_lines(name):
    rows = table(name)
    assert list(rows[rows.iso3 == "SUN"].year) == list(range(1985, 1992))
    assert rows[rows.iso3 != "SUN"].year.min() == 1992


def test_agreement_is_blank_where_it_has_no_meaning():
    rows = table("un-agreement")
    assert (rows.pct_eu.isna() == (rows.iso3 == "SUN")).all()
    assert (rows.pct_china.isna() == (rows.iso3 == "CHN")).all() and (rows.pct_germany.isna() == (rows.iso3 == "DEU")).all()
    assert ((rows.collection == "all roll calls") == (rows.iso3 == "SUN")).all()
    assert rows[["pct_eu", "pct_usa", "pct_china", "pct_germany"]].stack().dropna().between(0, 100).all()


def test_agreement_between_two_states_is_the_same_from_both_sides():
    rows = table("un-agreement")
    usual = rows[rows.iso3 != "SUN"].set_index(["iso3", "year"])
    for year in range(1992, 2022):
        assert usual.pct_germany["CHN", year] == usual.pct_china["DEU", year]


def test_russia_drifts_from_the_eu_and_the_usa_loses_others_too():
    rows = table("un-agreement")
    eu, usa, china = (rows.pivot(index="year", columns="iso3", values=column) for column in ("pct_eu", "pct_usa", "pct_china"))
    assert eu.RUS[1993] > 84 and eu.RUS[2011] < 74 and eu.RUS[2021] < 62
    assert china.RUS[1992] < 70 < 85 < china.RUS[2000]  # the turn to China's side is done by 2000
    assert (usa.loc[1993] - usa.loc[2007])[["RUS", "DEU", "TUR"]].gt(15).all()  # the USA loses Germany and Turkey too
    assert eu.TUR.min() > 84 and abs(eu.IND[2021] - eu.IND[1993]) < 2 and eu.UKR[2021] > 90


def test_position_has_its_value_inside_the_band_and_enough_votes():
    rows = table("un-position")
    assert (rows.low < rows.position).all() and (rows.position < rows.high).all() and rows.votes.min() >= 30
    assert not ((rows.iso3 == "TUR") & (rows.year == 2024)).any()
    assert set(rows[rows.position_all_votes.isna()].year) == {2024}
    assert rows.position[rows.iso3 == "USA"].min() > rows.position[rows.iso3 != "USA"].max()


def test_leader_is_named_for_moscow_alone_and_without_gaps():
    rows = table("un-position")
    assert (rows.leader.notna() == rows.iso3.isin(["SUN", "RUS"])).all()
    first = rows[rows.iso3.isin(["SUN", "RUS"])].groupby("leader").year.agg(["min", "max"])
    assert first.to_dict("index") == {
        name: {"min": start, "max": end}
        for name, start, end in [
            ("Gorbachev", 1985, 1991),
            ("Yeltsin", 1992, 1999),
            ("Putin", 2000, 2007),
            ("Medvedev", 2008, 2011),
            ("Putin again", 2012, 2024),
        ]
    }


def test_most_of_the_drift_comes_before_putin():
    place = table("un-position").set_index(["iso3", "year"]).position["RUS"]
    before, all_of_it = place[1995] - place[1999], place[1995] - place[2011]
    assert 0.6 < before / all_of_it < 0.7
    assert place[1995] - place[1996] > 0.5  # the year in which Primakov becomes foreign minister
    assert place.loc[2006:2021].between(-0.1, 0.21).all() and place[2022] < -0.7


def test_issues_have_five_periods_for_each_pair_and_subject():
    rows = table("un-issues")
    assert (rows.groupby(["iso3", "partner", "issue"]).size() == 5).all() and len(rows) == 5 * 2 * 6 * 5
    assert (rows.pct_same <= rows.pct_agree).all() and rows.votes.min() >= 15
    assert (rows.period.str[:4].astype(int) == rows.from_year).all()


def test_russia_parts_with_germany_on_human_rights_and_not_on_palestine():
    pct = table("un-issues").set_index(["iso3", "partner", "issue", "from_year"]).pct_agree
    assert pct["RUS", "DEU", "hr", 1992] - pct["RUS", "DEU", "hr", 2014] > 30
    assert pct["RUS", "DEU", "me", 2014] > pct["RUS", "DEU", "me", 1992] + 15
    assert abs(pct["TUR", "DEU", "hr", 1992] - pct["TUR", "DEU", "hr", 2014]) < 10
    assert abs(pct["BLR", "DEU", "hr", 2014] - pct["RUS", "DEU", "hr", 2014]) < 10  # not Russia's own


def test_memberships_end_after_they_begin_and_three_applicants_are_left_out():
    rows = table("memberships")
    assert (rows.to_year.isna() | (rows.to_year > rows.from_year)).all() and rows.from_year.between(1991, 2024).all()
    assert not set(rows[rows.club == "wto"].iso3) & {"AZE", "BLR", "UZB", "TKM"}
    assert (rows.line == rows.country + ": " + rows.club_name).all()
    assert set(rows[(rows.club == "eaeu") & (rows.stands == "member")].iso3) == {"RUS", "BLR", "KAZ", "ARM", "KGZ"}
    assert set(rows[rows.club == "eu"].iso3) == {"EST", "LVA", "LTU"} == set(rows[rows.club == "nato"].iso3)


def test_memberships_keep_what_is_not_checked_marked():
    rows = table("memberships")
    counts = rows.certainty.value_counts().to_dict()
    assert counts == {"checked": 55, "partly checked": 31, "general knowledge": 20}
    assert set(rows[rows.club.isin(["candidate", "association", "eap", "union_state", "customs"])].certainty) == {"general knowledge"}


def test_recognition_counts_the_clubs_of_the_table_of_memberships():
    rows, own = table("recognition"), table("memberships").query("iso3 == 'RUS' and side == 'Western'")
    clubs = rows[rows.measure == "clubs"].set_index("year").value
    for year in range(1992, 2025):
        assert clubs[year] == ((own.from_year <= year) & (own.to_year.fillna(9999) > year)).sum()
    assert set(rows[rows.measure == "clubs"].iso3) == {"RUS"} and clubs.max() == 3 and clubs[2022] == 0
    assert (rows.low.notna() == (rows.measure == "electoral")).all()
    assert ((rows.low <= rows.value) & (rows.value <= rows.high))[rows.measure == "electoral"].all()
    assert rows[rows.measure == "votes_eu"].year.max() == 2021


def test_elections_and_votes_worsen_together():
    value = table("recognition").set_index(["measure", "iso3", "year"]).value
    assert value["clean", "RUS", 2000] > value["clean", "RUS", 2011] > value["clean", "RUS", 2021] > value["clean", "RUS", 2024]
    assert value["votes_eu", "RUS", 2000] - value["votes_eu", "RUS", 2021] > 15
    # Turkey's elections fall as far, and its votes do not move away from the EU
    assert value["clean", "TUR", 2011] - value["clean", "TUR", 2021] > 0.3
    assert abs(value["votes_eu", "TUR", 2011] - value["votes_eu", "TUR", 2021]) < 3


def test_powers_are_shares_and_the_eu_lacks_1992():
    rows = table("powers")
    wide = rows.pivot(index=["measure", "year"], columns="iso3", values="pct_world")
    assert rows.pct_world.between(0.5, 35).all() and wide.sum(axis=1).between(45, 85).all()
    assert set(wide.index[wide.EUU.isna()]) == {("capability", 1992)}
    assert rows[rows.measure == "capability"].year.max() == 2022
    assert wide.loc["income_ppp"].RUS[2011] > wide.loc["income_market"].RUS[2011]
    assert wide.loc["capability"].RUS[2022] < wide.loc["capability"].RUS[1992]
    assert (wide.loc["income_market"].CHN[2023] / wide.loc["income_market"].RUS[2023]) > 8


def test_sovereignty_has_four_parts_on_their_own_scales():
    rows = table("sovereignty")
    spans = rows.groupby("part").value.agg(["min", "max"])
    assert spans.loc[["law", "oversight"]].stack().between(0, 1).all() and (spans.loc[["market", "pluralism"], "min"] < -1).all()
    value = rows.set_index(["part", "iso3", "year"]).value
    for part in ("market", "law", "oversight", "pluralism"):
        assert value[part, "RUS", 1999] > value[part, "RUS", 2011] > value[part, "RUS", 2024]
        assert value[part, "POL", 2011] > value[part, "RUS", 2011]
    assert value["oversight", "RUS", 1999] - value["oversight", "RUS", 2004] > 0.3  # most of it in Putin's first term
