"""Tables of notebook 06: votes in the United Nations, clubs, elections beside recognition, powers, sovereignty."""

import pandas as pd

from .sources import in_order, source

SOVIET_NAME = "USSR"
EU = ["AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN", "IRL", "ITA", "LTU",
      "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"]
VOTERS = ["SUN", "RUS", "TUR", "UKR", "DEU", "CHN", "IND", "BRA"]
PLACED = ["SUN", "RUS", "USA", "DEU", "TUR", "UKR", "BLR", "CHN", "IND"]
LEADERS = {"Gorbachev": (1985, 1991), "Yeltsin": (1992, 1999), "Putin": (2000, 2007), "Medvedev": (2008, 2011), "Putin again": (2012, 2024)}
ISSUES = {"nu": "Nuclear weapons", "di": "Arms control", "me": "Palestine and Israel", "ec": "Development", "co": "Colonies and self-rule",
          "hr": "Human rights"}
PERIODS = {"1992–1995": (1992, 1995), "1996–1999": (1996, 1999), "2000–2007": (2000, 2007), "2008–2013": (2008, 2013),
           "2014–2019": (2014, 2019)}
# Club in memberships.csv -> our id, its name, whose club it is.
CLUBS = {
    "CIS": ("cis", "Commonwealth of Independent States", "led by Moscow"),
    "CST/CSTO": ("csto", "Collective Security Treaty", "led by Moscow"),
    "EurAsEC": ("eurasec", "Eurasian Economic Community", "led by Moscow"),
    "Customs Union (BKR)": ("customs", "Customs Union", "led by Moscow"),
    "EAEU": ("eaeu", "Eurasian Economic Union", "led by Moscow"),
    "Union State": ("union_state", "Union State", "led by Moscow"),
    "SCO": ("sco", "Shanghai Cooperation Organisation", "with China"),
    "GUAM": ("guam", "GUAM", "without Moscow"),
    "WTO": ("wto", "World Trade Organization", "worldwide"),
    "Council of Europe": ("council", "Council of Europe", "Western"),
    "G8": ("g8", "G8", "Western"),
    "NATO Partnership for Peace": ("pfp", "NATO's Partnership for Peace", "Western"),
    "NATO": ("nato", "NATO", "Western"),
    "Eastern Partnership": ("eap", "EU's Eastern Partnership", "Western"),
    "EU Association Agreement": ("association", "EU agreement", "Western"),
    "EU candidate": ("candidate", "EU candidate", "Western"),
    "EU": ("eu", "European Union", "Western"),
}
# status_latest in memberships.csv -> our words.
STANDS = {"absorbed into EAEU": "merged", "frozen (announced)": "frozen", "associate (since 2005-08-26)": "associate since 2005",
          "left (first time)": "left", "suspended (second time)": "suspended", "suspended by the other seven": "suspended",
          "ceased to be a member": "ended", "practical cooperation suspended by NATO": "suspended", "participation ended": "left",
          "participation suspended by Minsk": "suspended", "became member": "became member", "in force since 2016-07-01": "in force",
          "in force since 2017-09-01": "in force", "CEPA (without free trade) in force since 2021-03-01": "in force, without free trade"}
NEIGHBOURS = ["RUS", "BLR", "UKR", "MDA", "GEO", "ARM", "AZE", "KAZ", "KGZ", "TJK", "TKM", "UZB", "EST", "LVA", "LTU"]
POWERS = {"USA": "United States", "EUU": "EU-27", "CHN": "China", "IND": "India", "JPN": "Japan", "RUS": "Russia"}
PARTS = {"market": ("Less state ownership", "state_ownership_economy"), "law": ("Equality before the law", "equality_before_law"),
         "oversight": ("Parliament checks the leader", "legislative_constraints"), "pluralism": ("Freedom to organise", "cso_entry_exit")}
COMPARED = {"RUS": "Russia", "KAZ": "Kazakhstan", "TUR": "Turkey", "CHN": "China", "POL": "Poland"}


def un_agreement() -> pd.DataFrame:
    """Agreement in the General Assembly with the EU, the USA, China and Germany: the USSR 1985–91 and eight states from 1992."""
    rows = source("foreign/unga_agreement.csv")
    late = rows[(rows.source == "unvotes") & (rows.iso3 == "RUS") & rows.year.between(1985, 1991)]
    late = late.assign(iso3="SUN", country=SOVIET_NAME, agree_eu27_mean=None)  # among today's 27 sat Soviet allies
    rows = pd.concat([late, rows[(rows.source == "undl_scrape") & rows.iso3.isin(VOTERS)]])
    pairs = {"agree_eu27_mean": "pct_eu", "agree_usa": "pct_usa", "agree_chn": "pct_china", "agree_deu": "pct_germany"}
    for old, new in pairs.items():
        rows[new] = (100 * rows[old].astype(float)).round(1)
    rows["collection"] = rows.source.map({"unvotes": "all roll calls", "undl_scrape": "adopted resolutions"})
    rows = rows.rename(columns={"n_votes_cast": "votes"})
    return in_order(rows[["iso3", "country", "year", *pairs.values(), "votes", "collection"]], VOTERS)


