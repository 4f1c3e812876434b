"""What notebook 07 says in words and not in figures: each sentence that a table must bear out, by its words."""

import pandas as pd
import pytest
from facts import keyed, table

NEAREST, FURTHEST = {"ARM", "KAZ", "TJK", "BLR", "AZE"}, {"EST", "LVA", "LTU", "MDA", "GEO"}
ALLIES = ["ARM", "BLR", "KAZ", "KGZ", "TJK"]


@pytest.fixture
def alike():
    rows = table("alike")
    russia = table("recognition").query("measure == 'electoral' and iso3 == 'RUS'").set_index("year").value
    return rows.assign(russia=rows.year.map(russia))


def test_the_five_nearest_and_the_five_furthest_of_2011(alike):
    rows = alike[alike.year == 2011].sort_values("distance").iso3.tolist()
    assert set(rows[:5]) == NEAREST and set(rows[-5:]) == FURTHEST


def test_the_dots_fall_to_the_right_since_1996(alike):
    assert all(one.distance.rank().corr(one.pct_agree.rank()) < 0 for _, one in alike[alike.year >= 1996].groupby("year"))


def test_the_ends_are_further_apart_in_2021_than_in_1996():
    pct = keyed("alike").pct_agree
    assert pct["BLR", 2021] - pct["EST", 2021] > 1.5 * (pct["BLR", 1996] - pct["EST", 1996]) > 0


def test_armenia_leaves_the_line():
    rows = keyed("alike")
    assert rows.distance["ARM", 2021] > rows.distance["GEO", 2021] and rows.pct_agree["ARM", 2021] > rows.pct_agree["GEO", 2021] + 10
    assert rows.electoral_democracy["ARM", 2021] > 2 * rows.electoral_democracy["ARM", 2014] and rows.clubs["ARM", 2021] == 3


def test_far_to_the_right_a_neighbour_is_always_the_more_democratic_one(alike):
    far = alike[alike.distance > 0.34]
    assert len(far) > 50 and (far.electoral_democracy > far.russia).all()


def test_unlike_is_often_more_closed_in_the_nineties_and_hardly_later(alike):
    unlike = alike[alike.distance > 0.2].assign(closed=lambda r: r.electoral_democracy < r.russia)
    assert unlike[unlike.year < 2000].closed.mean() > 0.4 and not unlike[unlike.year > 2006].closed.any()


def test_uzbekistan_is_more_closed_than_russia_every_year_and_of_late_nearly_the_same(alike):
    own = alike[alike.iso3 == "UZB"].set_index("year")
    assert (own.electoral_democracy < own.russia).all() and own.distance[2021] < 0.05


def test_likeness_and_clubs_go_together_in_2011_also_without_the_baltic_three():
    found = keyed("alike-strength").rank_correlation
    assert found["eleven", "clubs shared with Moscow", 2011] < -0.62 and found["fourteen", "clubs shared with Moscow", 2011] < -0.62
    assert found["eleven", "clubs shared with Moscow", 1992] > 0.62 and found["eleven", "clubs shared with Moscow", 2021] > -0.4


def test_since_2004_the_more_alike_are_closer_in_votes_and_clubs_of_both_kinds():
    rows = table("alike-strength").query("year >= 2004")
    assert (rows.rank_correlation < 0).all()
    votes = rows[(rows.scope == "fourteen") & (rows.outcome == "agreement in the UN")]
    assert (votes.rank_correlation < -0.54).mean() > 0.5


def test_closed_regimes_are_both_inside_and_outside(alike):
    last = alike[alike.year == 2021].set_index("iso3")
    assert (last.electoral_democracy - last.russia)[["BLR", "KAZ", "AZE", "TKM", "UZB"]].max() < 0.05
    assert last.clubs[["BLR", "KAZ"]].min() >= 3 and last.clubs[["AZE", "TKM", "UZB"]].max() == 1


def test_the_largest_of_north_america_is_as_large_as_russia_by_income_and_not_by_people():
    pct = keyed("dwarfs").pct_largest
    assert abs(pct["nafta", "income_market", 2011] - pct["eaeu", "income_market", 2011]) < 10
    assert pct["nafta", "population", 2011] < pct["eaeu", "population", 2011] - 10
    years = range(1995, 2025)
    assert all(pct["eu", m, y] < 0.5 * pct["fifteen", m, y] for m in ("income_market", "population") for y in years)


