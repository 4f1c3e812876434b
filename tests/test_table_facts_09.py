"""What the tables of notebook 09 promise: forecasts with a record and a score, trade and gas that are never joined, three readings.

Plain pandas on the CSV files, apart from essay_kit and from the script that makes them.
"""

import pytest
import yaml
from facts import ABOUT, DATA, keyed, table

CLAIMS = {claim["id"]: claim for claim in yaml.load((DATA / "content/claims.yaml").read_text("utf-8"), yaml.BaseLoader)}
# Table, key, column, value: known from the sources' notes, the quoted pages, or to any specialist.
KNOWN = [
    ("predictions-scored", "t4_opinion", "from_value", 83.8),
    ("predictions-scored", "t4_allies", "to_value", 4),  # Armenia, Belarus, Kazakhstan, Kyrgyzstan
    ("predictions-scored", "r7_push", "to_value", 7.05),  # SIPRI, 2024
    ("predictions-scored", "s5_land", "from_value", 16.27),
    ("predictions-scored", "r4_restraint", "event_date", "2014-03-24"),
    ("eu-russia-trade", ("eu_quoted", 2021), "pct", 38),
    ("eu-russia-trade", ("china_quoted", 2024), "pct", 34),
    ("eu-russia-trade", ("eu_cow", 2014), "pct", 44.8),
    ("eu-gas-shares", ("EU27", 2011), "pct_russia", 32.2),
    ("eu-gas-shares", ("EU27", 2020), "pct_russia", 38.7),
    ("eu-gas-shares", ("UKR", 2016), "pct_russia", 0),
    ("eu-gas-shares", ("LTU", 2013), "pct_russia", 100),
    ("eu-gas-flows", "2018Q3", "pct_russia", 52.6),
    ("eu-gas-flows", "2024Q4", "days", 20),
]


def test_every_predictive_claim_is_scored_and_no_other():
    rows = table("predictions-scored")
    assert set(rows.claim) == {name for name, claim in CLAIMS.items() if "predictive" in claim["kinds"]}
    assert (rows.forecast.str.split("_").str[0].str.upper() == rows.claim).all()
    assert all(str(page) == CLAIMS[claim]["page"] for page, claim in zip(rows.page, rows.claim, strict=True))


def test_forecasts_rest_on_what_they_say():
    rows = table("predictions-scored")
    figure, event = rows.rests_on.str.contains("figure"), rows.rests_on.str.contains("event")
    values = ["sign", "unit", "from_year", "from_value", "to_year", "to_value"]
    assert rows[figure][values].notna().all().all() and rows[~figure][values].isna().all().all()
    assert (rows.event_date.notna() == event).all() and (rows.event_certainty.notna() == event).all()
    assert (rows.outcome_source.isna() == (rows.rests_on == "nothing")).all()
    assert (rows[figure].from_year < rows[figure].to_year).all() and (rows[figure].to_year >= 2014).all()
    assert (rows[event].event_date > "2011-05").all()
    assert (rows[rows.rests_on == "nothing"].verdict == "cannot be scored").all()


def test_scores_are_not_all_for_one_side():
    counts = table("predictions-scored").groupby("verdict").size().to_dict()
    assert counts == {"held": 5, "partly": 5, "did not hold": 4, "cannot be scored": 2}
    own = table("predictions-scored").query('whose == "the essay\'s"').groupby("verdict").size().to_dict()
    assert own == {"held": 4, "partly": 3, "did not hold": 2, "cannot be scored": 1}


def test_figures_move_as_the_scores_need():
    rows = keyed("predictions-scored")
    change = rows.to_value - rows.from_value
    falling = ["t4_opinion", "r4_wish", "r7_innovation", "n5_russia", "k3_rewards", "k5_rivalry", "k5_ties"]
    assert (change[falling] < 0).all() and (change[["t4_allies", "e5_decline", "r7_push", "n5_others", "k3_age"]] > 0).all()
    assert change["e4_short"] == 0 and rows.to_value["t4_opinion"] < rows.from_value["t4_opinion"] / 2
    assert rows.to_value["r7_push"] > 2 * rows.from_value["r7_push"]


def test_figures_are_those_of_the_tables_named():
    rows, decline = keyed("predictions-scored"), table("decline").pivot(index="year", columns="sign", values="value")
    assert (decline.loc[2021] < decline.loc[2011]).sum() == rows.to_value["e5_decline"] == 6
    assert (decline.ffill().iloc[-1] < decline.loc[2011]).sum() == 9
    assert decline.income.idxmax() == 2013 and decline.effectiveness.idxmax() == 2019
    pew = keyed("attraction").pct_favourable["pew"].unstack()
    both = pew[[2011, 2023]].dropna()
    assert len(both) == 12 and both[2011].median() == pytest.approx(rows.from_value["k3_rewards"], abs=0.051)
    assert both[2023].median() == pytest.approx(rows.to_value["k3_rewards"], abs=0.051) and (both[2023] > both[2011]).sum() == 4
    assert keyed("attraction").pct_favourable["kiis", "UKR", 2019] > 50
    spell = keyed("survival").loc["RUS-1991"]
    assert spell.from_year <= 2011 and spell.to_year == 2024
    lexical = table("mixed-bag").query("measure == 'lexical_index'").set_index("year").value
    assert (lexical[2011], lexical[2022]) == (3, 1)


