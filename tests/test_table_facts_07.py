"""What the tables of notebook 07 promise: who is large, who is like whom, what is recorded and what is not verified.

Plain pandas on the CSV files, apart from essay_kit and from the script that makes them.
"""

from facts import table

# Table, key, column, value: known from the sources' notes, the public record, or to any specialist.
KNOWN = [
    ("union-members", ("eaeu", "RUS"), "population_million", 143.534),
    ("neighbour-votes", ("68/262", "ARM"), "vote", "no"),
    ("neighbour-votes", ("68/262", "KAZ"), "vote", "abstain"),
    ("neighbour-votes", ("68/262", "AZE"), "vote", "yes"),
    ("neighbour-votes", ("ES-11/1", "UZB"), "vote", "absent"),
    ("neighbour-votes", ("ES-11/3", "KAZ"), "vote", "no"),
    ("neighbour-votes", ("ES-11/4", "UZB"), "vote", "abstain"),
    ("neighbour-votes", ("ES-11/6", "KGZ"), "vote", "abstain"),
    ("neighbour-votes", ("ES-11/7", "ARM"), "vote", "abstain"),
    ("world-votes", "68/262", "yes", 100),
    ("world-votes", "62/249", "yes", 14),
    ("world-votes", "ES-11/1", "no", 5),
    ("world-votes", "ES-11/3", "yes", 93),
    ("world-votes", "ES-11/7", "no", 18),
    ("belarus", ("trade_russia", 2001), "value", 65.3),
]


def test_dwarfs_leave_out_years_in_which_a_member_has_no_figure():
    rows = table("dwarfs")
    first = rows.groupby(["union", "measure"]).year.min()
    late = {("eu", "income_market"), ("fifteen", "income_market")}
    assert set(first.index[first > 1992]) == late and (first.loc[list(late)] == 1995).all()
    assert (rows.groupby(["union", "measure"]).year.max() == 2024).all()
    assert (rows.pct_second < rows.pct_largest).all() and (rows.pct_largest + rows.pct_second <= 100).all()


def test_dwarfs_show_north_america_as_lopsided_as_the_eurasian_union():
    pct = table("dwarfs").set_index(["union", "measure", "year"]).pct_largest
    for year in (2011, 2024):
        assert abs(pct["nafta", "income_market", year] - pct["eaeu", "income_market", year]) < 5
        assert pct["eu", "income_market", year] < 26 and pct["eu", "population", year] < 20
    assert pct["fifteen", "population", 2011] < 50 < pct["fifteen", "population", 1992] < pct["fifteen", "income_market", 2011]
    largest = table("dwarfs").groupby("union").largest.unique().map(list).to_dict()
    assert largest == {"eaeu": ["RUS"], "eu": ["DEU"], "fifteen": ["RUS"], "nafta": ["USA"], "twelve": ["RUS"]}


def test_members_add_up_and_agree_with_the_shares():
    rows = table("union-members")
    assert rows.groupby("union").size().to_dict() == {"eaeu": 5, "eu": 27, "nafta": 3, "twelve": 12}
    for column, share in (("population_million", "pct_population"), ("gdp_usd_bn", "pct_gdp")):
        total = rows.groupby("union")[column].transform("sum")
        assert (100 * rows[column] / total - rows[share]).abs().max() < 0.06
    pct = table("dwarfs").query("year == 2024").set_index(["union", "measure"]).pct_largest
    for union, those in rows.groupby("union"):
        assert those.pct_population.max() == pct[union, "population"] and those.pct_gdp.max() == pct[union, "income_market"]
    assert not set(rows[rows.union == "twelve"].iso3) & {"EST", "LVA", "LTU"}


