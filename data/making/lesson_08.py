"""Tables of notebook 08: neighbours' trade, opinion of Russia, pressure and what came after it, Armenia."""

import pandas as pd

from .sources import in_order, source

REGIONS = {"Eastern Europe": ["UKR", "BLR", "MDA"], "Caucasus": ["GEO", "ARM", "AZE"],
           "Central Asia": ["KAZ", "KGZ", "TJK", "TKM", "UZB"], "Baltic": ["EST", "LVA", "LTU"]}
REGION = {iso3: region for region, members in REGIONS.items() for iso3 in members}
ELEVEN = [iso3 for iso3, region in REGION.items() if region != "Baltic"]
EU28, EU27 = "28 members of 2013–2020, in every year", "27 members since 2020, in every year"
LISTED = "EU as the agency lists it that year"
# Who reports, how imports are called in its table, and its row for the EU.
AGENCIES = {"ARM": ("imports_by_origin", "EU27 (2020)", EU27), "KAZ": ("imports", "EU (as published)", LISTED),
            "KGZ": ("imports", "EU (as published)", LISTED), "UZB": ("imports", "EU27 (2020)", EU27)}
UNION_GAP = "customs-union gap in reporting: no shares given"
CAUTIONS = {("KAZ", 2010): UNION_GAP, ("KAZ", 2011): UNION_GAP, ("MDA", 2014): "China's share drops suddenly in the source"}
WEST = ["DEU", "ESP", "FRA", "GBR", "ISR", "JPN", "POL", "USA"]
PART = {**dict.fromkeys([*REGION, "FSU_MEDIAN"], "ex-Soviet"), "RUS": "Russia itself", **dict.fromkeys(WEST, "Western and allied")}
QUESTIONS = {"pew": "favourable opinion of Russia", "gallup": "approval of the leadership of Russia",
             "kiis": "good attitude to Russia"}
# A quoted poll: pollster, who is asked, name, year.
QUOTED = [("gallup", "FSU_MEDIAN", "Former Soviet states (median)", 2010), ("gallup", "ARM", "Armenia", 2010),
          ("gallup", "ARM", "Armenia", 2021), ("gallup", "ARM", "Armenia", 2022), ("gallup", "GEO", "Georgia", 2010),
          ("gallup", "KAZ", "Kazakhstan", 2021), ("gallup", "KAZ", "Kazakhstan", 2022), ("gallup", "KGZ", "Kyrgyzstan", 2010),
          ("gallup", "TJK", "Tajikistan", 2010), ("gallup", "AZE", "Azerbaijan", 2022), ("gallup", "WORLD_MEDIAN", "World (median)", 2010),
          ("gallup", "WORLD_MEDIAN", "World (median)", 2021), ("gallup", "WORLD_MEDIAN", "World (median)", 2022),
          *[("kiis", "UKR", "Ukraine", year) for year in (2015, 2018, 2019, 2021, 2022)]]
# Date in events.csv, its type there, who is pressed -> means, what happens in our words.
PRESSURE = {
    ("1992-06-19", "war_intervention", "MDA"): ("force", "Fighting at Bendery, units of 14th Army take part"),
    ("2000-12-05", "assertion", "GEO"): ("borders", "Visas for Georgians"),
    ("2003-10-23", "assertion", "UKR"): ("borders", "A dam towards Tuzla island, halted after talks"),
    ("2004-02-18", "energy_dispute", "BLR"): ("gas or oil", "Gas off for about a day"),
    ("2006-01-01", "energy_dispute", "UKR"): ("gas or oil", "Gas cut, back within days at a higher price"),
    ("2006-03-27", "trade_restriction", "MDA"): ("trade", "Wine banned on stated sanitary grounds"),
    ("2006-03-27", "trade_restriction", "GEO"): ("trade", "Wine banned on stated sanitary grounds"),
    ("2006-07-29", "energy_dispute", "LTU"): ("gas or oil", "Oil to Mažeikiai stops, technical reasons given"),
    ("2006-10-03", "assertion", "GEO"): ("borders", "Transport and post suspended"),
    ("2007-01-08", "energy_dispute", "BLR"): ("gas or oil", "Oil transit stops for three days"),
    ("2007-04-27", "assertion", "EST"): ("other", "War memorial; cyber-attacks of disputed origin"),
    ("2008-03-03", "energy_dispute", "UKR"): ("gas or oil", "Gas reduced in a dispute over debts"),
    ("2008-08-08", "war_intervention", "GEO"): ("force", "War; Abkhazia, South Ossetia recognised as states"),
    ("2009-01-07", "energy_dispute", "UKR"): ("gas or oil", "Gas through Ukraine stops for about two weeks"),
    ("2009-06-06", "trade_restriction", "BLR"): ("trade", "Dairy products banned for some days"),
    ("2010-06-21", "energy_dispute", "BLR"): ("gas or oil", "Gas reduced in steps over debts"),
    ("2013-07-29", "trade_restriction", "UKR"): ("trade", "Sweets banned, customs checks on all goods"),
    ("2013-09-11", "trade_restriction", "MDA"): ("trade", "Wine and spirits banned"),
    ("2013-10-07", "trade_restriction", "LTU"): ("trade", "Dairy products suspended"),
    ("2014-03-18", "war_intervention", "UKR"): ("force", "Crimea taken"),
    ("2014-04-14", "war_intervention", "UKR"): ("force", "War in Donbas begins; Moscow denies a direct part"),
    ("2014-06-16", "energy_dispute", "UKR"): ("gas or oil", "Gas stops until December"),
    ("2016-01-01", "trade_restriction", "UKR"): ("trade", "Free trade suspended"),
    ("2018-11-25", "assertion", "UKR"): ("force", "Three vessels fired on and seized near Kerch"),
    ("2020-01-01", "energy_dispute", "BLR"): ("gas or oil", "Oil to the refineries largely halted"),
    ("2022-02-24", "war_intervention", "UKR"): ("force", "Full-scale invasion"),
    ("2022-09-30", "war_intervention", "UKR"): ("force", "Annexation of four regions proclaimed"),
}
KNOWN_HOW = {"source_read": "read in the source", "compiler_knowledge": "general knowledge"}