def test_gas_tie_is_the_mean_of_quarters_weighted_by_days():
    rows, score = table("eu-gas-flows"), keyed("predictions-scored").loc["k5_ties"]
    rows["year"], rows["gas"], rows["all"] = rows.quarter.str[:4].astype(int), rows.russia_pipeline * rows.days, rows.total * rows.days
    sums = rows.groupby("year")[["gas", "all"]].sum()
    share = 100 * sums.gas / sums["all"]
    assert share[2019] == pytest.approx(score.from_value, abs=0.05) and share[2023] == pytest.approx(score.to_value, abs=0.05)
    assert (share.loc[2019:2021] > 40).all() and share[2024] > share[2023]


def test_gas_flows_cover_26_quarters_and_add_up():
    rows = table("eu-gas-flows")
    assert len(rows) == 26 and rows.quarter.is_monotonic_increasing and rows.when.diff().dropna().eq(0.25).all()
    assert (rows.days.iloc[0], rows.days.iloc[-1]) == (61, 20) and rows.days.iloc[1:-1].between(90, 92).all()
    assert (100 * rows.russia_pipeline / rows.total - rows.pct_russia).abs().max() <= 0.06
    assert ((rows.russia_pipeline + rows.norway + rows.lng) < rows.total).all()
    routes = rows[["nord_stream", "ukraine_transit", "yamal", "turkstream"]].sum(axis=1)
    assert set(rows.quarter[routes > rows.russia_pipeline + 0.2]) == {"2022Q2", "2022Q3"}  # a route's mean counts the days with a figure
    first = rows.set_index("quarter")
    assert first.nord_stream.last_valid_index() == "2022Q3" and first.pct_russia["2021Q4"] < first.pct_russia["2020Q4"]


def test_gas_shares_leave_austria_out_and_rise_before_the_break():
    rows = table("eu-gas-shares")
    assert "AUT" not in set(rows.iso3) and (rows.year.min(), rows.year.max()) == (2011, 2020) and (rows.groupby("iso3").size() == 10).all()
    share = rows.pivot(index="year", columns="iso3", values="pct_russia")
    assert share.EU27[2020] > share.EU27[2011] + 6 and share.DEU[2020] > share.DEU[2011] + 29
    assert share.POL[2020] < share.POL[2011] - 30 and (share.UKR.loc[2016:] == 0).all()
    assert (100 * rows.russia_pj / rows.total_pj - rows.pct_russia).abs().max() <= 0.2


def test_trade_is_eight_series_that_say_how_we_know():
    rows = table("eu-russia-trade")
    assert rows.groupby("series").basis.nunique().eq(1).all() and rows.groupby("series").partner.nunique().eq(1).all()
    years = rows.groupby("series").year.agg(["min", "max", "size"]).T.to_dict("list")
    assert years["eu_cow"] == years["china_cow"] == [1994, 2014, 21] and years["eu_national"] == years["china_national"] == [2006, 2021, 16]
    assert rows[rows.basis == "quoted"].source.str.startswith("http").all()
    part = rows[rows.covers != "full year"]
    assert set(zip(part.series, part.year, strict=True)) == {
        ("eu_quoted", 2012),
        ("eu_quoted", 2023),
        ("europe_customs", 2024),
        ("asia_customs", 2024),
    }


def test_trade_turns_from_the_eu_to_china():
    share = keyed("eu-russia-trade").pct
    assert share["eu_cow", 2006] == share["eu_cow"].max() and share["china_cow", 2014] > 2.5 * share["china_cow", 1994]
    assert share["eu_national", 2021] < share["eu_national", 2011] - 8 < share["eu_cow", 2011] - 16
    assert share["europe_customs", 2023] < share["europe_customs", 2022] - 18
    assert share["eu_quoted", 2024] == 11 and share["china_quoted", 2014] == 11
    assert share["eu_national"].loc[2006:2011].mean() - share["eu_cow"].loc[2006:2011].mean() == pytest.approx(-10, abs=1.5)


def test_readings_speak_in_all_thirty_cells_or_say_that_they_are_silent():
    rows = table("readings")
    assert rows.groupby("evidence").size().eq(3).all() and rows.evidence.nunique() == 10
    assert (rows.test.isna() == (rows.fit == "silent")).all()
    assert "doubly decisive" not in set(rows.test)
    fits = rows.groupby("reading").fit.value_counts().unstack()
    assert (fits["does not fit"] >= 2).all() and (fits["fits"] >= 2).all()
    assert (rows.groupby("evidence").fit.nunique() > 1).all()


def test_readings_stand_on_tables_and_events_that_exist():
    seen = table("readings").seen_in.drop_duplicates()
    assert set(seen[seen.str.startswith("table ")].str[6:]) <= set(ABOUT)
    assert seen[seen.str.startswith("event of ")].str[9:].str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    armenia = keyed("armenia").value
    assert armenia["exports_russia", 2019] > armenia["exports_russia", 2017]
    assert "ARM" not in set(table("pressure").iso3) and "BLR" in set(table("pressure").iso3)