def test_alike_measures_distance_from_russia_and_keeps_rare_voters_out():
    rows = table("alike")
    russia = table("recognition").query("measure == 'electoral' and iso3 == 'RUS'").set_index("year").value
    assert ((rows.electoral_democracy - rows.year.map(russia)).abs() - rows.distance).abs().max() < 0.0011
    assert rows.votes.min() >= 20 and "RUS" not in set(rows.iso3) and rows.iso3.nunique() == 14
    assert set(rows[rows.group == "Baltic"].iso3) == {"EST", "LVA", "LTU"} and rows[rows.group == "Baltic"].clubs.max() == 0
    clubs = rows.set_index(["iso3", "year"]).clubs
    assert clubs["BLR", 2011] == 4 and clubs["GEO", 2011] == 0 and clubs["ARM", 2014] == 2 and clubs["ARM", 2015] == 3
    assert clubs["UKR", 2017] == 1 and clubs["UKR", 2018] == 0 and clubs["UZB", 2007] == 3 and clubs["UZB", 2013] == 1


def test_strength_is_the_rank_correlation_of_the_table_alike():
    rows, found = table("alike"), table("alike-strength")
    column = {"agreement in the UN": "pct_agree", "clubs shared with Moscow": "clubs"}
    for one in found.itertuples():
        those = rows[(rows.year == one.year) & ((one.scope == "fourteen") | (rows.group != "Baltic"))]
        assert len(those) == one.states
        assert abs(those.distance.rank().corr(those[column[one.outcome]].rank()) - one.rank_correlation) < 0.0051


def test_the_more_alike_the_closer_since_the_late_nineties():
    found = table("alike-strength").set_index(["scope", "outcome", "year"]).rank_correlation.sort_index()
    assert (found["fourteen", "agreement in the UN"].loc[1996:] < -0.3).all()
    assert (found["fourteen", "clubs shared with Moscow"].loc[1993:] < -0.4).all()
    assert found["eleven", "agreement in the UN"].loc[2006:2017].max() <= -0.4
    assert found["eleven", "clubs shared with Moscow"].loc[1992:1996].min() > 0  # and not yet in the early nineties


def test_thirty_one_votes_by_eleven_neighbours():
    rows = table("neighbour-votes")
    assert rows.resolution.nunique() == 31 and rows.iso3.nunique() == 11 and len(rows) == 341
    assert rows.drop_duplicates("resolution").topic.value_counts().to_dict() == {"georgia": 14, "crimea": 11, "war": 6}
    assert rows.date.is_monotonic_increasing and (rows.when.str[:7] == rows.date.str[:7]).all()
    titles = rows.drop_duplicates("resolution").set_index("resolution").title
    assert titles["ES-11/1"] == "Aggression against Ukraine" and "Human Rights Council" in titles["ES-11/3"]
    assert titles.str.contains("Human Rights Council").sum() == 1  # wrong for three in the collected file


def test_votes_that_nobody_has_read_are_marked():
    rows = table("neighbour-votes")
    unread = rows[rows.vote == "unverified"]
    assert (unread.certainty == "unverified").all() and (rows.certainty == "unverified").sum() == len(unread) == 9
    assert set(zip(unread.resolution, unread.iso3, strict=True)) == {
        *(("ES-11/4", iso3) for iso3 in ("AZE", "MDA", "UKR")),
        *(("ES-11/7", iso3) for iso3 in ("KAZ", "KGZ", "TJK", "TKM", "AZE", "GEO")),
    }
    assert set(rows[rows.certainty == "press list"].resolution) == {"ES-11/4", "ES-11/6", "ES-11/7"}


def test_states_vote_on_their_own_cause_and_turkmenistan_never_votes():
    rows = table("neighbour-votes")
    assert set(rows[(rows.iso3 == "GEO") & (rows.topic == "georgia")].vote) == {"yes"}
    assert set(rows[(rows.iso3 == "UKR") & (rows.topic == "crimea")].vote) == {"yes"}
    assert set(rows[rows.iso3 == "TKM"].vote) == {"absent", "unverified"}
    assert set(rows[(rows.iso3 == "UKR") & rows.year.between(2010, 2013)].vote) == {"absent"}  # under Yanukovych
    assert set(rows[(rows.iso3 == "BLR") & rows.year.between(2010, 2012)].vote) == {"abstain", "absent"}
    assert set(rows[(rows.iso3 == "BLR") & (rows.year >= 2013)].vote) == {"no"}
    assert "no" not in set(rows[(rows.iso3 == "ARM") & (rows.year >= 2022)].vote)


