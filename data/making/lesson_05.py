"""Tables of notebook 05: fuel and democracy, rents and their revisions, the windfall, debt, people and land."""

import numpy as np
import pandas as pd

from .sources import in_order, source

WDI = "economy/wdi_panel.csv"
DEMOCRACY, POLITY, WGI = "regimes/vdem_democracy.csv", "regimes/polity5.csv", "regimes/wgi.csv"
FUEL_STATES = ["RUS", "NOR", "KAZ", "CAN", "SAU", "AZE", "DZA", "NGA", "MEX", "IDN", "AUS", "BWA"]
EU = ["AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN", "IRL", "ITA", "LTU",
      "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE"]
SOVIET = ["RUS", "UKR", "BLR", "MDA", "EST", "LVA", "LTU", "GEO", "ARM", "AZE", "KAZ", "KGZ", "TJK", "TKM", "UZB"]
ARAB_AND_IRAN = ["DZA", "ARE", "IRN", "IRQ", "KWT", "LBY", "QAT", "SAU"]
PERIODS = {"1998–2002": (1998, 2002), "2008–2012": (2008, 2012), "2014–2018": (2014, 2018)}
TOE_PER_1000_M3 = 0.86  # the Statistical Review's own rate: a billion cubic metres of gas stands for 0.86 million tonnes of oil
WINDFALL = {"oil_price": "Price of oil (Brent), US$ a barrel", "gov_debt": "Government debt, % of GDP",
            "external_debt": "External debt, state and private, billion US$", "external_debt_gni": "External debt, % of national income",
            "reserves": "Reserves with gold, billion US$", "un_ideal_point": "Place in the UN votes (high: near the USA)"}
# Row of economy/russia_fiscal_facts.csv (date, item) -> id, what kind of figure, what it is, in our words. Grades A and B only.
DEBT_FACTS = {
    ("1999-01-01", "imf_debt_usd_bn"): ("imf-1999", "owed", "IMF: debt at its highest"),
    ("2001-01-01", "imf_debt_usd_bn"): ("imf-2001", "owed", "IMF: debt two years on"),
    ("2002-01-01", "imf_debt_usd_bn"): ("imf-2002", "owed", "IMF: debt three years on"),
    ("2004-01-01", "paris_club_debt_usd_bn"): ("paris-2004", "owed", "Paris Club: debt"),
    ("2005-01", "imf_debt_prepaid_usd_bn"): ("imf-paid", "paid", "IMF: the rest paid, three years early"),
    ("2005-01-01", "paris_club_debt_usd_bn"): ("paris-2005", "owed", "Paris Club: debt"),
    ("2005-01-01", "state_foreign_debt_usd_bn"): ("state-2005", "owed", "The state abroad: debt in all"),
    ("2005-summer", "paris_club_prepaid_usd_bn"): ("paris-paid-2005", "paid", "Paris Club: first early payment"),
    ("2006-06-01", "paris_club_debt_usd_bn"): ("paris-2006", "owed", "Paris Club: debt before the last payment"),
    ("2006-08-21", "paris_club_prepaid_usd_bn"): ("paris-paid-2006", "paid", "Paris Club: last tranche"),
    ("2006-08-21", "soviet_inherited_debt_left_usd_bn"): ("soviet-left", "owed", "Soviet debt that is left"),
}
# Children and old people for every 100 aged 15 to 64; every fifth year (the years between are drawn by the publisher's own rule).
# United Nations figures as republished by Gapminder: open-numbers/ddf--gapminder--systema_globalis,
# ddf--datapoints--children_and_elderly_per_100_adults--by--geo--time.csv @ 05afdf9b4a8cb1bb0e975da3b14d7475434c229c.
DEPENDENTS = {
    "RUS": [53.132, 48.761, 57.365, 56.513, 51.368, 47.195, 46.734, 47.879, 49.711, 50.416, 44.276, 40.839, 38.954, 43.742, 51.22,
            56.882, 58.623, 56.1, 56.824, 60.335, 66.532],
    "KAZ": [69.175, 61.678, 72.297, 79.079, 75.272, 67.421, 62.581, 60.464, 59.475, 58.453, 52.356, 47.437, 44.646, 50.279, 58.849,
            59.737, 57.265, 54.09, 54.688, 56.699, 58.581],
    "JPN": [67.454, 63.546, 55.969, 47.13, 44.905, 47.295, 48.145, 46.528, 43.562, 43.975, 46.559, 50.336, 55.892, 63.958, 69.05,
            70.662, 72.404, 76.94, 86.289, 92.601, 97.18],
}


