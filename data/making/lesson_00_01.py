"""Tables of notebooks 00 and 01: income, armies, weight, borders, disputes, population."""

import pandas as pd

from .sources import in_order, source

LARGEST_NINE = ["RUS", "CAN", "CHN", "USA", "BRA", "AUS", "IND", "ARG", "KAZ"]
# Russia's partners in disputes: former Soviet republics, other members of NATO or the EU in 2014, the rest.
PARTNERS = {"soviet": ["AZE", "EST", "GEO", "KAZ", "LTU", "LVA", "MDA", "UKR"],
            "nato_eu": ["DEU", "FIN", "FRA", "GBR", "NOR", "POL", "SWE", "TUR", "USA"],
            "asia": ["CHN", "IRN", "JPN", "KOR"]}


def income() -> pd.DataFrame:
    """Income per person against Western Europe, on Soviet territory throughout (RUS is never spliced in)."""
    names = {"SUN": "USSR territory", "WEU12": "Western Europe, 12 countries", "EEU7": "Eastern Europe, 7 countries",
             "JPN": "Japan"}
    rows = source("economy/maddison_2010.csv").query("iso3 in @names and 1500 <= year <= 2008")
    rows = rows.dropna(subset=["gdppc_1990gk"])[["iso3", "year", "gdppc_1990gk"]]
    west = rows[rows.iso3 == "WEU12"].set_index("year").gdppc_1990gk
    rows = rows[rows.year.isin(west.index)].copy()
    rows["pct_weu12"] = (100 * rows.gdppc_1990gk / rows.year.map(west)).round(1)
    assumed = rows.iso3.isin(["SUN", "EEU7"]) & (rows.year <= 1820)
    for name in ("SUN", "EEU7"):  # what "assumed" rests on: the same 0.1 % a year in each of the three steps
        early = rows[assumed & (rows.iso3 == name)].set_index("year").gdppc_1990gk
        steps = [(early[b] / early[a]) ** (1 / (b - a)) - 1 for a, b in [(1500, 1600), (1600, 1700), (1700, 1820)]]
        assert all(0.00098 < step < 0.00102 for step in steps), (name, steps)
    rows["basis"] = assumed.map({True: "assumed rate", False: "estimate"})
    rows["gdppc_1990gk"] = rows.gdppc_1990gk.round().astype(int)
    rows.insert(1, "country", rows.iso3.map(names))
    return in_order(rows, names)


def income_now() -> pd.DataFrame:
    """Income per person against the USA since 1950: the USSR to 1990 and Russia from 1990 on are two lines."""
    names = {"SUN": "USSR", "RUS": "Russia", "POL": "Poland", "KOR": "South Korea", "USA": "United States"}
    rows = source("economy/maddison_2023.csv").query("iso3 in @names and 1950 <= year <= 2022")
    rows = rows[~((rows.iso3 == "SUN") & (rows.year > 1990)) & ~((rows.iso3 == "RUS") & (rows.year < 1990))]
    rows = rows[["iso3", "year", "gdppc_2011usd"]].copy()
    usa = rows[rows.iso3 == "USA"].set_index("year").gdppc_2011usd
    rows["pct_usa"] = (100 * rows.gdppc_2011usd / rows.year.map(usa)).round(1)
    rows["gdppc_2011usd"] = rows.gdppc_2011usd.round().astype(int)
    rows.insert(1, "country", rows.iso3.map(names))
    return in_order(rows, names)


def income_sources() -> pd.DataFrame:
    """The papers behind income_now: the publisher asks that every chart cites them."""
    rows = source("economy/maddison_2023_sources.csv").query("iso3 in ['SUN', 'RUS', 'POL', 'KOR', 'USA']").copy()
    rows["years"] = rows.years.str.replace(" ", "").str.replace("-", "–")
    rows["source"] = rows.source.str.strip()
    return rows[["iso3", "years", "country", "source"]].sort_values(["iso3", "years"])


def capabilities() -> pd.DataFrame:
    """The Correlates of War file with one Germany: West and East added for 1955–89, one row for 1990."""
    rows = source("economy/cow_nmc_v7.csv")
    rows = rows[~((rows.ccode == 260) & (rows.year == 1990))]  # 255 and 260 carry the same soldiers that year
    rows = rows[~((rows.iso3 == "DDR") & ~rows.year.between(1955, 1989))].copy()
    rows["iso3"] = rows.iso3.replace("DDR", "DEU")
    columns = ["milper_thousand", "tpop_thousand", "cinc"]
    return rows.groupby(["iso3", "year"], as_index=False)[columns].agg(lambda values: values.sum(skipna=False))


def power(iso3: str, year: int) -> str:
    """Name a great power as it was in that year, so that nothing is spliced in silence."""
    if iso3 == "RUS":
        return "Russian Empire" if year < 1917 else "Soviet Russia and USSR" if year < 1992 else "Russian Federation"
    if iso3 == "DEU":
        return "Prussia" if year <= 1870 else "West and East Germany" if 1955 <= year < 1990 else "Germany"
    return {"GBR": "United Kingdom", "FRA": "France", "USA": "United States", "CHN": "China", "JPN": "Japan",
            "SUN": "Russian Empire and USSR"}[iso3]