def cow_trade() -> pd.DataFrame:
    """Shares by the dyadic trade data, 1994–2014; the two Kazakh years with a gap in reporting stay blank."""
    rows = source("foreign/trade_shares_cow.csv").query("flow == 'total' and iso3 in @REGION and year >= 1994")
    rows = rows.rename(columns={"rus_share_pct": "pct_russia", "eu28_share_pct": "pct_eu", "chn_share_pct": "pct_china"})
    rows = rows.assign(source="cow", eu_means=EU28)
    rows["caution"] = [CAUTIONS.get(key) for key in zip(rows.iso3, rows.year, strict=True)]
    rows.loc[(rows.iso3 == "KGZ") & (rows.year >= 2008), "caution"] = "China's share far above Kyrgyz statistics, so all others too low"
    rows.loc[rows.caution == UNION_GAP, ["pct_russia", "pct_eu", "pct_china"]] = None
    return rows


def national_trade() -> pd.DataFrame:
    """Shares by the statistics of the four neighbours whose tables we have: exports and imports together."""
    rows, parts = source("foreign/trade_national_statistics.csv"), []
    for iso3, (imports, union, means) in AGENCIES.items():
        those = rows[(rows.iso3 == iso3) & rows.flow.isin(["exports", imports])]
        world = "sum of listed partners" if iso3 == "UZB" else "WLD"
        sums = those.pivot_table(index=["country", "year"], columns="partner", values="value_musd", aggfunc=lambda v: v.sum(min_count=2))
        share = 100 * sums[["RUS", union, "CHN"]].div(sums[world], axis=0)
        share.columns = ["pct_russia", "pct_eu", "pct_china"]
        parts.append(share.reset_index().assign(iso3=iso3, source="national", eu_means=means, caution=None))
    return pd.concat(parts)


def neighbour_trade() -> pd.DataFrame:
    """Russia's, the EU's and China's share of each neighbour's trade, in two sources that are never joined."""
    columns = ["iso3", "country", "region", "source", "year", "pct_russia", "pct_eu", "pct_china", "eu_means", "caution"]
    rows = pd.concat([part.assign(region=part.iso3.map(REGION)) for part in (cow_trade(), national_trade())])
    rows = rows[columns].round({"pct_russia": 1, "pct_eu": 1, "pct_china": 1}).sort_values(["source", "year"])
    return rows.sort_values("iso3", key=lambda c: c.map({name: at for at, name in enumerate(REGION)}), kind="stable")


def trade_lists() -> pd.DataFrame:
    """Russia in the Factbook's lists of main partners: 2014 and later; no row where Russia is not on the list."""
    rows = source("foreign/trade_partners_factbook.csv").query("partner == 'Russia' and iso3 in @REGION")
    rows = rows.assign(region=rows.iso3.map(REGION)).rename(columns={"share_pct": "pct_russia"})
    rows = rows[["iso3", "country", "region", "flow", "year", "pct_russia"]].sort_values(["flow", "year"])
    return rows.sort_values("iso3", key=lambda c: c.map({name: at for at, name in enumerate(REGION)}), kind="stable")