def fuel_and_freedom() -> pd.DataFrame:
    """Twelve countries since 1990: what oil and gas weigh in exports, in income and per person, and how democratic they are."""
    rows = source(WDI).query("iso3 in @FUEL_STATES and 1990 <= year <= 2024")
    vdem = source(DEMOCRACY)[["iso3", "year", "electoral_democracy", "electoral_democracy_low", "electoral_democracy_high"]]
    for more in (fuel_per_person(), vdem):
        rows = rows.merge(more, on=["iso3", "year"], how="left", validate="one_to_one")
    rows = rows.dropna(subset=["electoral_democracy"])
    rows = rows.rename(columns={"resource_rents_pct_gdp": "rents_pct_gdp", "fuel_exports_pct_merch": "fuel_pct_exports"})
    rows = rows.round({"rents_pct_gdp": 1, "fuel_pct_exports": 1, "fuel_toe_per_person": 2})
    return in_order(rows[["iso3", "country", "year", "fuel_pct_exports", "rents_pct_gdp", "fuel_toe_per_person", "electoral_democracy",
                          "electoral_democracy_low", "electoral_democracy_high"]], FUEL_STATES)


def fuel_per_person() -> pd.DataFrame:
    """Oil and gas produced per person, tonnes of oil equivalent; a country listed only as a consumer produces nought."""
    rows = source("economy/oil_gas.csv").merge(source(WDI)[["iso3", "year", "population"]], on=["iso3", "year"])
    tonnes = rows.oil_prod_mt.fillna(0) + TOE_PER_1000_M3 * rows.gas_prod_bcm.fillna(0)
    return rows[["iso3", "year"]].assign(fuel_toe_per_person=1e6 * tonnes / rows.population)


def rents_democracy() -> pd.DataFrame:
    """72 countries in three periods: resources, democracy by four measures, income, markers of sets, and changes between periods."""
    keys = ["iso3", "year"]
    rows = source(WDI).query("iso3 not in ('EUU', 'WLD')").rename(columns={
        "resource_rents_pct_gdp": "rents_pct_gdp", "fuel_exports_pct_merch": "fuel_pct_exports", "gdp_pc_ppp_2021usd": "income_ppp"})
    rows = rows[[*keys, "country", "rents_pct_gdp", "fuel_pct_exports", "income_ppp"]].merge(fuel_per_person(), on=keys, how="left")
    judged = {DEMOCRACY: ["electoral_democracy", "liberal_democracy"], POLITY: ["polity2"], WGI: ["voice_accountability"]}
    for path, columns in judged.items():
        more = source(path).query("year >= 1998")[[*keys, *columns]]
        rows = rows.merge(more.drop_duplicates(keys, keep="last"), on=keys, how="left", validate="one_to_one")
    measures = list(rows.columns[3:])
    parts = []
    for period, (first, last) in PERIODS.items():
        those = rows[rows.year.between(first, last)].groupby(["iso3", "country"])[measures]
        mean = those.mean().where(those.count() >= 3)  # a mean of fewer than three years is left blank
        parts.append(mean.reset_index().assign(period=period))
    table = pd.concat(parts).sort_values(["iso3", "period"])
    return finished(table, measures)


def finished(table: pd.DataFrame, measures: list[str]) -> pd.DataFrame:
    """Logarithms, markers and changes since the period before, in the order of the descriptor."""
    table["log_income"] = np.log(table.income_ppp)
    table["log_fuel"] = np.log(1 + 1000 * table.fuel_toe_per_person)
    changes = {"rents_pct_gdp": "rents_change", "fuel_pct_exports": "fuel_change", "electoral_democracy": "electoral_change",
               "liberal_democracy": "liberal_change", "voice_accountability": "voice_change", "polity2": "polity_change"}
    for column, name in changes.items():
        table[name] = table.groupby("iso3")[column].diff()
    for column, members in (("ex_soviet", SOVIET), ("eu", EU), ("middle_east", ARAB_AND_IRAN)):
        table[column] = table.iso3.isin(members).map({True: "yes", False: "no"})
    table = table.round({"rents_pct_gdp": 2, "fuel_pct_exports": 2, "fuel_toe_per_person": 3, "rents_change": 2, "fuel_change": 2,
                         "log_income": 3, "log_fuel": 3, **dict.fromkeys((*measures[4:], *list(changes.values())[2:]), 3)})
    table["income_ppp"] = table.income_ppp.round(-1)
    return table[["iso3", "country", "period", "ex_soviet", "eu", "middle_east", "rents_pct_gdp", "fuel_pct_exports", "fuel_toe_per_person",
                  "log_fuel", "income_ppp", "log_income", "electoral_democracy", "liberal_democracy", "polity2", "voice_accountability",
                  *changes.values()]]


