"""Tables of notebook 04: elections and their fingerprints, measures of the regime, patronage, property and courts."""

import numpy as np
import pandas as pd

from .sources import in_order, source

DEMOCRACY, LIED, POLITY, WGI = ("regimes/vdem_democracy.csv", "regimes/lied_elections.csv", "regimes/polity5.csv",
                                "regimes/wgi.csv")
INSTITUTIONS, HISTOGRAMS = "regimes/vdem_institutions.csv", "regimes/russia_precinct_histograms.csv"
VOTERS = ["RUS", "UKR", "BLR", "KAZ", "GEO", "POL", "HUN", "TUR", "MEX", "VEN", "CHN", "SAU"]
REGIMES = {0: "closed autocracy", 1: "electoral autocracy", 2: "electoral democracy", 3: "liberal democracy"}
KINDS = {"presidential": "president", "duma": "Duma", "constitutional vote": "constitution", "referendum": "constitution"}
RANGES = {"30–59": range(30, 60), "70–99": range(70, 100)}
QUANTITIES = {"leader_share": "leader's share", "turnout": "turnout"}
BESIDE = (-4, -3, -2, 2, 3, 4)  # tenths of a percent; those next to the whole percent catch what rounding spills over
DRAWN = (2004, 2011, 2020)
PARTS = {"neopatrimonialism": "The index: rule by personal ties", "clientelism": "Votes for favours",
         "presidentialism": "Power in one person's hands", "regime_corruption": "Office used for private gain"}
PROPERTY = [
    ("property_rights", "Citizens' right to property", INSTITUTIONS, "property_rights"),
    ("state_ownership", "Economy not owned by the state", INSTITUTIONS, "state_ownership_economy"),
    ("rule_of_law", "Contracts, courts and police", WGI, "rule_of_law"),
    ("high_court", "High court that decides as it sees fit", INSTITUTIONS, "high_court_independence"),
    ("executive_corruption", "Officials of the executive bribed or stealing", INSTITUTIONS, "executive_corruption"),
]


def year_of(path: str, iso3: str, year: int) -> pd.Series:
    """One country in one year of a file."""
    return source(path).query("iso3 == @iso3 and year == @year").iloc[-1]


def elections_held() -> pd.DataFrame:
    """Whether more than one party may stand, whether the outcome is open, and how clean the vote is, since 1985."""
    rows = source(DEMOCRACY).query("iso3 in @VOTERS and year >= 1985").dropna(subset=["electoral_democracy", "regime_row"])
    facts = source(LIED)[["iso3", "year", "multiparty_elections", "competitive_elections"]]
    rows = rows.merge(facts, on=["iso3", "year"], how="left", validate="one_to_one")
    for column in ("multiparty_elections", "competitive_elections"):
        rows[column] = rows[column].map({1: "yes", 0: "no"})
    rows["regime"] = rows.regime_row.astype(int).map(REGIMES)
    return in_order(rows[["iso3", "country", "year", "multiparty_elections", "competitive_elections", "clean_elections",
                          "electoral_democracy", "electoral_democracy_low", "electoral_democracy_high", "regime"]], VOTERS)


def autocracies_voting() -> pd.DataFrame:
    """How many of the world's autocracies hold elections with more than one party, year by year."""
    rows = source(DEMOCRACY).query("year >= 1990 and regime_row <= 1")
    rows = rows.merge(source(LIED)[["iso3", "year", "multiparty_elections"]], on=["iso3", "year"], validate="one_to_one")
    table = rows.groupby("year").multiparty_elections.agg(autocracies="size", multiparty="sum").reset_index()
    table["multiparty"] = table.multiparty.astype(int)
    table["pct_multiparty"] = (100 * table.multiparty / table.autocracies).round(1)
    return table


def russian_votes() -> pd.DataFrame:
    """Official results of Russia's national votes since 1991, with where each figure comes from."""
    rows = source("regimes/russia_elections.csv").copy()
    rows["kind"] = rows.type.map(KINDS)
    rows["stands"] = rows.source_kind.map({"computed": "summed from polling stations", "text": "reported"})
    rows["vote"] = rows.date.str[:7].where(rows.year == 1996, rows.year.astype(str))  # two rounds in 1996
    rows["round"] = rows["round"].astype(str)
    rows.loc[rows.date == "1996-06-16", "winner_share_pct"] = 35.0  # the decimals of our copy are from memory
    return rows[["vote", "date", "year", "kind", "round", "winner", "turnout_pct", "winner_share_pct", "stands"]].sort_values("date")