def test_the_two_states_with_the_most_people_beside_russia_are_not_in_its_union():
    rows = table("union-members")
    twelve = rows[rows.union == "twelve"].sort_values("population_million", ascending=False).iso3.tolist()
    assert twelve[:3] == ["RUS", "UKR", "UZB"] and not {"UKR", "UZB"} & set(rows[rows.union == "eaeu"].iso3)


def test_russia_has_most_of_the_income_of_the_twelve_and_not_most_of_the_people():
    rows = keyed("union-members")
    assert rows.pct_population["twelve", "RUS"] < 50 < rows.pct_gdp["twelve", "RUS"]


def power(members, **rule):
    """Which member's vote decides how often (Banzhaf), by counting all coalitions; apart from essay_kit."""
    votes, quota, heads = rule["votes"], rule["quota"] * sum(rule["votes"]), rule.get("heads", 0)
    swings = dict.fromkeys(members, 0)
    for code in range(2 ** len(members)):
        inside = [n for n in range(len(members)) if code >> n & 1]
        if sum(votes[n] for n in inside) >= quota and len(inside) >= heads:
            for n in inside:
                swings[members[n]] += sum(votes[k] for k in inside) - votes[n] < quota or len(inside) - 1 < heads
    return swings


def test_votes_by_people_give_russia_all_power_in_the_five_and_a_rule_of_four_members_makes_the_small_alike():
    five = table("union-members").query("union == 'eaeu'")
    names, votes = five.iso3.tolist(), five.population_million.tolist()
    plain = power(names, votes=votes, quota=0.6)
    assert {name for name, swings in plain.items() if swings} == {"RUS"}
    four = power(names, votes=votes, quota=0.6, heads=4)
    assert four["ARM"] == four["KAZ"] > 0


def test_votes_by_people_leave_the_twelve_some_power_and_votes_by_income_none():
    twelve = table("union-members").query("union == 'twelve'")
    names = twelve.iso3.tolist()
    assert power(names, votes=twelve.population_million.tolist(), quota=0.6)["UZB"] > 0
    assert power(names, votes=twelve.gdp_usd_bn.tolist(), quota=0.6)["UZB"] == 0


def test_who_moves_in_and_out_of_the_clubs():
    rows = table("ties").query("side == 'Moscow'")
    left = rows[rows.tie.str.contains("pact") & (rows.to_year == 1999)]
    assert set(left.iso3) == {"GEO", "AZE", "UZB"}
    full = rows[rows.tie.str.contains("bloc") & rows.to_year.isna()]
    assert dict(zip(full.iso3, full.from_year, strict=True)) == {"BLR": 2000, "KAZ": 2000, "KGZ": 2000, "ARM": 2015}
    assert {iso3 for iso3, own in rows.groupby("iso3") if set(own.tie) == {"CIS only"}} == {"UKR", "MDA", "TKM"}
    last = rows.groupby("iso3").to_year.last()
    assert rows.groupby("iso3").tail(1).set_index("iso3").to_year.dropna().to_dict() == {"UKR": 2018, "GEO": 2009}, last


def votes_of(iso3, topic):
    rows = table("neighbour-votes")
    return rows[(rows.iso3 == iso3) & (rows.topic == topic)].set_index("resolution").vote


def test_eight_of_eleven_give_the_same_answer_on_georgia_in_at_least_eleven_of_fourteen_years():
    rows = table("neighbour-votes").query("topic == 'georgia'")
    most = rows.groupby("iso3").vote.agg(lambda votes: votes.value_counts().iloc[0])
    assert len(most) == 11 and (most >= 11).sum() == 8