def armies() -> pd.DataFrame:
    """Soldiers per 1,000 people; Russia 1991 is left out (Soviet soldiers over Russia's population)."""
    order = ["RUS", "GBR", "FRA", "DEU", "USA"]
    rows = capabilities().query("iso3 in @order and not (iso3 == 'RUS' and year == 1991)")
    rows = rows.dropna(subset=["milper_thousand", "tpop_thousand"]).copy()
    rows["soldiers_per_1000"] = (1000 * rows.milper_thousand / rows.tpop_thousand).round(1)
    rows = rows.astype({"milper_thousand": int, "tpop_thousand": int}).round({"cinc": 5})
    rows.insert(1, "country", [power(*key) for key in zip(rows.iso3, rows.year)])
    columns = ["iso3", "country", "year", "milper_thousand", "tpop_thousand", "soldiers_per_1000", "cinc"]
    return in_order(rows[columns], order)


def weight() -> pd.DataFrame:
    """Share of world capability beside share of world income; SUN to 1990, RUS from 1992 on, 1991 left out."""
    order = ["SUN", "RUS", "USA", "GBR", "DEU", "FRA", "CHN", "JPN"]
    gdp = source("economy/maddison_2010.csv").pivot(index="year", columns="iso3", values="gdp_mn_1990gk")
    share = (100 * gdp[order].div(gdp.WLD, axis=0)).stack().rename("income_pct").dropna().reset_index()
    cinc = capabilities()[["iso3", "year", "cinc"]].dropna()
    cinc.loc[(cinc.iso3 == "RUS") & (cinc.year <= 1990), "iso3"] = "SUN"
    rows = cinc.merge(share, on=["iso3", "year"]).query("1870 <= year and year not in (1940, 1991)").copy()
    rows["cinc_pct"] = 100 * rows.cinc
    rows["ratio"] = (rows.cinc_pct / rows.income_pct).round(2)
    rows = rows.round({"cinc_pct": 2, "income_pct": 2})
    rows.insert(1, "country", [power(*key) for key in zip(rows.iso3, rows.year)])
    return in_order(rows[["iso3", "country", "year", "cinc_pct", "income_pct", "ratio"]], order)


def borders() -> pd.DataFrame:
    """Land borders, land and people of the nine largest countries, and of Germany to compare."""
    order = [*LARGEST_NINE, "DEU"]
    rows = source("economy/factbook_geography.csv").query("iso3 in @order").set_index("iso3")
    people = source("economy/wdi_panel.csv").query("year == 2024").set_index("iso3").population
    rows = rows[["country", "land_boundary_km", "n_land_neighbours", "area_land_km2"]].copy()
    rows["population_2024"] = people.loc[rows.index].astype(int)
    rows["people_per_km2"] = (rows.population_2024 / rows.area_land_km2).round(1)
    rows["boundary_km_per_million_people"] = (rows.land_boundary_km / (rows.population_2024 / 1e6)).round(1)
    rows = rows.round({"land_boundary_km": 0}).astype({"land_boundary_km": int})
    return rows.loc[order].reset_index()


def disputes() -> pd.DataFrame:
    """Russia's militarised disputes 1992–2014 by group of partners and period; each dispute once in a group."""
    rows = source("foreign/mids_russia_dyads.csv")
    groups = {iso3: group for group, members in PARTNERS.items() for iso3 in members}
    assert set(rows.iso3) == set(groups), "a partner state without a group"
    rows["partner_group"] = rows.iso3.map(groups)
    each = rows.groupby(["partner_group", "dispute"]).agg(
        year=("year", "min"), first=("russia_side_a", "max"), ours=("russia_hostility", "max"),
        theirs=("other_hostility", "max"), level=("dispute_hostility", "max"))
    each["from_year"] = pd.cut(each.year, [1991, 1999, 2007, 2014], labels=[1992, 2000, 2008]).astype(int)
    table = each.reset_index().groupby(["partner_group", "from_year"], as_index=False).agg(
        disputes_begun=("dispute", "size"), russian_side_first=("first", "sum"),
        russia_used_force=("ours", lambda level: int((level >= 4).sum())),
        partner_used_force=("theirs", lambda level: int((level >= 4).sum())),
        highest_level=("level", "max"))
    table.insert(2, "period", table.from_year.map({1992: "1992–1999", 2000: "2000–2007", 2008: "2008–2014"}))
    return in_order(table, PARTNERS, "partner_group", "from_year")


def population() -> pd.DataFrame:
    """Population since 1990 in millions and as an index."""
    order = ["RUS", "KAZ", "JPN", "POL", "UKR", "LVA"]
    rows = source("economy/wdi_panel.csv").query("iso3 in @order and 1990 <= year <= 2024")
    rows = rows[["iso3", "country", "year", "population"]].copy()
    start = rows[rows.year == 1990].set_index("iso3").population
    rows["index_1990"] = (100 * rows.population / rows.iso3.map(start)).round(2)
    rows["population_million"] = (rows.population / 1e6).round(3)
    return in_order(rows[["iso3", "country", "year", "population_million", "index_1990"]], order)


# Table -> its number of rows. Add a new table here.
TABLES = {income: 442, income_now: 293, income_sources: 10, armies: 1021, weight: 420, borders: 10, disputes: 9,
          population: 210}

# (table, key, column) -> a value known from elsewhere (SOURCES.md, the original publication).
KNOWN = {
    ("income", ("SUN", 1500), "gdppc_1990gk"): 499, ("income", ("SUN", 1913), "gdppc_1990gk"): 1488,
    ("income", ("WEU12", 2008), "gdppc_1990gk"): 22246, ("armies", ("RUS", 1816), "milper_thousand"): 800,
    ("armies", ("DEU", 1990), "milper_thousand"): 545, ("borders", ("RUS",), "land_boundary_km"): 22407,
    ("borders", ("CHN",), "land_boundary_km"): 22457, ("population", ("RUS", 2024), "population_million"): 143.534,
}