def histograms() -> dict[tuple[int, str], pd.DataFrame]:
    """Polling stations by tenth of a percent (an integer, 753 for 75.3 %), for each vote and quantity; nought where none."""
    rows = source(HISTOGRAMS)
    rows["tenth"] = (10 * rows.bin_pct).round().astype(int)
    return {key: those.set_index("tenth")[["stations", "stations_1000plus"]].reindex(range(1001), fill_value=0)
            for key, those in rows.groupby(["year", "quantity"])}


def fingerprints() -> pd.DataFrame:
    """Three votes drawn in full: stations at each tenth of a percent of the leader's share, in two ranges."""
    parts = []
    for year in DRAWN:
        for name, whole in RANGES.items():
            bins = range(10 * whole[0] - 5, 10 * whole[-1] + 5)
            part = histograms()[year, "leader_share"].loc[bins].reset_index()
            parts.append(part.assign(year=year, range_pct=name, share_pct=(part.tenth / 10).round(1),
                                     whole=part.tenth.mod(10).eq(0).map({True: "whole", False: "between"})))
    return pd.concat(parts)[["year", "range_pct", "share_pct", "whole", "stations", "stations_1000plus"]]


def fingerprint_fold() -> pd.DataFrame:
    """All whole percents laid over one another: large stations by distance from the nearest one, and the index of that."""
    parts = []
    for (year, quantity), bins in histograms().items():
        for name, whole in RANGES.items():
            for away in range(-5, 5):
                count = int(bins.stations_1000plus.loc[[10 * p + away for p in whole]].sum())
                parts.append((year, QUANTITIES[quantity], name, away / 10, count))
    table = pd.DataFrame(parts, columns=["year", "quantity", "range_pct", "away_pct", "stations_1000plus"])
    usual = table[(10 * table.away_pct).round().isin(BESIDE)].groupby(["year", "quantity", "range_pct"]).stations_1000plus.mean()
    index = table.set_index(["year", "quantity", "range_pct"]).stations_1000plus / usual
    table["index_beside"] = (100 * index).round(1).to_numpy()
    return table


def fingerprint_sums() -> pd.DataFrame:
    """The arithmetic: stations at whole percents against the mean of six bins beside, with what chance allows."""
    rows = []
    for (year, quantity), bins in histograms().items():
        for name, whole in RANGES.items():
            for column, size in (("stations", "all"), ("stations_1000plus", "1,000 voters or more")):
                at = int(bins[column].loc[[10 * p for p in whole]].sum())
                around = int(sum(bins[column].loc[[10 * p + away for p in whole]].sum() for away in BESIDE))
                beside, spread = around / 6, 1.96 * (1 / at + 1 / around) ** 0.5
                each = [100 * (at / beside * np.exp(sign * spread) - 1) for sign in (0, -1, 1)]
                rows.append((year, QUANTITIES[quantity], name, size, at, beside, at - beside, *each))
    columns = ["year", "quantity", "range_pct", "size", "at_whole", "beside", "excess", "excess_pct", "low", "high"]
    return pd.DataFrame(rows, columns=columns).round(1)


def yardsticks() -> pd.DataFrame:
    """Russia in 2010 by eight measures of its regime: own scale, place on that scale, uncertainty where the source gives any."""
    vdem, wgi = year_of(DEMOCRACY, "RUS", 2010), year_of(WGI, "RUS", 2010)
    house, bti = year_of("regimes/not_open/freedom_house.csv", "RUS", 2010), year_of("regimes/not_open/bti.csv", "RUS", 2010)
    voice, error = wgi.voice_accountability, wgi.voice_accountability_se
    none = (None, None)
    rows = [
        ("electoral", "Electoral democracy (V-Dem)", vdem.electoral_democracy, vdem.electoral_democracy_low,
         vdem.electoral_democracy_high, 0, 1, "electoral autocracy", "series"),
        ("liberal", "Liberal democracy (V-Dem)", vdem.liberal_democracy, *none, 0, 1, "electoral autocracy", "series"),
        ("polity2", "Authority of institutions (Polity5)", year_of(POLITY, "RUS", 2010).polity2, *none, -10, 10,
         "open anocracy (1 to 5)", "series"),
        ("lexical", "Minimum features of elections (LIED)", year_of(LIED, "RUS", 2010).lexical_index, *none, 0, 6,
         "more than one party, outcome not open", "series"),
        ("voice", "Voice and accountability (WGI)", voice, voice - error, voice + error, -2.5, 2.5, "no class given", "series"),
        ("rights", "Political rights (Freedom House)", house.political_rights, *none, 7, 1, "not free", "quoted"),
        ("liberties", "Civil liberties (Freedom House)", house.civil_liberties, *none, 7, 1, "not free", "quoted"),
        ("bti", "Democracy status (Bertelsmann)", bti.democracy_status, *none, 1, 10, "highly defective democracy", "quoted"),
    ]
    table = pd.DataFrame(rows, columns=["measure", "measure_name", "value", "low", "high", "scale_from", "scale_to", "own_word", "basis"])
    for column in ("value", "low", "high"):
        table[f"pct_{column}"] = (100 * (table[column].astype(float) - table.scale_from) / (table.scale_to - table.scale_from)).round(1)
    table.insert(2, "year", 2010)
    return table.astype({"value": float, "low": float, "high": float}).round({"value": 3, "low": 3, "high": 3})