def windfall() -> pd.DataFrame:
    """Oil price, debts, reserves and Russia's place in the UN votes, one row a figure."""
    prices = source("economy/energy_prices.csv").query("year >= 1990").dropna(subset=["brent_eia_usd"])
    debt = source("economy/gov_debt_gmd.csv").query("year >= 1992")
    wdi = source(WDI).query("year >= 1992")
    votes = source("foreign/unga_ideal_points.csv").query("iso3 == 'RUS' and 1992 <= year <= 2024")
    names = {"RUS": "Russia", "SAU": "Saudi Arabia", "KAZ": "Kazakhstan", "NGA": "Nigeria", "DZA": "Algeria", "WLD": "World"}

    def one(indicator: str, rows: pd.DataFrame, values: pd.Series, digits: int, low: object = None, high: object = None) -> pd.DataFrame:
        part = pd.DataFrame({"iso3": rows.iso3, "year": rows.year, "value": values.round(digits), "low": low, "high": high})
        return part.assign(indicator=indicator).dropna(subset=["value"])

    borrowers, savers = wdi.query("iso3 in ['RUS', 'KAZ', 'NGA', 'DZA']"), wdi.query("iso3 in ['RUS', 'SAU', 'KAZ', 'NGA', 'DZA']")
    table = pd.concat([
        one("oil_price", prices.assign(iso3="WLD"), prices.brent_eia_usd, 2), one("gov_debt", debt, debt.gov_debt_pct_gdp, 1),
        one("external_debt", borrowers, borrowers.external_debt_usd / 1e9, 1),
        one("external_debt_gni", borrowers, borrowers.external_debt_pct_gni, 1),
        one("reserves", savers, savers.total_reserves_usd / 1e9, 1),
        one("un_ideal_point", votes, votes.ideal_point_fp, 3, votes.ideal_point_fp_q5.round(3), votes.ideal_point_fp_q95.round(3))])
    table["country"], table["indicator_name"] = table.iso3.map(names), table.indicator.map(WINDFALL)
    table = table[["indicator", "indicator_name", "iso3", "country", "year", "value", "low", "high"]].astype({"low": float, "high": float})
    return in_order(table, names).sort_values("indicator", key=lambda c: c.map({k: at for at, k in enumerate(WINDFALL)}), kind="stable")


def debt_payments() -> pd.DataFrame:
    """Dated figures of Russia's debt to Western creditors, with who says so and how well it is known."""
    facts, rows = source("economy/russia_fiscal_facts.csv").set_index(["date", "item"]), []
    publisher = ["BBC News", "Paris Club", "Finance Ministry, reported by"]
    for (date, item), (name, kind, what) in DEBT_FACTS.items():
        fact = facts.loc[(date, item)]
        assert fact.grade in "AB", name
        said = next((part for part in publisher if fact.source.startswith(part)), "Finance Ministry, reported by the press")
        rows.append((name, date.replace("-", " ") if date[-1] == "r" else date, int(date[:4]), what, kind, fact.value, fact.grade, said))
    funds = source("economy/russia_sovereign_funds.csv").query("fund == 'Stabilization Fund'").set_index("date").usd_bn
    for name, date, what in (("fund-before", "2006-08-01", "Stabilization Fund, before the last payment"),
                             ("fund-after", "2006-09-01", "Stabilization Fund, after it")):
        rows.append((name, date, 2006, what, "saved", funds[date], "B", "Finance Ministry, in a Wikipedia table"))
    return pd.DataFrame(rows, columns=["fact", "date", "year", "what", "kind", "usd_bn", "grade", "said_by"]).sort_values(["date", "fact"])


