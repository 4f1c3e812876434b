"""What the tables of notebooks 02 and 03 promise: who judges what, what is real, what is cut off, what adds up.

Plain pandas on the CSV files, apart from essay_kit and from the script that makes them.
"""

import numpy as np
import pandas as pd
import pytest
from facts import keyed, table

# Table, key, column, value: known from the sources' notes, the publications, or to any specialist.
KNOWN = [
    ("phases", ("essay", "peter-i"), "verdict", "reform"),
    ("phases", ("yanov", "stalin"), "verdict", "rigid rule"),
    ("income-annual", ("SUN", 1913), "gdppc_2011usd", 2254),
    ("transitions", ("RUS", 2021), "property_rights", 0.89),
    ("transitions", ("RUS", 2024), "electoral_democracy", 0.172),
    ("mixed-bag", ("polity2", 2003), "value", 6),
    ("mixed-bag", ("polity2", 2018), "value", 4),
    ("mixed-bag", ("lexical_index", 2003), "value", 6),
    ("mixed-bag", ("lexical_index", 2004), "value", 3),
    ("mixed-bag", ("lexical_index", 2022), "value", 1),
    ("survival", "RUS-1991", "before", "closed autocracy"),
    ("survival", "MEX-1917", "after", "electoral democracy"),
    ("survival", "KOR-1948", "to_year", 1987),
    ("survival", "BLR-1995", "from_year", 1995),
]


def test_phases_follow_each_other_without_a_gap_and_are_the_same_for_all():
    rows = table("phases")
    assert rows.groupby("coder").leadership.apply(tuple).nunique() == 1
    one = rows[rows.coder == "essay"]
    assert (len(one), one.from_year.min(), one.to_year.max()) == (27, 1682, 2025)
    assert (one.from_year.iloc[1:].to_numpy() == one.to_year.iloc[:-1].to_numpy()).all()
    assert dict(zip(one.leader, one.from_year, strict=True))["Catherine II"] == 1762


def test_phases_say_how_each_verdict_is_known():
    rows = table("phases")
    unseen = rows.basis == "no verdict"
    assert rows[unseen].verdict.isna().all()
    assert rows[~unseen].reading.nunique() == (~unseen).sum() == 24
    assert rows[rows.verdict == "rigid rule"].coder.unique().tolist() == ["yanov"]
    assert rows.groupby("coder").verdict.count().to_dict() == {"essay": 4, "freeze": 5, "hellie": 3, "yanov": 7}


def test_phases_agree_in_two_of_six_reigns_that_two_books_judge():
    books = table("phases").query("coder != 'essay'").dropna(subset=["verdict"]).groupby("leadership").verdict
    both = books.agg(["count", "nunique"]).query("count == 2")
    assert set(both.index) == {"peter-i", "nicholas-i", "alexander-ii", "alexander-iii", "stalin", "khrushchev"}
    assert set(both[both["nunique"] == 1].index) == {"alexander-ii", "khrushchev"}


def test_income_annual_has_no_war_years_and_its_columns_follow_from_two():
    rows = table("income-annual").set_index("year")
    assert set(range(1885, 2023)) - set(rows.index) == set(range(1941, 1946))
    ratio = rows.gdppc_2011usd / rows.gdppc_weu12
    assert (100 * ratio - rows.pct_weu12).abs().max() <= 0.06
    assert (np.log(ratio) - rows.log_ratio).abs().max() <= 0.001
    trend = rows.log_ratio - rows.from_trend  # a straight line, with nothing of the series left along it
    assert (np.polyval(np.polyfit(trend.index, trend, 1), trend.index) - trend).abs().max() < 0.0002
    assert abs(rows.from_trend.mean()) < 0.0002
    assert abs(np.corrcoef(rows.index, rows.from_trend)[0, 1]) < 0.0005


def test_income_annual_shows_civil_war_and_collapse():
    pct = table("income-annual").set_index("year").pct_weu12
    assert pct.idxmin() == 1921 and pct.min() < 17
    assert pct.loc[1946:1991].idxmax() == 1950 and pct.loc[1946:].idxmin() == 1998