def test_counts_are_those_of_the_votes():
    rows, counts = table("neighbour-votes"), table("neighbour-vote-counts")
    names = {"with_moscow": "no", "abstained": "abstain", "absent": "absent", "against_moscow": "yes", "unverified": "unverified"}
    for one in counts.itertuples():
        those = rows[(rows.iso3 == one.iso3) & ((rows.topic == one.topic) | (one.topic == "all"))]
        assert one.votes == len(those) and all(getattr(one, column) == (those.vote == vote).sum() for column, vote in names.items())


def test_world_votes_fit_an_assembly_of_about_193():
    rows = table("world-votes")
    assert rows[["yes", "no", "abstain", "absent"]].sum(axis=1).between(192, 193).all()
    assert set(rows[rows.basis == "reported tally"].resolution) == {"ES-11/4", "ES-11/6", "ES-11/7"}
    georgia = rows[rows.topic == "georgia"].yes
    assert georgia.iloc[0] == 14 and georgia.iloc[-1] == 80


def test_ties_never_overlap_in_one_line_and_follow_the_memberships():
    rows, own = table("ties"), table("memberships")
    for _, line in rows.groupby(["side", "iso3"]):
        ends = line.to_year.fillna(9999)
        assert (line.from_year.iloc[1:].to_numpy() >= ends.iloc[:-1].to_numpy()).all() and (ends > line.from_year).all()
    for one in rows[rows.side == "Moscow"].itertuples():
        mine = own[(own.iso3 == one.iso3) & (own.side == "led by Moscow") & (own.stands != "observer")]
        held = set(mine[(mine.from_year <= one.from_year) & (mine.to_year.fillna(9999) > one.from_year)].club)
        assert ("csto" in held) == ("pact" in one.tie) and bool(held & {"eurasec", "customs", "eaeu"}) == ("bloc" in one.tie)
    now = rows[rows.to_year.isna()].groupby(["side", "tie"]).iso3.apply(set)
    assert now["Moscow", "CIS, defence pact and economic bloc"] == {"ARM", "BLR", "KAZ", "KGZ"}
    assert now["West", "EU candidate"] == {"GEO", "MDA", "UKR"} and now["West", "member of EU and NATO"] == {"EST", "LVA", "LTU"}


def test_belarus_keeps_its_kinds_of_trade_apart_and_ends_where_it_stops_publishing():
    rows = table("belarus")
    trade = rows[rows.panel == "trade"].groupby("measure").year.agg(["min", "max"])
    assert trade.loc["trade_russia"].tolist() == [1994, 2014] and trade.loc["list_exports", "max"] <= 2021
    assert ((rows.basis == "Factbook list") == rows.measure.str.startswith("list_")).all()
    assert (rows.low.notna() == (rows.panel == "democracy")).all()
    others = table("votes-beside").query("iso3 == 'BLR'").set_index("year")
    votes = rows.set_index(["measure", "year"]).value
    assert all(votes["votes_russia", year] == others.pct_agree[year] for year in others.index)
    assert (votes["votes_russia"] > votes["votes_others"]).sum() >= 27


def test_events_of_belarus_have_a_kind_and_a_certainty():
    rows = table("belarus-events")
    assert len(rows) == 14 and rows.date.is_monotonic_increasing and (rows.year == rows.to_year).all()
    assert (rows.kind.str.startswith("dispute")).sum() == 5 and (rows.certainty == "read in the source").sum() == 4
