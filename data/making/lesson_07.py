"""Tables of notebook 07: who dwarfs whom, members of unions, likeness and agreement, thirty-one votes, ties of neighbours, Belarus."""

from functools import cache

import pandas as pd

from .lesson_06 import EU, NEIGHBOURS, memberships
from .sources import in_order, source

WDI, DEMOCRACY, AGREEMENT = "economy/wdi_panel.csv", "regimes/vdem_democracy.csv", "foreign/unga_agreement.csv"
FIFTEEN = ["RUS", "UKR", "BLR", "MDA", "EST", "LVA", "LTU", "GEO", "ARM", "AZE", "KAZ", "KGZ", "TJK", "TKM", "UZB"]
BALTIC = ["EST", "LVA", "LTU"]
UNIONS = {"eaeu": ("Eurasian Economic Union", ["RUS", "KAZ", "BLR", "ARM", "KGZ"]),
          "twelve": ("Wider union, twelve ex-Soviet states", [iso3 for iso3 in FIFTEEN if iso3 not in BALTIC]),
          "eu": ("European Union, 27 members", EU), "nafta": ("NAFTA and its successor", ["USA", "CAN", "MEX"])}
DWARFS = {**UNIONS, "fifteen": ("Former USSR, fifteen states", FIFTEEN)}
MEASURES = {"population": "Population", "income_ppp": "Income, purchasing power", "income_market": "Income, market prices"}
TOPICS = {"georgia_idps": ("georgia", "Georgia's displaced, 2008–21"), "ukraine_integrity": ("crimea", "Crimea, 2014–21"),
          "crimea_rights": ("crimea", "Crimea, 2014–21"), "crimea_militarisation": ("crimea", "Crimea, 2014–21"),
          "ukraine_2022": ("war", "War on Ukraine, 2022–25")}
TITLES = {"georgia_idps": "Return of the displaced to Abkhazia and South Ossetia", "ukraine_integrity": "Territorial integrity of Ukraine",
          "crimea_rights": "Human rights in Crimea", "crimea_militarisation": "Troops in Crimea and the Black Sea",
          "ES-11/1": "Aggression against Ukraine", "ES-11/2": "Humanitarian consequences of the aggression",
          "ES-11/3": "Russia suspended from the Human Rights Council", "ES-11/4": "No recognition of the annexed regions",
          "ES-11/6": "A just and lasting peace in Ukraine", "ES-11/7": "A just and lasting peace in Ukraine (2025)"}
VOTERS = ["BLR", "ARM", "KAZ", "KGZ", "TJK", "UZB", "TKM", "AZE", "MDA", "GEO", "UKR"]
# Votes that the collected file has from memory or not at all, and that we have since read in a page.
READ = {("ES-11/4", "GEO"): "yes", ("ES-11/4", "TKM"): "absent", ("ES-11/6", "ARM"): "abstain", ("ES-11/6", "KAZ"): "abstain",
        ("ES-11/6", "KGZ"): "abstain", ("ES-11/6", "TJK"): "abstain", ("ES-11/6", "UZB"): "abstain", ("ES-11/7", "ARM"): "abstain",
        ("ES-11/7", "UKR"): "yes", ("ES-11/7", "MDA"): "yes"}