def rents_revised() -> pd.DataFrame:
    """The same years in two editions of the World Bank's resource rents, as % of GDP."""
    order = ["RUS", "UZB", "KAZ", "AZE", "AGO", "NGA", "DZA", "SAU", "NOR", "VEN"]
    rows = source("economy/resource_rents_vintages.csv").query("iso3 in @order and 1990 <= year <= 2011")
    editions = {"total_rents_2013v": "edition of 2013", "total_rents_2025v": "edition of 2025"}
    rows = rows.melt(["iso3", "country", "year"], list(editions), "edition", "rents_pct_gdp").dropna()
    rows["edition"] = rows.edition.map(editions)
    rows["rents_pct_gdp"] = rows.rents_pct_gdp.round(1)
    return in_order(rows[["iso3", "country", "year", "edition", "rents_pct_gdp"]], order)


def people() -> pd.DataFrame:
    """People since 1950 and to 2050 with the projection's band, births over deaths, and net migration."""
    order = ["RUS", "UKR", "KAZ", "POL", "JPN", "CAN"]
    rows = source("economy/un_wpp2024.csv").query("iso3 in @order and year <= 2050").copy()
    rows["kind"] = rows.status.map({"estimate": "estimate", "projection_medium": "projection"})
    ahead = rows.kind == "projection"
    rows["population_million"] = (rows.pop_midyear / 1e6).where(~ahead, rows.pop_dec31_medium_thousand / 1e3).round(3)
    rows["low"], rows["high"] = (rows.pop_dec31_80lo_thousand / 1e3).round(3), (rows.pop_dec31_80hi_thousand / 1e3).round(3)
    rows["migration_per1000"] = (1e6 * rows.net_migration_thousand / rows.pop_midyear).round(2)
    rows["natural_change_per1000"] = rows.natural_change_per1000.round(2)
    columns = ["iso3", "country", "year", "kind", "population_million", "low", "high", "natural_change_per1000", "migration_per1000"]
    return in_order(rows[columns], order)


def working_age() -> pd.DataFrame:
    """People of working age as a share of all, every fifth year from 1950 to 2050."""
    names, rows = {"RUS": "Russia", "KAZ": "Kazakhstan", "JPN": "Japan"}, []
    for iso3, values in DEPENDENTS.items():
        for year, dependents in zip(range(1950, 2051, 5), values, strict=True):
            kind = "estimate" if year <= 2020 else "projection"
            rows.append((iso3, names[iso3], year, kind, round(10000 / (100 + dependents), 1), round(dependents, 1)))
    return pd.DataFrame(rows, columns=["iso3", "country", "year", "kind", "pct_working_age", "dependents_per_100"])


def life() -> pd.DataFrame:
    """Life expectancy of men and women at birth since 1960."""
    order = ["RUS", "UKR", "BLR", "KAZ", "POL", "EST"]
    rows = source(WDI).query("iso3 in @order and 1960 <= year <= 2024")
    rows = rows.rename(columns={"life_expectancy_male": "men_years", "life_expectancy_female": "women_years"})
    rows = rows[["iso3", "country", "year", "men_years", "women_years"]].dropna().round(2)
    rows["gap_years"] = (rows.women_years - rows.men_years).round(2)
    return in_order(rows, order)


# Table -> its number of rows. Add a new table here.
TABLES = {fuel_and_freedom: 420, rents_democracy: 216, windfall: 534, debt_payments: 13, rents_revised: 439, people: 606, working_age: 63,
          life: 390}

# (table, key, column) -> a value known from elsewhere (SOURCES.md, the original publication).
KNOWN = {
    ("fuel-and-freedom", ("RUS", 2014), "fuel_pct_exports"): 69.5, ("fuel-and-freedom", ("RUS", 2021), "fuel_pct_exports"): 43.1,
    ("windfall", ("oil_price", "WLD", 2011), "value"): 111.26, ("windfall", ("reserves", "RUS", 2007), "value"): 478.8,
    ("windfall", ("external_debt", "RUS", 2000), "value"): 146.7, ("windfall", ("reserves", "RUS", 2021), "value"): 632.2,
    ("debt-payments", ("paris-2006",), "usd_bn"): 22.3, ("rents-revised", ("RUS", 2000, "edition of 2013"), "rents_pct_gdp"): 43.1,
    ("rents-revised", ("RUS", 2000, "edition of 2025"), "rents_pct_gdp"): 21.5, ("working-age", ("RUS", 2010), "dependents_per_100"): 39.0,
}
