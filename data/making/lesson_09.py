"""Tables of notebook 09: the essay's forecasts and the record, trade and gas between the EU and Russia, three readings."""

from functools import cache

import pandas as pd

from .lesson_02_03 import decline
from .lesson_08 import attraction
from .sources import source

ESSAY, REPORTED, OURS = "the essay's", "reported by the essay", "our reading of it"
HELD, FAILED, PARTLY, OPEN = "held", "did not hold", "partly", "cannot be scored"
# Forecast -> claim, page, whose, what is expected, what we look at; event: date and type in events.csv ("" where there is
# none), what comes to pass; verdict, reason.
FORECASTS = {
    "t4_opinion": (
        "T4", "1", ESSAY, "Where Russia asserts itself, its power to attract goes down.", "Ukrainians with a good opinion of Russia",
        "2014-03-18", "war_intervention", "Crimea is taken; in the next poll opinion has fallen.",
        HELD, "The same question before and after, and a fall of more than half. But few neighbours are asked, and opinion in the West "
        "falls too. A quoted poll with another question shows Ukrainians warmer again by 2019."),
    "t4_allies": (
        "T4", "1", ESSAY, "The neighbours do not become allies of their own will.", "Partners in the customs union led by Russia",
        "2015-01-01", "integration", "The Eurasian Economic Union begins; Armenia and Kyrgyzstan join in its first year.",
        PARTLY, "The union grows from two partners to four, against the forecast. But Ukraine stays out, and Armenia, which chose "
        "the union in 2013, says in 2024 that its part in the military alliance is frozen."),
    "e4_short": (
        "E4", "6", ESSAY, "In the short and medium run the system stays what it is.", "Regime class (1 is electoral autocracy)",
        "", "", "The same regime class in every year from 2011 to 2024.",
        HELD, "No change in kind by the measure that we use for all states, and there could have been one. A stricter measure of elections "
        "(LIED) drops Russia from 3 to 1 in 2022."),
    "e4_long": (
        "E4", "6", ESSAY, "In the very long run such a regime does not last.", "",
        "", "", "None: the forecast has no date.",
        OPEN, "A forecast without a date cannot fail. Base rates for such regimes are in notebook 03."),
    "e5_decline": (
        "E5", "6", ESSAY, "The regime has begun to decline.", "Signs of ten that stand lower than in 2011",
        "", "", "Six of ten signs are lower in 2021 than in 2011; by the last year of each, nine are.",
        PARTLY, "We chose the ten signs, and not beforehand. Relative income rises until 2013 and state effectiveness until 2019, "
        "so no decline is seen at once. After 2021 nearly all fall, with a war as the cause at hand."),
    "r4_wish": (
        "R4", "7", ESSAY, "As elections look less real, the wish for Western recognition grows.", "How clean elections are",
        "2022-03-16", "rupture", "Russia is no longer a member of the Council of Europe.",
        FAILED, "Elections get worse, as the forecast supposes. Nobody measures the wish, but the acts go the other way: a club is left. "
        "Until 2014 the record fits better: entry into the WTO in 2012, the G8 still open."),
    "r4_restraint": (
        "R4", "7", ESSAY, "The need for recognition holds the regime back to some degree.", "",
        "2014-03-24", "sanctions", "The seven others suspend Russia from the G8 after Crimea.",
        FAILED, "Twice the price in recognition is high and is paid, in 2014 and in 2022. “To some degree” leaves room: nobody sees "
        "what was not done."),
    "r7_push": (
        "R7", "7", ESSAY, "No new mobilisation of the country is in sight.", "Military spending",
        "2022-02-24", "war_intervention", "The invasion begins; by 2024 military spending is almost twice its share of 2021.",
        PARTLY, "Until 2021 it holds. Then a war economy begins. Whether money for arms is the mobilisation for development that the essay "
        "means is a matter of definition."),
    "r7_innovation": (
        "R7", "7", ESSAY, "The regime does not modernise by innovation.", "Residents' patent applications",
        "", "", "Fewer applications per million people in 2021 than in 2011.",
        HELD, "Research spending falls as well (table innovation). Applications at home depend on rules and rewards, and the series "
        "ends in "
        "2021."),
    "s5_land": (
        "S5", "8", REPORTED, "As hunger for resources grows, land counts as a strength again.", "Resource rents",
        "2014-03-18", "war_intervention", "Crimea is taken; no source here says that it was for resources.",
        OPEN, "It is a claim about what thinkers prize, and no table here counts that. Rents follow the price: about half of the 2011 "
        "share "
        "in 2016 and 2020, above it in 2021."),
    "n5_others": (
        "N5", "10", REPORTED, "China and India rise; the weight of the United States shrinks.", "China's and India's share of world income",
        "", "", "China and India gain; the American share grows too at market rates.",
        PARTLY, "The rise of China and India is plain. The American share rises in income at market rates and falls in capability "
        "and, to 2018, in income at purchasing power: half of the forecast hangs on the measure."),
    "n5_russia": (
        "N5", "10", REPORTED, "A reborn Russia is one of the main poles.", "Russia's share of world income",
        "", "", "Russia's share is lower than in 2011, at market rates and in capability.",
        FAILED, "By income and by capability Russia does not move up. Nuclear arms, resolve and the power to disrupt are not in these "
        "measures. It is Moscow's forecast; the essay only reports it."),
    "k3_age": (
        "K3", "12", REPORTED, "States and hard power count for more again.", "Military spending in the middle one of 27 EU members",
        "2022-02-24", "war_intervention", "The largest war in Europe since 1945 begins; spending in the EU goes up.",
        HELD, "Arms count for more by spending and by events. This does not show that Russia gains from it, which is the other half of "
        "the rival view."),
    "k3_rewards": (
        "K3", "12", REPORTED, "Old-style policy brings Russia more than its weight suggests.",
        "Good opinion of Russia, middle of 12 publics",
        "2023-04-04", "other_actor", "Finland joins NATO.",
        FAILED, "Opinion, income share and the map of alliances turn against Russia. For the view: land is held since 2014, and four of "
        "the "
        "twelve publics like Russia better than in 2011. Another choice of measures could end in “partly”."),
    "k5_rivalry": (
        "K5", "12", ESSAY, "Between the EU and Russia rivalry prevails in the shared region.",
        "Agreement of Russia with EU members in the UN",
        "2014-06-27", "other_actor", "Three neighbours sign with the EU, half a year before the Eurasian union begins.",
        HELD, "Two unions court the same states, and votes drift apart. War goes further than the rivalry that the essay expects, so "
        "“held” is almost too little."),
    "k5_ties": (
        "K5", "12", OURS, "Through the rivalry the mutual dependence lasts.", "Russian pipeline gas in the EU's gas imports",
        "2022-02-24", "war_intervention", "The invasion begins; by 2023 most of the gas tie is gone.",
        PARTLY, "In 2019, 2020 and 2021 the gas tie still makes over 40 % of imports, ten years after the essay. Then it breaks. The essay "
        "describes the dependence and does not quite forecast it."),
}
READINGS = {"regime": "Regime (the essay)", "security": "Security (Mearsheimer)", "recognition": "Recognition (Neumann)"}
MEMBERS = ["AUT", "BEL", "BGR", "HRV", "CYP", "CZE", "DNK", "EST", "FIN", "FRA", "DEU", "GRC", "HUN", "IRL", "ITA", "LVA", "LTU", "LUX",
           "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "ESP", "SWE"]
STRAW, HOOP, GUN = "straw in the wind", "hoop", "smoking gun"
FITS, NOT, SILENT = "fits", "does not fit", "silent"
# Evidence -> label, what is seen, year, where; then for each reading: fit, test, reason.
EVIDENCE = {
    "votes_before_2000": (
        "Votes drift in the 1990s", "Russia's votes in the UN part from those of the EU members before 2000.",
        2000, "foreign/unga_agreement.csv",
        (NOT, STRAW, "The drift begins while elections are at their freest, so the later regime cannot be the whole cause."),
        (FITS, STRAW, "The drift runs beside the first enlargement of NATO and the war over Kosovo."),
        (SILENT, None, "How state and society relate does not change enough in these years to say.")),
    "wto_2012": (
        "Entry into the WTO, 2012", "Russia joins the World Trade Organization as elections get worse.", 2012, "event of 2012-08-22",
        (FITS, HOOP, "The essay needs a state that joins the world economy and shields its politics."),
        (SILENT, None, "A trade club neither adds to safety nor takes from it."),
        (FITS, STRAW, "A seat among the others is what a state wants that seeks recognition.")),
    "eu_agreement_2013": (
        "A quarrel over an EU treaty", "The crisis over Ukraine starts with an EU agreement, while Ukraine is by law outside all "
        "blocs.", 2013,
        "event of 2013-11-21",
        (FITS, HOOP, "Rules and courts nearby trouble a regime that lives without them, even where no army moves."),
        (NOT, STRAW, "An economic treaty is not a threat of arms. Mearsheimer answers that NATO, the EU and democracy come as one "
        "package."),
        (SILENT, None, "The reading speaks of how the West sees Russia, not of this treaty.")),
    "belarus_pressed": (
        "Belarus is pressed", "Moscow presses a like regime through gas, oil and milk.", 2010, "table pressure",
        (FITS, STRAW, "The essay expects both support and pressure, since neither ruler can hand over power."),
        (FITS, STRAW, "A large state presses a small one on its border, whatever its regime."),
        (SILENT, None, "Standing among the great powers is not at stake.")),
    "armenia_2018": (
        "A revolution left alone", "Armenia turns more democratic in 2018, stays an ally, and trade with Russia grows.",
        2018, "table armenia",
        (NOT, HOOP, "A regime that fears contagion should answer. No act of pressure stands in our list."),
        (FITS, HOOP, "The alliance holds, so there is nothing to answer."),
        (SILENT, None, "The West's view of Russia is not touched.")),
    "demands_2021": (
        "The demands of 2021", "Russia asks NATO in draft treaties to give up enlargement and pull back forces.",
        2021, "event of 2021-12-17",
        (SILENT, None, "The drafts do not speak of regimes, and silence of this kind shows nothing."),
        (FITS, GUN, "What is asked for is what this reading says matters. But a demand can also be a pretext."),
        (FITS, STRAW, "To be asked before others decide is a mark of rank.")),
    "kazakhstan_2022": (
        "Troops to Kazakhstan", "Allied troops help an authoritarian president in unrest and leave within two weeks.",
        2022, "event of 2022-01-06",
        (FITS, STRAW, "Help for a kindred ruler against a crowd."),
        (FITS, STRAW, "An ally on a long border is kept steady."),
        (SILENT, None, "Standing in the West is neither sought nor lost.")),
    "price_of_2022": (
        "The price of 2022", "The invasion costs most of the gas trade with the EU.", 2023, "table eu-gas-flows",
        (NOT, HOOP, "A policy made to keep the regime safe should spare its income. The essay can answer that danger from Kyiv seemed "
        "larger."),
        (FITS, STRAW, "States pay a high price for safety; that is what the reading expects."),
        (NOT, STRAW, "What recognition there is gets lost by it.")),
    "council_left": (
        "A club is left", "Elections get worse, and Russia ceases to be a member of the Council of Europe.",
        2022, "table predictions-scored",
        (NOT, STRAW, "The essay expects the wish for Western recognition to grow as elections get worse."),
        (SILENT, None, "The Council has no arms."),
        (NOT, HOOP, "A state that longs to be taken for one of its own kind should hold on to the seats that it has.")),
    "finland_2023": (
        "Finland joins NATO", "NATO's border with Russia grows, and no war follows there.", 2023, "event of 2023-04-04",
        (FITS, STRAW, "It seems to matter what kind of country Ukraine is, and not only where NATO stands."),
        (NOT, STRAW, "A longer border should alarm. The answer: Russia's army is tied down, and Finland is not Ukraine."),
        (SILENT, None, "The reading gives no rule for this case.")),
}


@cache
def cell(path: str, iso3: str, year: int, column: str) -> float:
    """One figure of a collected file."""
    return float(source(path).query("iso3 == @iso3 and year == @year")[column].iloc[0])


def share(states: list[str], year: int) -> float:
    """Share of world income at market rates, added up."""
    return sum(cell("foreign/gdp_shares.csv", iso3, year, "gdp_share_world_pct") for iso3 in states)


def partners(year: int) -> int:
    """Members besides Russia of the customs union (2010) or the Eurasian union (2015) at the end of a year."""
    rows = source("foreign/memberships.csv").query("iso3 != 'RUS' and status_latest != 'observer'")
    rows = rows[rows.organisation == ("EAEU" if year >= 2015 else "Customs Union (BKR)")]
    return int((rows.joined.str[:4].astype(int) <= year).sum())


def fallen(year: int) -> int:
    """Signs of ten that stand lower in that year than in 2011."""
    values = decline().pivot(index="year", columns="sign", values="value")
    return int((values.loc[year] < values.loc[2011]).sum())


def european_spending(year: int) -> float:
    """Military spending as % of GDP in the middle one of today's 27 EU members."""
    rows = source("economy/wdi_panel.csv").query("iso3 in @MEMBERS and year == @year").milex_pct_gdp
    assert rows.notna().sum() == 27
    return float(rows.median())


def opinion(year: int) -> float:
    """Good opinion of Russia in the middle of the publics that Pew asked both in 2011 and in 2023."""
    rows = attraction().query("pollster == 'pew'").pivot(index="iso3", columns="year", values="pct_favourable")[[2011, 2023]].dropna()
    assert len(rows) == 12
    return float(rows[year].median())


def pipeline(year: int) -> float:
    """Russian pipeline gas as % of the EU's imports in a year, days counted."""
    rows = source("foreign/gas_imports_bruegel_quarterly.csv").query("year == @year")
    return float(100 * (rows.russia_pipeline_mcm_per_day * rows.n_days).sum() / (rows.eu_total_mcm_per_day * rows.n_days).sum())


def figures() -> dict:
    """Forecast -> unit, first year and value, last year and value, where they come from."""
    vdem, wdi, rents = "regimes/vdem_democracy.csv", "economy/wdi_panel.csv", "economy/resource_rents_vintages.csv"
    pew, votes = attraction().set_index(["pollster", "iso3", "year"]).pct_favourable, source("foreign/unga_agreement.csv")
    agree = 100 * votes.query("source == 'undl_scrape' and iso3 == 'RUS'").set_index("year").agree_eu27_mean
    people = {y: 1e6 * cell(wdi, "RUS", y, "patents_resident") / cell(wdi, "RUS", y, "population") for y in (2011, 2021)}

    def both(path: str, column: str, first: int, last: int) -> tuple:
        return first, cell(path, "RUS", first, column), last, cell(path, "RUS", last, column)

    return {
        "t4_opinion": ("%", 2011, pew["pew", "UKR", 2011], 2014, pew["pew", "UKR", 2014], "table attraction"),
        "t4_allies": ("states", 2011, partners(2011), 2024, partners(2024), "foreign/memberships.csv"),
        "e4_short": ("class", *both(vdem, "regime_row", 2011, 2024), "table survival"),
        "e5_decline": ("signs", 2011, fallen(2011), 2021, fallen(2021), "table decline"),
        "r4_wish": ("index, 0 to 1", *both(vdem, "clean_elections", 2011, 2024), "regimes/vdem_democracy.csv"),
        "r7_push": ("% of GDP", *both(wdi, "milex_pct_gdp", 2011, 2024), "economy/wdi_panel.csv"),
        "r7_innovation": ("per million people", 2011, people[2011], 2021, people[2021], "table innovation"),
        "s5_land": ("% of GDP", *both(rents, "total_rents_2025v", 2011, 2021), "economy/resource_rents_vintages.csv"),
        "n5_others": ("%", 2011, share(["CHN", "IND"], 2011), 2023, share(["CHN", "IND"], 2023), "foreign/gdp_shares.csv"),
        "n5_russia": ("%", 2011, share(["RUS"], 2011), 2023, share(["RUS"], 2023), "foreign/gdp_shares.csv"),
        "k3_age": ("% of GDP", 2011, european_spending(2011), 2024, european_spending(2024), "economy/wdi_panel.csv"),
        "k3_rewards": ("%", 2011, opinion(2011), 2023, opinion(2023), "table attraction"),
        "k5_rivalry": ("%", 2011, agree[2011], 2021, agree[2021], "foreign/unga_agreement.csv"),
        "k5_ties": ("%", 2019, pipeline(2019), 2023, pipeline(2023), "table eu-gas-flows"),
    }


def predictions_scored() -> pd.DataFrame:
    """Every forecast in the essay's nine predictive claims beside what came after 2011."""
    numbers, events, rows = figures(), source("foreign/events.csv"), []
    sure = {"source_read": "read in the source", "compiler_knowledge": "general knowledge"}
    for name, (claim, page, whose, expects, sign, date, kind, outcome, verdict, reason) in FORECASTS.items():
        event = events[(events.date == date) & (events.type == kind)].verification.map(sure)
        assert len(event) == bool(date), (name, date, kind)
        unit, *values, where = numbers.get(name, [None] * 6)
        found = [part for part in (where, f"event of {date} in foreign/events.csv" if date else None) if part]
        rests = {(1, 0): "figure", (0, 1): "event", (1, 1): "figure and event", (0, 0): "nothing"}[bool(where), bool(date)]
        rows.append((name, claim, page, whose, expects, sign or None, unit, *values, date or None, event.iloc[0] if date else None,
                     outcome, rests, "; ".join(found) or None, verdict, reason))
    columns = ["forecast", "claim", "page", "whose", "expects", "sign", "unit", "from_year", "from_value", "to_year", "to_value",
               "event_date", "event_certainty", "outcome", "rests_on", "outcome_source", "verdict", "reason"]
    table = pd.DataFrame(rows, columns=columns).astype({"from_year": "Int64", "to_year": "Int64", "from_value": float, "to_value": float})
    return table.round({"from_value": 2, "to_value": 2})


def readings() -> pd.DataFrame:
    """Ten pieces of evidence under three readings of Russian policy: which one expects what is seen."""
    rows = [(evidence, label, seen, year, where, reading, READINGS[reading], *judged)
            for evidence, (label, seen, year, where, *each) in EVIDENCE.items()
            for reading, judged in zip(READINGS, each, strict=True)]
    columns = ["evidence", "label", "what_is_seen", "year", "seen_in", "reading", "reading_name", "fit", "test", "reason"]
    frame = pd.DataFrame(rows, columns=columns)
    frame.insert(8, "fit_number", frame.fit.map({FITS: 1, NOT: -1, SILENT: 0}))
    return frame


def national_russia() -> pd.DataFrame:
    """Russian customs by partner, exports and imports together: twelve EU states only, and China."""
    rows, twelve = source("foreign/trade_national_statistics.csv").query("iso3 == 'RUS' and 2006 <= year <= 2021"), "12 listed EU states"
    sums = rows.assign(partner=rows.partner.where(~rows.partner.str.startswith(twelve), "eu")).replace({"partner": {"CHN": "china"}})
    sums = sums.pivot_table(index="year", columns="partner", values="value_musd", aggfunc="sum")
    share = (100 * sums[["eu", "china"]].div(sums.WLD, axis=0)).stack().rename("pct").reset_index()
    return share.assign(series=share.partner + "_national", basis="Russian customs", covers="full year",
                        source="Rosstat and customs service")


def quoted_russia() -> pd.DataFrame:
    """Shares quoted from customs officials; a period shorter than a year is said."""
    rows = source("foreign/russia_trade_official_statements.csv").query("partner in ['EU', 'EU27', 'China'] and period != '2023 (to June)'")
    rows = rows.assign(year=rows.period.str[:4].astype(int), partner=rows.partner.map({"China": "china"}).fillna("eu"))
    covers = {"2012 H1": "January to June", "2023 (to Oct)": "January to October"}
    rows = rows.assign(covers=rows.period.map(covers).fillna("full year"), basis="quoted", source=rows.source_url)
    return rows.assign(series=rows.partner + "_quoted", pct=rows.share_of_total_trade_pct)


def regions_russia() -> pd.DataFrame:
    """Russian customs by part of the world since 2022: Europe and Asia, a coarser cut than the EU and China."""
    rows = source("foreign/russia_trade_by_region_fcs.csv")
    rows = rows[(rows.months == "Jan-Dec") | ((rows.months == "Jan-Sep") & (rows.year == 2024))]
    sums = rows.pivot_table(index=["year", "months"], columns="region", values="value_bn_usd", aggfunc="sum")
    share = (100 * sums[["Europe", "Asia"]].div(sums.World, axis=0)).stack().rename("pct").reset_index()
    covers = {"Jan-Dec": "full year", "Jan-Sep": "January to September"}
    share = share.assign(partner=share.region.str.lower(), covers=share.months.map(covers))
    return share.assign(series=share.partner + "_customs", basis="Russian customs", source="Federal Customs Service, by part of the world")


def eu_russia_trade() -> pd.DataFrame:
    """Who has which share of Russia's trade: four records side by side, never one line."""
    cow = source("foreign/trade_shares_cow.csv").query("iso3 == 'RUS' and flow == 'total' and year >= 1994")
    parts = [cow.assign(series=f"{partner}_cow", partner=partner, pct=cow[column], basis="trade data", covers="full year",
                        source="Correlates of War, Trade v4.0")
             for partner, column in (("eu", "eu28_share_pct"), ("china", "chn_share_pct"))]
    rows = pd.concat([*parts, national_russia(), quoted_russia(), regions_russia()])
    names = {"eu_cow": "EU, 28 members (trade data)", "china_cow": "China (trade data)", "eu_national": "12 EU states (Russian customs)",
             "china_national": "China (Russian customs)", "eu_quoted": "EU (quoted)", "china_quoted": "China (quoted)",
             "europe_customs": "Europe (Russian customs)", "asia_customs": "Asia (Russian customs)"}
    rows["series_name"] = rows.series.map(names)
    rows = rows[["series", "series_name", "partner", "year", "pct", "basis", "covers", "source"]].round({"pct": 1})
    return rows.sort_values(["series", "year"], key=lambda c: c.map({n: i for i, n in enumerate(names)}) if c.name == "series" else c)


def eu_gas_flows() -> pd.DataFrame:
    """The EU's gas by origin, in quarters from August 2018 to October 2024, and the routes of the Russian gas."""
    rows = source("foreign/gas_imports_bruegel_quarterly.csv")
    rows["when"] = rows.year + (rows.quarter.str[-1].astype(int) - 0.5) / 4
    short = {"russia_pipeline": "russia_pipeline", "norway": "norway", "lng": "lng_all_sources", "total": "eu_total",
             "nord_stream": "nord_stream", "ukraine_transit": "ukraine_transit", "yamal": "yamal", "turkstream": "turkstream"}
    rows = rows.rename(columns={f"{theirs}_mcm_per_day": ours for ours, theirs in short.items()})
    rows = rows.rename(columns={"russia_pipeline_share_pct": "pct_russia", "n_days": "days"})
    return rows[["quarter", "when", *short, "pct_russia", "days"]].round(1).assign(when=rows.when)


def eu_gas_shares() -> pd.DataFrame:
    """Russia's share of gas imports 2011–2020: the EU as a sum of its members, ten members, three neighbours."""
    order = ["EU27", "DEU", "ITA", "FRA", "POL", "HUN", "CZE", "SVK", "BGR", "FIN", "LTU", "UKR", "MDA", "TUR"]
    rows = source("foreign/gas_imports_eurostat_annual.csv").query("iso3 in @order").dropna(subset=["russia_share_of_gas_imports_pct"])
    rows["country"] = rows.country.replace({"European Union 27": "EU, 27 members added up"})
    rows["pct_russia"] = rows.russia_share_of_gas_imports_pct.round(1)
    rows["russia_pj"], rows["total_pj"] = (rows.gas_from_russia_tj / 1000).round(1), (rows.gas_imports_total_tj / 1000).round(1)
    return rows[["iso3", "country", "year", "pct_russia", "russia_pj", "total_pj"]].sort_values(
        ["iso3", "year"], key=lambda c: c.map({n: i for i, n in enumerate(order)}) if c.name == "iso3" else c)


# Table -> its number of rows. Add a new table here.
TABLES = {predictions_scored: 16, eu_russia_trade: 88, eu_gas_flows: 26, eu_gas_shares: 140, readings: 30}

# (table, key, column) -> a value known from elsewhere (SOURCES.md, the quoted pages, the publishers).
KNOWN = {
    ("predictions-scored", ("t4_opinion",), "from_value"): 83.8, ("predictions-scored", ("r7_push",), "to_value"): 7.05,
    ("eu-russia-trade", ("eu_quoted", 2021), "pct"): 38.0, ("eu-gas-shares", ("EU27", 2020), "pct_russia"): 38.7,
    ("eu-gas-flows", ("2018Q3",), "pct_russia"): 52.6,
}