def un_position() -> pd.DataFrame:
    """Place in the votes of the General Assembly with its band: the USSR 1985–91, Russia and seven others from 1992."""
    rows = source("foreign/unga_ideal_points.csv").query("iso3 in @PLACED and 1985 <= year <= 2024")
    rows.loc[(rows.iso3 == "RUS") & (rows.year <= 1991), ["iso3", "country"]] = ["SUN", SOVIET_NAME]
    rows = rows[(rows.iso3 == "SUN") | (rows.year >= 1992)]
    rows = rows[rows.n_votes_fp >= 30].copy()  # Turkey 2024: 7 votes under its old name
    ours = rows.iso3.isin(["SUN", "RUS"])
    leader = {year: name for name, (first, last) in LEADERS.items() for year in range(first, last + 1)}
    rows["leader"] = rows.year.map(leader).where(ours, None)
    rows = rows.rename(columns={"ideal_point_fp": "position", "ideal_point_fp_q5": "low", "ideal_point_fp_q95": "high",
                                "ideal_point_all": "position_all_votes", "n_votes_fp": "votes"})
    rows = rows.round({"position": 3, "low": 3, "high": 3, "position_all_votes": 3}).astype({"votes": int})
    return in_order(rows[["iso3", "country", "year", "leader", "position", "low", "high", "position_all_votes", "votes"]], PLACED)


def un_issues() -> pd.DataFrame:
    """Agreement with Germany and the USA by subject and period, every vote with the same weight."""
    states = {"RUS": "Russia", "TUR": "Turkey", "UKR": "Ukraine", "BLR": "Belarus", "CHN": "China"}
    partners = {"DEU": "Germany", "USA": "United States"}
    rows = source("foreign/unga_agreement_by_issue.csv").query("iso3 in @states and partner in @partners and n_common > 0")
    period = {year: name for name, (first, last) in PERIODS.items() for year in range(first, last + 1)}
    rows = rows.assign(period=rows.year.map(period), issue=rows.issue_code, agree=rows.agree * rows.n_common,
                       same=rows.agree_strict * rows.n_common).dropna(subset=["period"])
    sums = rows.groupby(["iso3", "partner", "issue", "period"], as_index=False)[["agree", "same", "n_common"]].sum()
    sums["pct_agree"] = (100 * sums.agree / sums.n_common).round(1)
    sums["pct_same"] = (100 * sums.same / sums.n_common).round(1)
    sums = sums.assign(country=sums.iso3.map(states), partner_name=sums.partner.map(partners), issue_name=sums.issue.map(ISSUES),
                       from_year=sums.period.map({name: first for name, (first, _) in PERIODS.items()}))
    sums = sums.rename(columns={"n_common": "votes"}).astype({"votes": int})
    sums = sums.sort_values(["iso3", "partner", "issue", "from_year"], key=lambda c: c.map(
        {name: at for at, name in enumerate([*states, *partners, *ISSUES])}) if c.name != "from_year" else c)
    return sums[["iso3", "country", "partner", "partner_name", "issue", "issue_name", "period", "from_year", "pct_agree", "pct_same",
                 "votes"]]


def years_known(verification: str, start: float, checked: float) -> str:
    """How well the years of a membership are known."""
    if verification == "source_read" or verification.startswith(("year: ", "years: ")) or checked == start:
        return "checked"
    return "partly checked" if "source_read" in verification else "general knowledge"


def memberships() -> pd.DataFrame:
    """Who belonged to which club from when to when; years only, since many days are not checked."""
    rows = source("foreign/memberships.csv").dropna(subset=["joined"])  # three applicants to the WTO have not joined
    for column, name in (("joined", "from_year"), ("left_or_suspended", "to_year")):
        rows[name] = rows[column].str[:4].astype("Int64")
    rows["club"], rows["club_name"], rows["side"] = zip(*rows.organisation.map(CLUBS), strict=True)
    rows["stands"] = rows.status_latest.map(lambda status: STANDS.get(status, status))
    rows["certainty"] = [years_known(*row) for row in zip(rows.verification, rows.from_year, rows.cow_igo_first_full_year, strict=True)]
    rows["line"] = rows.country + ": " + rows.club_name
    order = {club: at for at, (club, *_) in enumerate(CLUBS.values())} | {iso3: at for at, iso3 in enumerate(NEIGHBOURS)}
    rows = rows.sort_values(["club", "iso3", "from_year"], key=lambda c: c.map(order) if c.name != "from_year" else c)
    return rows[["club", "club_name", "side", "iso3", "country", "line", "from_year", "to_year", "stands", "certainty"]]