# Tallies of the last three resolutions as the same pages give them; the rest of 193 did not vote.
REPORTED = {"ES-11/4": (143, 5, 35), "ES-11/6": (141, 7, 32), "ES-11/7": (93, 18, 65)}
# Date and type in events.csv -> what happens, in our words; all between Russia and Belarus.
BELARUS = {
    ("1999-12-08", "integration"): "Treaty on a Union State signed",
    ("2000-10-10", "integration"): "Founds the Eurasian Economic Community with four others",
    ("2003-09-19", "integration"): "Agrees on a common economic space with Russia, Ukraine and Kazakhstan",
    ("2004-02-18", "energy_dispute"): "Gas off for about a day",
    ("2007-01-08", "energy_dispute"): "Oil transit stops for three days",
    ("2009-06-06", "trade_restriction"): "Dairy products banned for some days",
    ("2010-01-01", "integration"): "Customs Union begins, beside a month's dispute over oil",
    ("2010-06-21", "energy_dispute"): "Gas reduced in steps over debts",
    ("2011-11-18", "integration"): "Declares a Eurasian union with Russia and Kazakhstan",
    ("2015-01-01", "integration"): "Eurasian Economic Union begins",
    ("2020-01-01", "energy_dispute"): "Oil to the refineries largely halted, with more integration as the price",
    ("2020-08-09", "colour_revolution"): "Mass protest after the election; Moscow backs the president and lends money",
    ("2021-11-04", "integration"): "28 programmes of the Union State approved",
    ("2022-02-24", "war_intervention"): "Russia invades Ukraine, partly from Belarus",
}
KINDS = {"energy_dispute": "dispute over oil or gas", "trade_restriction": "dispute over trade", "integration": "step to integration",
         "colour_revolution": "crisis at home", "war_intervention": "war"}


def union_values() -> pd.DataFrame:
    """Population and income, a row for each country and year."""
    rows = source(WDI)[["iso3", "country", "year", "population", "gdp_usd", "gdp_pc_ppp_2021usd"]]
    return rows.assign(income_market=rows.gdp_usd, income_ppp=rows.gdp_pc_ppp_2021usd * rows.population)


def dwarfs() -> pd.DataFrame:
    """The largest member's share of its union, in the years for which every member has a figure."""
    values, parts = union_values().query("1992 <= year <= 2024"), []
    for union, (name, members) in DWARFS.items():
        for measure, words in MEASURES.items():
            wide = values[values.iso3.isin(members)].pivot(index="year", columns="iso3", values=measure).dropna()
            largest = wide.idxmax(axis=1)
            assert list(wide.columns) == sorted(members), union
            assert largest.nunique() == 1, union
            ranked = wide.apply(lambda row: row.sort_values(ascending=False).to_numpy(), axis=1, result_type="expand")
            parts.append(pd.DataFrame({
                "union": union, "union_name": name, "measure": measure, "measure_name": words, "year": wide.index,
                "largest": largest, "pct_largest": 100 * ranked[0] / wide.sum(axis=1), "pct_second": 100 * ranked[1] / wide.sum(axis=1),
                "members": len(members)}))
    return pd.concat(parts, ignore_index=True).round({"pct_largest": 1, "pct_second": 1})


def union_members() -> pd.DataFrame:
    """Members of four unions in 2024, one of them never founded: people and income."""
    values, parts = union_values().query("year == 2024").set_index("iso3"), []
    for union, (name, members) in UNIONS.items():
        those = values.loc[members]
        assert those[["population", "gdp_usd", "income_ppp"]].notna().all().all(), union
        table = pd.DataFrame({"union": union, "union_name": name, "iso3": members, "country": those.country.to_numpy(), "year": 2024,
                              "population_million": (those.population / 1e6).round(3).to_numpy(),
                              "gdp_usd_bn": (those.gdp_usd / 1e9).round(1).to_numpy(),
                              "gdp_ppp_bn": (those.income_ppp / 1e9).round(1).to_numpy(),
                              "pct_population": (100 * those.population / those.population.sum()).round(1).to_numpy(),
                              "pct_gdp": (100 * those.gdp_usd / those.gdp_usd.sum()).round(1).to_numpy()})
        parts.append(table.sort_values("population_million", ascending=False, kind="stable"))
    return pd.concat(parts)


@cache
def spans_of(side: str) -> tuple[tuple[str, str, int, int], ...]:
    """Country, club, first and last year of the memberships on one side; observers do not count."""
    rows = memberships().query("side == @side and stands != 'observer'")
    return tuple(zip(rows.iso3, rows.club, rows.from_year, rows.to_year.fillna(9999), strict=True))


def clubs_of(iso3: str, year: int, side: str = "led by Moscow") -> set[str]:
    """The clubs on one side to which a state belongs at the end of a year."""
    return {club for owner, club, first, last in spans_of(side) if owner == iso3 and first <= year < last}