def test_line_up_hides_one_real_series_among_eight_with_the_same_steps():
    rows = table("line-up")
    assert rows[rows.kind == "real"].panel.unique().tolist() == [6] and set(rows.panel) == set(range(1, 10))
    paths = rows.pivot(index="year", columns="panel", values="from_trend")
    assert (paths[6] - table("income-annual").set_index("year").from_trend).abs().max() <= 0.0006
    steps = paths.diff().iloc[1:]
    ordered = np.sort((steps - steps.mean()).to_numpy(), axis=0)  # each panel has lost its own trend
    assert np.abs(ordered - ordered[:, [5]]).max() < 0.02
    assert steps.round(3).T.duplicated().sum() == 0


def test_line_up_has_its_longest_runs_in_the_real_series():
    steps = table("line-up").pivot(index="year", columns="panel", values="from_trend").diff().iloc[1:]
    momentum = steps.apply(lambda step: step.autocorr())
    assert momentum.idxmax() == 6 and momentum[6] > 0.3 and momentum.drop(6).max() < 0.2


def test_spurts_never_mix_territories_and_leave_out_years_without_figures():
    rows = table("spurts")
    years = [year for row in rows.itertuples() for year in range(row.from_year, row.to_year + 1)]
    assert len(years) == len(set(years)) == rows.years.sum()
    assert set(range(1886, 2023)) - set(years) == {1917, *range(1941, 1947)}
    assert (rows.territory == "Russia").equals(rows.from_year >= 1992)


def test_spurts_follow_from_growth_and_from_income():
    rows = table("spurts")
    assert (rows.growth_pct - rows.growth_weu12_pct - rows.growth_gap).abs().max() <= 0.11
    assert (100 * np.log(rows.pct_weu12_end / rows.pct_weu12_before) / rows.years - rows.growth_gap).abs().max() <= 0.2
    soviet = rows[rows.territory == "USSR territory"].set_index("period")
    annual = table("income-annual").set_index("year").pct_weu12
    assert (annual[soviet.to_year].to_numpy() == soviet.pct_weu12_end.to_numpy()).all()


def test_spurts_rank_as_the_finding_says():
    gap = table("spurts").set_index("period").growth_gap.sort_values(ascending=False)
    assert list(gap.index[:4]) == ["Stalin, before the plan", "Putin", "Medvedev", "Stalin, first plans"]
    assert list(gap.index[-3:]) == ["Nicholas II, at war", "Yeltsin", "Lenin"]
    assert (gap[["Khrushchev", "Brezhnev", "Gorbachev"]] < 0).all()


def test_growth_sources_cover_the_soviet_years_that_have_a_paper():
    rows = table("growth-sources")
    assert set(rows[rows.iso3 == "SUN"].years) == {"1860–1885", "1885–1913", "1913–1928", "1991–"}


def test_innovation_has_russia_behind_korea_and_falling():
    rows = keyed("innovation").value
    assert rows.loc["research"].groupby("year").size().loc[2000:2023].eq(6).all()
    assert rows["research", "CHN", 1996] < rows["research", "RUS", 1996] and rows["research", "POL", 2023] > rows["research", "RUS", 2023]
    assert rows["patents", "RUS", 2021] < rows["patents", "RUS", 2011] < rows["patents", "KOR", 2011] / 10
    assert rows.loc["hightech"].reset_index().query("iso3 == 'RUS'").year.agg(["min", "max"]).tolist() == [2007, 2021]


def test_transitions_have_21_countries_and_blanks_where_the_world_bank_has_none():
    rows = table("transitions")
    assert rows.groupby("part").iso3.nunique().to_dict() == {"ex-Soviet": 15, "neighbour": 6}
    begin = rows.groupby("iso3").year.min()
    assert begin[begin != 1990].to_dict() == {"SVK": 1993, "TKM": 1991} and (rows.groupby("iso3").year.max() == 2024).all()
    none = rows.year.isin([*range(1990, 1996), 1997, 1999, 2001, 2024])
    assert rows.regulatory_quality.isna().equals(none)
    assert (rows.electoral_democracy_low <= rows.electoral_democracy).all()
    assert (rows.electoral_democracy <= rows.electoral_democracy_high).all()


def test_transitions_keep_the_order_of_1991_with_belarus_as_the_exception():
    rows = table("transitions").query("part == 'ex-Soviet'").pivot(index="iso3", columns="year", values="electoral_democracy")
    assert 0.7 < rows[1991].corr(rows[2024], method="spearman") < 0.8
    change = (rows[2024] - rows[1991]).sort_values()
    assert change.index[0] == "BLR" and change.index[-1] == "EST"