def democracy_measures() -> pd.DataFrame:
    """Four measures of democracy for Russia, Poland and Ukraine since 1985, each as a share of its own scale."""
    order = ["RUS", "POL", "UKR"]
    vdem, parts = source(DEMOCRACY), []
    for measure, name, rows, column, low, high in (
            ("electoral", "Electoral democracy (V-Dem)", vdem, "electoral_democracy", 0, 1),
            ("liberal", "Liberal democracy (V-Dem)", vdem, "liberal_democracy", 0, 1),
            ("polity2", "Authority of institutions (Polity5)", source(POLITY), "polity2", -10, 10),
            ("lexical", "Minimum features of elections (LIED)", source(LIED), "lexical_index", 0, 6)):
        those = rows.query("iso3 in @order and year >= 1985").dropna(subset=[column])
        part = those[["iso3", "year"]].assign(measure=measure, measure_name=name, value=those[column].astype(float))
        part["country"] = part.iso3.map({"RUS": "Russia", "POL": "Poland", "UKR": "Ukraine"})
        part["pct_scale"] = (100 * (part.value - low) / (high - low)).round(1)
        for end in ("low", "high"):
            part[end] = (100 * those[f"{column}_{end}"]).round(1) if measure == "electoral" else None
        parts.append(part)
    table = pd.concat(parts)
    table = table[~((table.iso3 == "UKR") & (table.year < 1991))]
    names = {"electoral": 0, "liberal": 1, "polity2": 2, "lexical": 3}
    table = in_order(table, order)[["measure", "measure_name", "iso3", "country", "year", "value", "pct_scale", "low", "high"]]
    return table.sort_values("measure", key=lambda column: column.map(names), kind="stable").astype({"low": float, "high": float})


def patrimonialism() -> pd.DataFrame:
    """The index of neopatrimonial rule and its three parts, 1985–2021, one row a figure."""
    order = ["RUS", "UKR", "KAZ", "POL", "MEX", "TUR"]
    rows = source("regimes/vdem_patrimonialism.csv").query("iso3 in @order and 1985 <= year <= 2021")
    rows = rows.rename(columns={f"{part}_v12": part for part in PARTS})
    rows = rows.melt(["iso3", "country", "year"], list(PARTS), "part", "value").dropna()
    rows["part_name"] = rows.part.map(PARTS)
    return in_order(rows[["part", "part_name", "iso3", "country", "year", "value"]], order).sort_values(
        "part", key=lambda column: column.map({part: at for at, part in enumerate(PARTS)}), kind="stable")


def patrimonialism_income() -> pd.DataFrame:
    """Personal rule and income per person in 2010: does Russia stand where countries as rich as it stand?"""
    rows = source("regimes/vdem_patrimonialism.csv").query("year == 2010").dropna(subset=["neopatrimonialism_v12"])
    income = source("economy/wdi_panel.csv").query("year == 2010")[["iso3", "gdp_pc_ppp_2021usd"]].dropna()
    rows = rows.merge(income, on="iso3").rename(columns={f"{part}_v12": part for part in PARTS})
    rows["income_ppp"] = rows.gdp_pc_ppp_2021usd.round(-2).astype(int)
    russia = rows.loc[rows.iso3 == "RUS", "gdp_pc_ppp_2021usd"].iloc[0]
    near = rows.gdp_pc_ppp_2021usd.between(0.75 * russia, 1.25 * russia)
    rows["income_group"] = near.map({True: "within a quarter of Russia's", False: "other"})
    rows.loc[rows.iso3 == "RUS", "income_group"] = "Russia"
    rows = rows[["iso3", "country", "income_ppp", "income_group", *PARTS]]
    return rows.sort_values("iso3")


def property_courts() -> pd.DataFrame:
    """Five measures of property and courts since 1990, which disagree about Russia; one row a figure."""
    order, parts = ["RUS", "POL", "UKR", "KAZ", "GEO", "HUN"], []
    for measure, name, path, column in PROPERTY:
        those = source(path).query("iso3 in @order and year >= 1990").dropna(subset=[column])
        part = those[["iso3", "country", "year"]].assign(measure=measure, measure_name=name, value=those[column].round(3))
        for end, sign in (("low", -1), ("high", 1)):  # one standard error, so that all bands of the course hold about two thirds
            part[end] = (those[column] + sign * those[f"{column}_se"]).round(3) if path == WGI else None
        parts.append(part)
    table = in_order(pd.concat(parts).astype({"low": float, "high": float}), order)
    return table[["measure", "measure_name", "iso3", "country", "year", "value", "low", "high"]].sort_values(
        "measure", key=lambda column: column.map({row[0]: at for at, row in enumerate(PROPERTY)}), kind="stable")