def test_the_clear_turns_on_georgia_are_those_of_2010_and_2014():
    years = table("neighbour-votes").query("topic == 'georgia'").pivot(index="year", columns="iso3", values="vote")
    assert list(years.MDA.loc[:2009]) == ["abstain"] * 2 and set(years.MDA.loc[2010:]) == {"yes"}
    assert set(years.UKR.loc[:2009]) == {"yes"} and set(years.UKR.loc[2010:2013]) == {"absent"} and set(years.UKR.loc[2014:]) == {"yes"}
    assert "no" not in set(years.BLR.loc[2010:2012]) and set(years.BLR.loc[:2009]) | set(years.BLR.loc[2013:]) == {"no"}


def test_on_the_aggression_only_belarus_of_the_allies_goes_with_moscow_and_on_the_council_all_but_armenia():
    rows = keyed("neighbour-votes").vote
    assert [rows["ES-11/1", iso3] for iso3 in ALLIES] == ["abstain", "no", "abstain", "abstain", "abstain"]
    assert [rows["ES-11/3", iso3] for iso3 in ALLIES] == ["absent", "no", "no", "no", "no"]
    assert rows["ES-11/3", "UZB"] == "no"


def test_on_crimea_two_or_more_allies_vote_no_each_time():
    counts = pd.DataFrame({iso3: votes_of(iso3, "crimea") == "no" for iso3 in ALLIES}).sum(axis=1)
    assert len(counts) == 11 and counts.min() >= 2


def test_one_ally_follows_in_every_vote_on_the_war_and_armenia_stops():
    counts = keyed("neighbour-vote-counts")
    assert [iso3 for iso3 in ALLIES if counts.with_moscow["war", iso3] == counts.votes["war", iso3]] == ["BLR"]
    assert counts.with_moscow["crimea", "ARM"] == 11 and counts.with_moscow["war", "ARM"] == 0
    assert [counts.with_moscow["war", iso3] for iso3 in ("KAZ", "KGZ", "TJK", "UZB")] == [1] * 4
    often = [iso3 for iso3 in ALLIES if counts.with_moscow["crimea", iso3] > counts.votes["crimea", iso3] / 2]
    assert often == ["ARM", "BLR", "KAZ", "KGZ"]
    against = counts.loc["all"].against_moscow
    assert (
        set(against[against > 13].index) == {"AZE", "MDA", "GEO", "UKR"}
        and counts.with_moscow["all"].loc[["AZE", "MDA", "GEO", "UKR"]].sum() == 0
    )
    partners = counts.loc["war"].loc[["ARM", "KAZ", "KGZ", "TJK"]]
    assert partners.against_moscow.sum() == 0


def test_the_same_text_gains_votes_nearly_every_year_and_without_a_leap_in_2014():
    yes = table("world-votes").query("topic == 'georgia'").set_index("year").yes
    steps = yes.diff().dropna()
    assert (steps < 0).sum() == 2 and steps[2014] < 10 and steps[2009] == steps.max() > 30


def test_belarus_stays_nearer_to_moscow_than_the_others_in_every_year_since_1994():
    value = keyed("belarus").value
    assert all(value["votes_russia", year] > value["votes_others", year] for year in range(1994, 2022))
    lead = {year: value["votes_russia", year] - value["votes_others", year] for year in (2003, 2011)}
    assert lead[2011] > lead[2003] and value["votes_others", 2003] - value["votes_others", 2011] > 0


def test_trade_turns_in_2005_and_2006_and_half_of_the_turn_is_undone():
    value = keyed("belarus").value
    russia, eu = value["trade_russia"], value["trade_eu"]
    fall, back = russia[2004] - russia[2006], russia[2007] - russia[2006]
    assert 0.4 < back / fall < 0.6 and russia.loc[2007:2014].between(45, 55).all()
    assert eu.idxmax() == 2006 and eu[2014] < eu[1994] and eu[2014] < eu[2004]


def test_the_events_that_the_prediction_on_belarus_names():
    rows = table("belarus-events").query("2004 <= year <= 2010")
    assert (rows.kind == "dispute over oil or gas").sum() == 3 and (rows.kind == "dispute over trade").sum() == 1
    assert "dispute" in rows.set_index("date").what["2010-01"]
    assert "28 programmes of the Union State" in table("belarus-events").set_index("date").what["2021-11-04"]
    assert (table("belarus-events").certainty == "general knowledge").mean() > 0.5