def alike() -> pd.DataFrame:
    """How far a neighbour's regime is from Russia's, how it votes beside Russia, and how many clubs it shares with Moscow."""
    regime = source(DEMOCRACY).query("1992 <= year <= 2021")[["iso3", "year", "electoral_democracy"]]
    russia = regime[regime.iso3 == "RUS"].set_index("year").electoral_democracy
    votes = source(AGREEMENT).query("source == 'undl_scrape' and n_common_rus >= 20 and iso3 in @FIFTEEN and iso3 != 'RUS'")
    rows = votes[["iso3", "country", "year", "agree_rus", "n_common_rus"]].merge(regime, on=["iso3", "year"], validate="one_to_one")
    rows["distance"] = (rows.electoral_democracy - rows.year.map(russia)).abs().round(3)
    rows["pct_agree"] = (100 * rows.agree_rus).round(1)
    rows["group"] = rows.iso3.isin(BALTIC).map({True: "Baltic", False: "the other eleven"})
    ties = {"cis", "csto", "union_state"}
    held = [clubs_of(*key) for key in zip(rows.iso3, rows.year, strict=True)]
    rows["clubs"] = [len(one & ties) + bool(one - ties) for one in held]  # the economic clubs follow each other: together one
    rows = rows.rename(columns={"n_common_rus": "votes"}).astype({"votes": int})
    return in_order(rows[["iso3", "country", "group", "year", "electoral_democracy", "distance", "pct_agree", "votes", "clubs"]], FIFTEEN)


def alike_strength() -> pd.DataFrame:
    """Rank correlation, year by year, of distance from Russia's regime with agreement and with shared clubs."""
    table, rows = alike(), []
    for scope, those in (("fourteen", table), ("eleven", table[table.group != "Baltic"])):
        for outcome, column in (("agreement in the UN", "pct_agree"), ("clubs shared with Moscow", "clubs")):
            for year, one in those.groupby("year"):
                found = one.distance.rank().corr(one[column].rank())
                rows.append((scope, outcome, year, len(one), round(found, 2)))
    return pd.DataFrame(rows, columns=["scope", "outcome", "year", "states", "rank_correlation"])


def thirty_one() -> pd.DataFrame:
    """The 31 resolutions on Georgia, Crimea and the war on Ukraine, in order of date, with our short titles."""
    rows = source("foreign/unga_neighbourhood_votes_titles.csv")
    rows = rows[rows.topic.isin(TOPICS)].sort_values("date", kind="stable").copy()
    rows["title"] = [TITLES.get(resolution, TITLES.get(topic)) for resolution, topic in zip(rows.resolution, rows.topic, strict=True)]
    rows["topic_name"] = rows.topic.map(lambda topic: TOPICS[topic][1])
    rows["topic"] = rows.topic.map(lambda topic: TOPICS[topic][0])
    rows["year"] = rows.date.str[:4].astype(int)
    rows["when"] = rows.date.str[:7] + " " + rows.resolution
    return rows[["resolution", "date", "year", "topic", "topic_name", "title", "when"]]


def neighbour_votes() -> pd.DataFrame:
    """How eleven neighbours vote on the 31 resolutions; what nobody has read stands as unverified."""
    names = source(AGREEMENT).drop_duplicates("iso3").set_index("iso3").country
    found = source("foreign/unga_neighbourhood_votes.csv").set_index(["resolution", "iso3"])
    rows = []
    for one in thirty_one().itertuples(index=False):
        for iso3 in VOTERS:
            key = (one.resolution, iso3)
            how = found.row_identified_by.get(key, "compiler_recall")
            if key in READ:
                vote, certainty = READ[key], "press list"
                assert found.vote.get(key, vote) == vote, key  # what we read agrees with what the collector remembered
            elif how == "compiler_recall":
                vote, certainty = "unverified", "unverified"
            else:
                vote, certainty = found.vote[key], "press list" if how.startswith("press") else "voting record"
            rows.append((*one, iso3, names[iso3], vote, certainty))
    columns = [*thirty_one().columns, "iso3", "country", "vote", "certainty"]
    return pd.DataFrame(rows, columns=columns)