def test_mixed_bag_disagrees_about_the_market_and_about_politics():
    rows = keyed("mixed-bag")
    assert table("mixed-bag").groupby("area").measure.nunique().to_dict() == {"market": 4, "politics": 4, "society": 4}
    assert rows.standing.between(0, 100).all() and rows.others.between(140, 215).all()
    assert rows.standing["property_rights", 2011] > 70 > 45 > rows.standing["regulatory_quality", 2011]
    assert rows.standing["state_ownership", 2011] < 20
    assert rows.standing["lexical_index", 2003] == 70 and rows.standing["electoral_democracy", 2003] == 33
    assert rows.loc["polity2"].index.max() == 2018


def test_mixed_bag_has_the_values_of_transitions():
    ours, theirs = keyed("mixed-bag").value, keyed("transitions").loc["RUS"]
    for column in ("electoral_democracy", "property_rights", "regulatory_quality"):
        pd.testing.assert_series_equal(ours[column], theirs[column].dropna(), check_names=False, check_dtype=False)


def test_decline_has_ten_signs_six_of_which_fall_from_2011_to_2021():
    rows = keyed("decline")
    assert rows.index.get_level_values("sign").nunique() == 10
    change = rows.xs(2021, level="year").value - rows.xs(2011, level="year").value
    assert set(change[change < 0].index) == {"democracy", "associations", "income", "research", "patents", "capability"}
    assert set(change[change > 0].index) == {"effectiveness", "stability", "corruption", "men"}
    assert rows.others.between(30, 54).all()


def test_decline_after_2021_turns_effectiveness_and_stability_down():
    rows = keyed("decline").value
    assert rows["effectiveness", 2023] < rows["effectiveness", 2011] < rows["effectiveness", 2021]
    assert rows["stability", 2023] < rows["stability", 2011] < rows["stability", 2021]
    assert rows["income"].idxmax() == 2013


def test_survival_spells_do_not_touch_and_count_their_years():
    rows = table("survival").sort_values(["iso3", "from_year"])
    assert (rows.to_year - rows.from_year + 1 == rows.years).all()
    following = rows.groupby("iso3").from_year.shift(-1)
    assert (following.dropna() > rows.to_year[following.notna()] + 1).all()
    assert (rows.spell == rows.iso3 + "-" + rows.from_year.astype(str)).all()


def test_survival_is_cut_off_where_the_data_begin_and_end():
    rows = table("survival")
    left, right = rows[rows.before == "not seen"], rows[rows.after == "not seen"]
    assert set(left.spell[~left.from_year.isin([1900, 1990])]) == {"LVA-1920", "MNE-1998"}
    assert set(right.spell[right.to_year != 2024]) == {"POL-1935"}
    assert (rows[rows.to_year == 2024].after == "not seen").all()


def test_survival_since_1991_ends_upwards_more_often_than_downwards():
    rows = table("survival").query("before != 'not seen' and from_year >= 1991")
    assert rows.after.value_counts().to_dict() == {"electoral democracy": 61, "not seen": 47, "closed autocracy": 34}
    assert (rows.years == 1).sum() == 37
    assert rows.years.max() == 34 and set(rows[rows.years == 34].iso3) == {"RUS", "AZE"}
    long = rows[rows.years >= 20]
    assert long.after.value_counts().to_dict() == {"not seen": 18, "closed autocracy": 4, "electoral democracy": 3}


def test_survival_curve_is_worked_out_again_from_the_spells():
    statsmodels = pytest.importorskip("statsmodels.duration.survfunc")
    spells, curve = table("survival").query("before != 'not seen'"), table("survival-curve")
    groups = {"begun 1901–1989": spells[spells.from_year < 1990], "begun since 1991": spells[spells.from_year >= 1991]}
    for name, those in groups.items():
        again = statsmodels.SurvfuncRight(those.years, (those.after != "not seen").astype(int))
        share = pd.Series(again.surv_prob, index=again.surv_times)
        ours = curve[(curve.spells == name) & (curve.years > 0)].set_index("years")
        assert (ours.pct_left[ours.index.isin(share.index)] - 100 * share[share.index.isin(ours.index)]).abs().max() <= 0.051
        assert ours.pct_left.is_monotonic_decreasing and (ours.at_risk >= 5).all()
        assert (ours.low <= ours.pct_left).all() and (ours.pct_left <= ours.high).all()


def test_survival_curve_says_what_the_finding_says():
    left = keyed("survival-curve").pct_left["begun since 1991"]
    assert left[7] > 50 > left[8]
    assert left[30] / left[20] == pytest.approx(0.63, abs=0.01)
