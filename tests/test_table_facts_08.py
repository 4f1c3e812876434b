"""What the tables of notebook 08 promise: trade that is never joined, polls told apart, pressure that tests nothing, Armenia.

Plain pandas on the CSV files, apart from essay_kit and from the script that makes them.
"""

import pandas as pd
import pytest
from facts import keyed, table

BALTIC = {"EST", "LVA", "LTU"}
ELEVEN = {"UKR", "BLR", "MDA", "GEO", "ARM", "AZE", "KAZ", "KGZ", "TJK", "TKM", "UZB"}
# Table, key, column, value: known from the sources' notes, the pollsters' own pages, or to any specialist.
KNOWN = [
    ("attraction", ("pew", "UKR", 2011), "pct_favourable", 83.8),  # Pew published 84
    ("attraction", ("pew", "UKR", 2014), "pct_favourable", 35.1),  # 35
    ("attraction", ("pew", "UKR", 2015), "pct_favourable", 21.1),  # 21
    ("attraction", ("pew", "POL", 2023), "pct_favourable", 1.2),  # 1
    ("attraction", ("gallup", "ARM", 2010), "pct_favourable", 75),
    ("attraction", ("gallup", "KAZ", 2022), "pct_favourable", 29),
    ("attraction", ("kiis", "UKR", 2022), "pct_favourable", 2),
    ("trade-lists", ("UKR", "exports", 2021), "pct_russia", 5),
    ("trade-lists", ("BLR", "imports", 2019), "pct_russia", 57),
    ("armenia", ("exports_russia", 2021), "value", 27.9),
    ("armenia", ("exports_russia", 2022), "value", 45.4),
    ("armenia", ("imports_russia", 2024), "value", 54.1),
    ("armenia", ("transfers_russia", 2013), "value", 85.9),
    ("armenia", ("democracy", 2017), "value", 0.382),
    ("armenia", ("democracy", 2019), "value", 0.793),
    ("pressure", ("GEO", "2008-08-08", "force"), "certainty", "general knowledge"),
    ("pressure", ("UKR", "2009-01", "gas or oil"), "certainty", "read in the source"),
]


def test_trade_of_two_sources_is_told_apart_and_covers_the_years_promised():
    rows = table("neighbour-trade")
    cow, national = rows[rows.source == "cow"], rows[rows.source == "national"]
    assert set(cow.iso3) == ELEVEN | BALTIC and (cow.groupby("iso3").year.agg(["min", "max", "size"]) == [1994, 2014, 21]).all().all()
    years = national.groupby("iso3").year.agg(["min", "max", "size"]).T.to_dict("list")
    assert years == {"ARM": [2007, 2024, 18], "KAZ": [2018, 2023, 6], "KGZ": [1994, 2023, 30], "UZB": [2010, 2023, 14]}
    assert cow.eu_means.nunique() == 1 and not set(cow.eu_means) & set(national.eu_means)


def test_trade_blanks_are_kazakhstan_in_the_two_years_of_the_gap():
    rows = table("neighbour-trade")
    blank = rows[rows[["pct_russia", "pct_eu", "pct_china"]].isna().any(axis=1)]
    assert set(zip(blank.iso3, blank.source, blank.year, strict=True)) == {("KAZ", "cow", 2010), ("KAZ", "cow", 2011)}
    shares = rows[["pct_russia", "pct_eu", "pct_china"]].dropna()
    assert (shares >= 0).all().all() and (shares.sum(axis=1) < 101).all() and (rows.pct_russia.dropna() > 0).all()


def test_trade_of_kyrgyzstan_is_two_stories():
    rows = keyed("neighbour-trade")
    for year in range(2009, 2015):
        assert rows.pct_china["KGZ", "cow", year] > 47 and rows.pct_china["KGZ", "national", year] < 25
        assert rows.pct_russia["KGZ", "cow", year] < rows.pct_russia["KGZ", "national", year]
        assert "Chin" in rows.caution["KGZ", "cow", year]