def property_verdicts() -> pd.DataFrame:
    """One question, seven answers, about 2010: is property safe in Russia, and in Poland? Each as a share of its own scale."""
    shut = "regimes/not_open/"
    asked = [
        ("vdem", "Citizens' right to property (V-Dem)", INSTITUTIONS, "property_rights", 2010, 0, 1, "series"),
        ("wgi", "Contracts, courts and police (WGI)", WGI, "rule_of_law", 2010, -2.5, 2.5, "series"),
        ("court", "High court that decides as it sees fit (V-Dem)", INSTITUTIONS, "high_court_independence", 2010, -4, 4, "series"),
        ("heritage", "Property rights (Heritage)", shut + "heritage_economic_freedom.csv", "property_rights", 2010, 0, 100, "quoted"),
        ("fraser", "Legal system and property (Fraser)", shut + "fraser_economic_freedom.csv", "legal_system_property_rights",
         2010, 0, 10, "quoted"),
        ("bti", "Property rights (Bertelsmann)", shut + "bti.csv", "property_rights", 2010, 1, 10, "quoted"),
        ("house", "Property and business free of interference (Freedom House)", shut + "freedom_house.csv",
         "g2_property_and_business", 2012, 0, 4, "quoted"),
    ]
    rows = []
    for measure, name, path, column, year, low, high, basis in asked:
        for iso3, country in (("RUS", "Russia"), ("POL", "Poland")):
            value = float(year_of(path, iso3, year)[column])
            place = round(100 * (value - low) / (high - low), 1)
            rows.append((measure, name, iso3, country, year, round(value, 3), low, high, place, basis))
    columns = ["measure", "measure_name", "iso3", "country", "year", "value", "scale_from", "scale_to", "pct_scale", "basis"]
    return pd.DataFrame(rows, columns=columns)


def open_and_shielded() -> pd.DataFrame:
    """Trade and foreign investment beside the freedom of associations: does one open while the other shuts?"""
    order = ["RUS", "POL", "CHN", "TUR"]
    rows = source("economy/wdi_panel.csv").query("iso3 in @order and 1993 <= year <= 2024")
    rows = rows[["iso3", "country", "year", "trade_pct_gdp", "fdi_in_pct_gdp"]].round({"trade_pct_gdp": 1, "fdi_in_pct_gdp": 2})
    more = source(INSTITUTIONS)[["iso3", "year", "cso_entry_exit", "cso_repression"]]
    return in_order(rows.merge(more, on=["iso3", "year"], validate="one_to_one"), order)


# Table -> its number of rows. Add a new table here.
TABLES = {elections_held: 460, autocracies_voting: 35, russian_votes: 18, fingerprints: 1800, fingerprint_fold: 400, fingerprint_sums: 80,
          yardsticks: 8, democracy_measures: 438, patrimonialism: 840, patrimonialism_income: 69, property_courts: 990,
          property_verdicts: 14, open_and_shielded: 128}

# (table, key, column) -> a value known from elsewhere (SOURCES.md, the original publication).
KNOWN = {
    ("elections-held", ("RUS", 1985), "clean_elections"): 0.28, ("elections-held", ("RUS", 2021), "multiparty_elections"): "yes",
    ("elections-held", ("RUS", 2022), "multiparty_elections"): "no", ("elections-held", ("RUS", 2003), "competitive_elections"): "yes",
    ("elections-held", ("RUS", 2004), "competitive_elections"): "no", ("elections-held", ("RUS", 2024), "electoral_democracy"): 0.172,
    ("russian-votes", ("2024",), "winner_share_pct"): 86.81, ("russian-votes", ("2011",), "winner_share_pct"): 49.31,
    ("yardsticks", ("polity2",), "value"): 4, ("yardsticks", ("bti",), "value"): 5.35,
    ("democracy-measures", ("polity2", "RUS", 2005), "value"): 6, ("democracy-measures", ("lexical", "RUS", 2003), "value"): 6,
    ("patrimonialism", ("neopatrimonialism", "RUS", 2021), "value"): 0.861,
    ("property-courts", ("property_rights", "RUS", 2021), "value"): 0.89, ("property-verdicts", ("heritage", "RUS"), "value"): 25,
}