def recognition() -> pd.DataFrame:
    """How clean elections are beside signs of closeness to the West: clubs and votes; Russia and three others."""
    names = {"RUS": "Russia", "BLR": "Belarus", "KAZ": "Kazakhstan", "TUR": "Turkey"}
    regime = source("regimes/vdem_democracy.csv").query("iso3 in @names and 1992 <= year <= 2024")
    votes = source("foreign/unga_agreement.csv").query("source == 'undl_scrape' and iso3 in @names")
    clubs = memberships().query("iso3 == 'RUS' and side == 'Western'")
    counted = [int(((clubs.from_year <= year) & (clubs.to_year.fillna(9999) > year)).sum()) for year in range(1992, 2025)]
    rows = pd.concat([
        regime.assign(measure="clean", panel="elections", measure_name="Clean elections", value=regime.clean_elections),
        regime.assign(measure="electoral", panel="elections", measure_name="Electoral democracy", value=regime.electoral_democracy,
                      low=regime.electoral_democracy_low, high=regime.electoral_democracy_high),
        pd.DataFrame({"measure": "clubs", "panel": "clubs", "measure_name": "Western clubs of which Russia is a member", "iso3": "RUS",
                      "year": range(1992, 2025), "value": counted}),
        votes.assign(measure="votes_eu", panel="votes", measure_name="Agreement with the EU in the UN, %",
                     value=(100 * votes.agree_eu27_mean).round(1)),
    ])
    rows["country"] = rows.iso3.map(names)
    rows = rows[["measure", "measure_name", "panel", "iso3", "country", "year", "value", "low", "high"]].dropna(subset=["value"])
    place = {name: at for at, name in enumerate(["clean", "electoral", "clubs", "votes_eu", *names])}
    return rows.sort_values(["measure", "iso3", "year"], key=lambda c: c.map(place) if c.name != "year" else c)


def powers() -> pd.DataFrame:
    """Shares of the world's capability and income: five states and the 27 EU members added up."""
    nmc = source("economy/cow_nmc_v7.csv").query("1992 <= year <= 2022")[["iso3", "year", "cinc"]].dropna()
    union = nmc[nmc.iso3.isin(EU)].groupby("year").cinc.agg(["sum", "size"])
    assert set(union.index[union["size"] < 27]) == {1992}  # no Czech Republic and no Slovakia yet
    union = union[union["size"] == 27]["sum"].rename("cinc").reset_index().assign(iso3="EUU")
    capability = pd.concat([nmc, union]).assign(measure="capability", pct_world=lambda t: 100 * t.cinc)
    wdi = source("economy/wdi_panel.csv").query("1992 <= year <= 2024").copy()
    wdi["gdp_ppp"] = wdi.gdp_pc_ppp_2021usd * wdi.population
    parts = [capability]
    for measure, column in (("income_ppp", "gdp_ppp"), ("income_market", "gdp_usd")):
        world = wdi[wdi.iso3 == "WLD"].set_index("year")[column]
        parts.append(wdi[["iso3", "year"]].assign(measure=measure, pct_world=100 * wdi[column] / wdi.year.map(world)))
    rows = pd.concat(parts).query("iso3 in @POWERS").dropna(subset=["pct_world"])
    words = {"capability": "Capability (CINC)", "income_ppp": "Income, purchasing power", "income_market": "Income, market prices"}
    rows = rows.assign(measure_name=rows.measure.map(words), country=rows.iso3.map(POWERS), pct_world=rows.pct_world.round(2))
    place = {name: at for at, name in enumerate([*words, *POWERS])}
    rows = rows.sort_values(["measure", "iso3", "year"], key=lambda c: c.map(place) if c.name != "year" else c)
    return rows[["measure", "measure_name", "iso3", "country", "year", "pct_world"]]


def sovereignty() -> pd.DataFrame:
    """Four indicators for the four parts of sovereignty as the essay reads it: Russia and four others since 1990."""
    rows = source("regimes/vdem_institutions.csv").merge(source("regimes/vdem_democracy.csv")[["iso3", "year", "equality_before_law"]],
                                                        on=["iso3", "year"], how="left", validate="one_to_one").query("iso3 in @COMPARED")
    parts = [rows[["iso3", "year"]].assign(part=part, part_name=name, value=rows[column]) for part, (name, column) in PARTS.items()]
    rows = pd.concat(parts).dropna(subset=["value"]).assign(country=lambda t: t.iso3.map(COMPARED))
    place = {name: at for at, name in enumerate([*PARTS, *COMPARED])}
    rows = rows.sort_values(["part", "iso3", "year"], key=lambda c: c.map(place) if c.name != "year" else c)
    return rows[["part", "part_name", "iso3", "country", "year", "value"]]


# Table -> its number of rows. Add a new table here.
TABLES = {un_agreement: 217, un_position: 270, un_issues: 300, memberships: 106, recognition: 417, powers: 581, sovereignty: 700}

# (table, key, column) -> a value known from elsewhere (SOURCES.md, the publications).
KNOWN = {
    ("un-agreement", ("RUS", 2011), "pct_usa"): 34.6, ("un-agreement", ("RUS", 2021), "pct_eu"): 61.0,
    ("un-position", ("RUS", 2011), "position"): -0.069, ("un-position", ("RUS", 2021), "position"): -0.026,
    ("un-position", ("RUS", 2021), "position_all_votes"): -0.776, ("memberships", ("eaeu", "KGZ", 2015), "certainty"): "partly checked",
    ("recognition", ("clubs", "RUS", 2000), "value"): 3, ("powers", ("income_market", "RUS", 1999), "pct_world"): 0.6,
}