def attraction() -> pd.DataFrame:
    """Good opinion of Russia: every public that Pew asked in 2011, in all years, and quoted polls beside it."""
    pew = source("foreign/pew_favourability.csv").query("target == 'RUS'")
    publics = pew[pew.year == 2011].iso3
    pew = pew[pew.iso3.isin(publics)].rename(columns={"favourable_pct": "pct_favourable", "unfavourable_pct": "pct_unfavourable"})
    pew = pew.assign(pollster="pew", basis="computed from interviews", source="micro-data")
    half = 196 * (pew.pct_favourable / 100 * (1 - pew.pct_favourable / 100) / pew.n_respondents) ** 0.5
    pew["low"], pew["high"] = (pew.pct_favourable - half).clip(lower=0), pew.pct_favourable + half
    press = source("foreign/polls_reported_in_press.csv")
    press["pollster"] = press.pollster.map({"Gallup World Poll": "gallup", "KIIS": "kiis"})
    press = press.set_index(["pollster", "iso3", "year"])
    quoted = pd.DataFrame([(*key[:2], name, key[2], *press.loc[key, ["favourable_or_approve_pct", "unfavourable_or_disapprove_pct"]],
                            press.loc[key, "source_url"]) for key, name in [((p, i, y), n) for p, i, n, y in QUOTED]],
                          columns=["pollster", "iso3", "country", "year", "pct_favourable", "pct_unfavourable", "source"])
    rows = pd.concat([pew, quoted.assign(basis="quoted from a page")])
    rows["part"] = rows.iso3.map(PART).fillna("elsewhere")
    rows["question"] = rows.pollster.map(QUESTIONS)
    rows["n_respondents"] = rows.n_respondents.astype("Int64")
    columns = ["pollster", "iso3", "country", "part", "year", "pct_favourable", "pct_unfavourable", "low", "high", "n_respondents",
               "basis", "question", "source"]
    parts, polls = {"ex-Soviet": 0, "Russia itself": 1, "Western and allied": 2, "elsewhere": 3}, {"pew": 0, "kiis": 1, "gallup": 2}
    rows = rows[columns].round(1).sort_values(["country", "year"])
    return rows.sort_values(["pollster", "part"], key=lambda c: c.map(parts | polls), kind="stable")


def pressure() -> pd.DataFrame:
    """Acts of pressure on a neighbour that the collected list of events holds, one row for each neighbour pressed."""
    events = source("foreign/events.csv").set_index(["date", "type"])
    names = source("foreign/trade_shares_cow.csv").drop_duplicates("iso3").set_index("iso3").country
    rows = []
    for (date, kind, iso3), (means, what) in PRESSURE.items():
        event = events.loc[(date, kind)]
        assert iso3 in event.actors.split(";"), (date, iso3)
        day = {"day": date, "month": date[:7], "year": date[:4]}[event.date_precision]
        rows.append((iso3, names[iso3], day, int(date[:4]), means, what, KNOWN_HOW[event.verification], event.source))
    columns = ["iso3", "country", "date", "year", "means", "what", "certainty", "source"]
    table = pd.DataFrame(rows, columns=columns).replace({"source": {"compiler": "compiler of the course's events"}})
    return in_order(table, REGION, year="date")


def votes_beside() -> pd.DataFrame:
    """Each neighbour's agreement with Russia in the General Assembly beside the mean of the other ten."""
    rows = source("foreign/unga_agreement.csv").query("source == 'undl_scrape' and iso3 in @ELEVEN and n_common_rus >= 20")
    agree = 100 * rows.pivot(index="year", columns="iso3", values="agree_rus")
    others = pd.DataFrame({iso3: agree.drop(columns=iso3).mean(axis=1) for iso3 in ELEVEN})
    table = rows.dropna(subset=["agree_rus"])[["iso3", "country", "year", "n_common_rus"]].copy()
    cells = list(zip(table.year, table.iso3, strict=True))
    table["pct_agree"] = [agree.loc[cell] for cell in cells]
    table["pct_others"] = [others.loc[cell] for cell in cells]
    table["gap"] = table.pct_agree - table.pct_others
    events = pressure().groupby(["year", "iso3"]).size()
    table["acts_of_pressure"] = [int(events.get(cell, 0)) for cell in cells]
    table = table.rename(columns={"n_common_rus": "votes"}).round({"pct_agree": 1, "pct_others": 1, "gap": 1})
    return in_order(table[["iso3", "country", "year", "pct_agree", "pct_others", "gap", "votes", "acts_of_pressure"]], ELEVEN)