def test_trade_share_of_russia_falls_in_all_between_1994_and_2014_and_rises_for_some_on_the_way():
    share = table("neighbour-trade").query("source == 'cow'").pivot(index="year", columns="iso3", values="pct_russia")
    change = share.loc[2014] - share.loc[1994]
    assert set(change[change > 0].index) == set() and change[["UKR", "MDA", "KAZ"]].max() < -27
    assert share.BLR.min() > 42 and share.BLR.idxmax() == 2001
    assert (share.loc[2014] > share.loc[2004]).loc[["ARM"]].all() and share.ARM.loc[2012] > share.ARM.loc[1995]
    median = share[sorted(ELEVEN)].median(axis=1)
    assert median[1996] > 23 > 21 > median[2014] > 20


def test_trade_lists_have_no_belarus_after_the_figures_stopped():
    rows = table("trade-lists")
    assert rows[rows.iso3 == "BLR"].year.max() == 2019 and rows[rows.iso3 == "UKR"].year.max() == 2021
    assert set(rows.year) == {2014, 2015, 2017, 2019, 2021, 2022, 2023} and rows.pct_russia.between(1, 60).all()
    baltic = rows[rows.iso3.isin(BALTIC) & (rows.flow == "exports")].pivot(index="iso3", columns="year", values="pct_russia")
    assert (baltic[2023] < baltic[2014]).all()


def test_attraction_tells_pollsters_apart_and_fills_no_year_without_a_poll():
    rows = table("attraction")
    assert (rows.groupby("pollster").question.nunique() == 1).all() and rows.question.nunique() == 3
    assert set(rows[rows.basis == "quoted from a page"].pollster) == {"gallup", "kiis"}
    assert rows[rows.pollster != "pew"].source.str.startswith("http").all()
    pew = rows[rows.pollster == "pew"]
    assert set(pew.year) == {2007, 2009, 2010, 2011, 2012, 2013, 2014, 2015, 2017, 2018, 2019, 2020, 2022, 2023}
    assert list(pew[pew.iso3 == "UKR"].year) == [2007, 2011, 2014, 2015, 2019] and list(pew[pew.iso3 == "LTU"].year) == [2011, 2019]
    assert set(pew[pew.year == 2011].iso3) == set(pew.iso3) and pew.iso3.nunique() == 23
    assert pew[pew.iso3 == "RUS"].year.max() == 2019 and set(pew[pew.part == "ex-Soviet"].iso3) == {"UKR", "LTU"}


def test_attraction_band_is_that_of_a_simple_random_sample():
    pew = table("attraction").query("pollster == 'pew'")
    p = pew.pct_favourable / 100
    half = 196 * (p * (1 - p) / pew.n_respondents) ** 0.5
    assert (pew.high - pew.pct_favourable - half).abs().max() <= 0.15
    assert (pew.pct_favourable - pew.low - half).where(pew.low > 0, 0).abs().max() <= 0.15
    assert table("attraction").query("pollster != 'pew'")[["low", "high", "n_respondents"]].isna().all().all()


def test_attraction_is_highest_about_2011_in_ten_of_22_publics():
    polls = table("attraction").query("pollster == 'pew' and iso3 != 'RUS'").pivot(index="year", columns="iso3", values="pct_favourable")
    best = polls.idxmax()
    assert set(best[best.isin([2010, 2011])].index) == {"UKR", "LTU", "DEU", "ESP", "FRA", "GBR", "JPN", "POL", "USA", "BRA"}
    assert set(best[best > 2013].index) == {"CHN", "IDN", "ISR", "MEX", "PSE", "TUR"}
    up = polls.loc[2023] > polls.loc[2011]
    assert set(up[up].index) == {"IDN", "IND", "KEN", "MEX"}
    assert polls.UKR[2019] > polls.UKR[2015] + 10


def test_pressure_names_means_and_certainty_and_no_central_asian_state():
    rows = table("pressure")
    assert rows.groupby("iso3").size().to_dict() == {"UKR": 12, "BLR": 5, "MDA": 3, "GEO": 4, "EST": 1, "LTU": 2}
    assert (rows.date.str[:4].astype(int) == rows.year).all() and rows.date.str.len().isin([7, 10]).all()
    assert rows[rows.certainty == "read in the source"].source.str.startswith("http").all()
    assert rows[rows.certainty == "general knowledge"].source.eq("compiler of the course's events").all()
    assert (rows.certainty == "read in the source").sum() == 12