def neighbour_vote_counts() -> pd.DataFrame:
    """The same votes counted, for each neighbour and subject and for all three subjects."""
    votes = neighbour_votes()
    everything = pd.concat([votes, votes.assign(topic="all", topic_name="All 31")])
    counts = everything.groupby(["topic", "topic_name", "iso3", "country"]).vote.value_counts().unstack(fill_value=0).reset_index()
    place = {name: at for at, name in enumerate(["georgia", "crimea", "war", "all", *VOTERS])}
    counts = counts.sort_values(["topic", "iso3"], key=lambda c: c.map(place))
    counts = counts.rename(columns={"yes": "against_moscow", "no": "with_moscow", "abstain": "abstained"})
    counts["votes"] = counts[["with_moscow", "abstained", "absent", "against_moscow", "unverified"]].sum(axis=1)
    return counts[["topic", "topic_name", "iso3", "country", "with_moscow", "abstained", "absent", "against_moscow", "unverified", "votes"]]


def world_votes() -> pd.DataFrame:
    """How the whole Assembly voted on the 31 resolutions."""
    counts = source("foreign/unga_neighbourhood_votes.csv").groupby("resolution").vote.value_counts().unstack(fill_value=0)
    rows = thirty_one()
    for column, at in (("yes", 0), ("no", 1), ("abstain", 2)):
        rows[column] = [REPORTED[one][at] if one in REPORTED else counts.loc[one, column] for one in rows.resolution]
    rows["absent"] = [193 - sum(REPORTED[one]) if one in REPORTED else counts.loc[one, "absent"] for one in rows.resolution]
    rows["basis"] = rows.resolution.isin(REPORTED).map({True: "reported tally", False: "counted from the record"})
    return rows


def tie_of(iso3: str, year: int) -> str:
    """The ties of a state to Moscow at the end of a year, in words."""
    held = clubs_of(iso3, year)
    pact = "csto" in held
    if not held:
        return "none"
    union = bool(held - {"cis", "csto", "union_state"})
    words = {(False, False): "CIS only", (True, False): "CIS and defence pact", (False, True): "CIS and economic bloc",
             (True, True): "CIS, defence pact and economic bloc"}[pact, union]
    assert "cis" in held, (iso3, year)
    return words


def ties() -> pd.DataFrame:
    """Spans of each neighbour's ties to Moscow, 1991–2025, and of its steps to the West: never two at once in a row."""
    rows = []
    names = memberships().drop_duplicates("iso3").set_index("iso3").country
    west = {"pfp": "NATO partnership", "eap": "Eastern Partnership", "association": "EU agreement", "candidate": "EU candidate",
            "eu": "member of EU and NATO"}  # the last that holds stands for those before it
    for iso3 in NEIGHBOURS[1:]:
        held = {year: clubs_of(iso3, year, "Western") for year in range(1991, 2026)}
        steps = {year: next((west[club] for club in reversed(west) if club in held[year]), "none") for year in held}
        yearly = {"Moscow": {year: tie_of(iso3, year) for year in held}, "West": steps}
        for side, values in yearly.items():
            run = pd.Series(values)
            starts = [year for year in run.index if year == 1991 or run[year] != run[year - 1]]
            for start, end in zip(starts, [*starts[1:], None], strict=True):
                rows.append((side, iso3, names[iso3], run[start], start, end))
    table = pd.DataFrame(rows, columns=["side", "iso3", "country", "tie", "from_year", "to_year"]).astype({"to_year": "Int64"})
    return table[table.tie != "none"].sort_values("side", kind="stable")