def after_pressure() -> pd.DataFrame:
    """Change from the two years before to the two years after, in years with pressure and in quiet ones."""
    trade = cow_trade().query("not (iso3 == 'KGZ' and year >= 2008)").pivot(index="year", columns="iso3", values="pct_russia")
    votes = votes_beside().pivot(index="year", columns="iso3", values="gap")
    acts, rows = pressure().groupby("iso3").year.apply(set).to_dict(), []
    names = votes_beside().drop_duplicates("iso3").set_index("iso3").country
    for outcome, values in (("trade", trade), ("votes", votes)):
        values = values.reindex(range(1992, 2024))
        change = (values.shift(-1) + values.shift(-2)) / 2 - (values.shift(1) + values.shift(2)) / 2
        for iso3 in ELEVEN:
            found, mine = change[iso3].dropna(), acts.get(iso3, set())
            kinds = {"pressure": [y for y in found.index if y in mine],
                     "quiet": [y for y in found.index if not any(abs(y - act) <= 2 for act in mine)]}
            rows += [(outcome, iso3, names[iso3], kind, len(years), found[years].mean(), found[years].min(), found[years].max())
                     for kind, years in kinds.items() if years]
    columns = ["outcome", "iso3", "country", "kind", "years", "mean_change", "lowest", "highest"]
    return pd.DataFrame(rows, columns=columns).round({"mean_change": 1, "lowest": 1, "highest": 1})


def armenia() -> pd.DataFrame:
    """Armenia 2007–2024: trade with Russia and others, money sent home, democracy, votes: one row a figure."""
    partners, parts = {"RUS": ("russia", "Russia"), "EU27 (2020)": ("eu", "the EU"), "ARE": ("emirates", "the Emirates")}, []

    def add(measure: str, name: str, panel: str, unit: str, basis: str, rows: pd.DataFrame) -> None:
        parts.append(rows.assign(measure=measure, measure_name=name, panel=panel, unit=unit, basis=basis))

    goods = source("foreign/trade_national_statistics.csv").query("iso3 == 'ARM'")
    goods = goods.rename(columns={"share_of_total_pct": "value", "value_musd": "million_usd"})
    for flow, short, words in (("exports", "exports", "Exports to"), ("imports_by_origin", "imports", "Imports from")):
        for partner, (code, name) in partners.items():
            those = goods[(goods.flow == flow) & (goods.partner == partner)]
            add(f"{short}_{code}", f"{words} {name}", short, "%", "customs", those)
    money = source("foreign/remittances_armenia.csv").query("sending_country == 'Russian Federation'")
    money = money.rename(columns={"inflow_share_pct": "value", "inflow_musd": "million_usd"})
    add("transfers_russia", "Money sent home from Russia", "transfers", "%", "banks", money)
    votes = votes_beside().query("iso3 == 'ARM' and year >= 2007").rename(columns={"pct_agree": "value"})
    add("votes", "Agreement with Russia in the UN", "votes", "%", "votes", votes)
    parts = [part.round({"value": 1}) for part in parts]
    names = {"electoral_democracy": "value", "electoral_democracy_low": "low", "electoral_democracy_high": "high"}
    regime = source("regimes/vdem_democracy.csv").query("iso3 == 'ARM' and 2007 <= year <= 2024").rename(columns=names)
    add("democracy", "Electoral democracy", "democracy", "index, 0 to 1", "expert estimate", regime)
    columns = ["measure", "measure_name", "panel", "year", "value", "low", "high", "million_usd", "unit", "basis"]
    return pd.concat(parts)[columns].round({"million_usd": 1})


# Table -> its number of rows. Add a new table here.
TABLES = {neighbour_trade: 362, trade_lists: 149, attraction: 256, pressure: 27, votes_beside: 319, after_pressure: 30, armenia: 153}

# (table, key, column) -> a value known from elsewhere (SOURCES.md, the polls' own publications).
KNOWN = {
    ("neighbour-trade", ("UKR", "cow", 1994), "pct_russia"): 51.2, ("neighbour-trade", ("BLR", "cow", 2001), "pct_russia"): 65.3,
    ("trade-lists", ("UKR", "exports", 2021), "pct_russia"): 5.0, ("attraction", ("pew", "UKR", 2011), "pct_favourable"): 83.8,
    ("attraction", ("pew", "POL", 2023), "pct_favourable"): 1.2, ("attraction", ("gallup", "ARM", 2022), "pct_favourable"): 32.0,
    ("armenia", ("exports_russia", 2021), "value"): 27.9, ("armenia", ("imports_russia", 2024), "value"): 54.1,
}