def test_votes_beside_follow_from_the_votes_of_all_eleven():
    rows = table("votes-beside")
    assert set(rows.iso3) == ELEVEN and (rows.year.min(), rows.year.max()) == (1992, 2021) and rows.votes.min() >= 20
    agree = rows.pivot(index="year", columns="iso3", values="pct_agree")
    others = pd.DataFrame({name: agree.drop(columns=name).mean(axis=1) for name in agree}).stack()
    again = rows.set_index(["year", "iso3"])
    assert (again.pct_others - others.reindex(again.index)).abs().max() <= 0.11
    assert (again.pct_agree - again.pct_others - again.gap).abs().max() <= 0.11
    missing = {(1999, "KGZ"), (1992, "KGZ"), (1992, "TKM"), (1995, "TKM"), (1996, "TKM")}
    assert not missing & set(again.index)


def test_votes_beside_count_the_acts_of_table_pressure():
    votes, acts = table("votes-beside"), table("pressure").groupby(["iso3", "year"]).size()
    counted = votes[votes.acts_of_pressure > 0].set_index(["iso3", "year"]).acts_of_pressure
    wanted = acts[acts.index.isin(list(zip(votes.iso3, votes.year, strict=True)))]
    assert counted.sort_index().to_dict() == wanted.to_dict() and counted.sum() == 22


def test_votes_beside_show_two_camps_by_2021():
    gap = keyed("votes-beside").gap.xs(2021, level="year")
    assert set(gap[gap < -9].index) == {"UKR", "MDA", "GEO"} and gap.BLR > 10
    early = keyed("votes-beside").gap.xs(1994, level="year")
    assert early.GEO > 5 and early.UKR > 0


def test_after_pressure_is_worked_out_again_from_the_other_tables():
    rows, acts = table("after-pressure"), table("pressure").groupby("iso3").year.apply(set)
    trade = table("neighbour-trade").query("source == 'cow' and not (iso3 == 'KGZ' and year > 2007)")
    series = {"trade": trade.set_index(["iso3", "year"]).pct_russia, "votes": keyed("votes-beside").gap}
    for row in rows.itertuples():
        values, mine, found = series[row.outcome][row.iso3], acts.get(row.iso3, set()), []
        for year in range(1992, 2022):
            four = values.reindex([year - 2, year - 1, year + 1, year + 2])
            quiet = not any(abs(year - act) <= 2 for act in mine)
            if four.notna().all() and (quiet if row.kind == "quiet" else year in mine):
                found.append(four.iloc[2:].mean() - four.iloc[:2].mean())
        assert len(found) == row.years, row
        assert sum(found) / len(found) == pytest.approx(row.mean_change, abs=0.16), row
    assert set(rows[rows.kind == "pressure"].iso3) == {"UKR", "BLR", "MDA", "GEO"}


def test_after_pressure_does_not_separate_pressed_from_quiet_years_in_trade():
    rows = keyed("after-pressure").mean_change
    assert rows["trade", "UKR", "pressure"] > rows["trade", "UKR", "quiet"]
    assert rows["trade", "BLR", "pressure"] < rows["trade", "BLR", "quiet"]
    assert rows["votes", "GEO", "pressure"] < rows["votes", "GEO", "quiet"]
    assert rows["trade", "KAZ", "quiet"] < -7


def test_armenia_has_every_measure_in_its_years():
    years = table("armenia").groupby("measure").year.agg(["min", "max", "size"]).T.to_dict("list")
    goods = [f"{flow}_{who}" for flow in ("exports", "imports") for who in ("russia", "eu", "emirates")]
    assert all(years[name] == [2007, 2024, 18] for name in [*goods, "democracy"])
    assert years["transfers_russia"] == [2013, 2024, 12] and years["votes"] == [2007, 2021, 15]


def test_armenia_ties_grow_while_democracy_rises_and_transfers_fall():
    rows = table("armenia").pivot(index="year", columns="measure", values="value")
    assert rows.democracy[2019] > 2 * rows.democracy[2016]
    assert rows.exports_russia[2019] > rows.exports_russia[2016] and rows.imports_russia[2023] > rows.imports_russia[2018]
    assert rows.transfers_russia[2024] < rows.transfers_russia[2013] / 2 and rows.exports_eu[2024] < 5 < 48 < rows.exports_eu[2007]
    democracy = table("armenia").query("measure == 'democracy'")
    assert ((democracy.low < democracy.value) & (democracy.value < democracy.high)).all()
    million = table("armenia").set_index(["measure", "year"]).million_usd
    assert million["exports_russia", 2023] > 9 * million["exports_russia", 2016]