def belarus() -> pd.DataFrame:
    """Belarus 1992–2024: trade, votes, regime: one row a figure."""
    cow = source("foreign/trade_shares_cow.csv").query("iso3 == 'BLR' and flow == 'total' and year >= 1994")
    parts = [pd.DataFrame({"measure": f"trade_{short}", "measure_name": f"Share of {name}", "panel": "trade", "year": cow.year,
                           "value": cow[column].round(1), "unit": "% of trade", "basis": "dyadic trade data"})
             for short, name, column in (("russia", "Russia", "rus_share_pct"), ("eu", "28 EU states", "eu28_share_pct"))]
    lists = source("foreign/trade_partners_factbook.csv").query("iso3 == 'BLR' and partner == 'Russia' and year <= 2021")
    parts += [pd.DataFrame({"measure": f"list_{flow}", "measure_name": f"Russia, {flow} (Factbook)", "panel": "trade", "year": one.year,
                            "value": one.share_pct, "unit": f"% of {flow}", "basis": "Factbook list"})
              for flow, one in lists.groupby("flow")]
    agree = source(AGREEMENT).query("source == 'undl_scrape'")
    wide = (100 * agree.pivot(index="year", columns="iso3", values="agree_rus"))[VOTERS]
    union = 100 * agree[agree.iso3 == "BLR"].set_index("year").agree_eu27_mean
    series = {"votes_russia": ("With Russia", wide.BLR), "votes_eu": ("With the EU", union),
              "votes_others": ("Ten other neighbours with Russia", wide.drop(columns="BLR").mean(axis=1))}
    parts += [pd.DataFrame({"measure": key, "measure_name": name, "panel": "votes", "year": values.index,
                            "value": values.round(1).to_numpy(), "unit": "% agreement", "basis": "votes"})
              for key, (name, values) in series.items()]
    regime = source(DEMOCRACY).query("iso3 in ['BLR', 'RUS'] and 1992 <= year <= 2024")
    for iso3, one in regime.groupby("iso3"):
        parts.append(pd.DataFrame({
            "measure": f"democracy_{iso3.lower()}", "measure_name": one.country.iloc[0], "panel": "democracy", "year": one.year,
            "value": one.electoral_democracy, "low": one.electoral_democracy_low, "high": one.electoral_democracy_high,
            "unit": "index, 0 to 1", "basis": "expert estimate"}))
    rows = pd.concat(parts)
    return rows[["measure", "measure_name", "panel", "year", "value", "low", "high", "unit", "basis"]]


def belarus_events() -> pd.DataFrame:
    """Disputes and steps to integration between Moscow and Minsk, as far as the collected list holds them."""
    events, rows = source("foreign/events.csv").set_index(["date", "type"]), []
    for (date, kind), what in BELARUS.items():
        event = events.loc[(date, kind)]
        assert "BLR" in event.actors.split(";"), date
        day = {"day": date, "month": date[:7], "year": date[:4]}[event.date_precision]
        known = {"source_read": "read in the source", "compiler_knowledge": "general knowledge"}[event.verification]
        rows.append((day, int(date[:4]), int(date[:4]), KINDS[kind], what, known))
    return pd.DataFrame(rows, columns=["date", "year", "to_year", "kind", "what", "certainty"])


# Table -> its number of rows. Add a new table here.
TABLES = {dwarfs: 489, union_members: 47, alike: 409, alike_strength: 120, neighbour_votes: 341, neighbour_vote_counts: 44,
          world_votes: 31, ties: 61, belarus: 206, belarus_events: 14}

# (table, key, column) -> a value known from elsewhere (SOURCES.md, the publications).
KNOWN = {
    ("union-members", ("eaeu", "RUS"), "population_million"): 143.534, ("world-votes", ("68/262",), "no"): 11,
    ("neighbour-votes", ("68/262", "BLR"), "vote"): "no", ("neighbour-votes", ("ES-11/3", "KAZ"), "vote"): "no",
    ("world-votes", ("68/262",), "yes"): 100, ("world-votes", ("62/249",), "yes"): 14, ("world-votes", ("ES-11/1",), "yes"): 141,
    ("belarus", ("trade_russia", 2001), "value"): 65.3,
}
