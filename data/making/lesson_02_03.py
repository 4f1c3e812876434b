"""Tables of notebooks 02 and 03: the wheel of reform and stagnation, growth, innovation, three transitions, survival, decline."""

import numpy as np
import pandas as pd

from .sources import in_order, source

WEU12 = ["AUT", "BEL", "CHE", "DEU", "DNK", "FIN", "FRA", "GBR", "ITA", "NLD", "NOR", "SWE"]
# Who rules from when to when (Gregorian calendar), as in content/timeline.yaml. Malenkov's half-year is counted with Khrushchev.
LEADERSHIPS = [
    ("sofia", "Sofia, regent", 1682, 1689), ("peter-i", "Peter I", 1689, 1725), ("catherine-i", "Catherine I", 1725, 1727),
    ("peter-ii", "Peter II", 1727, 1730), ("anna", "Anna", 1730, 1740), ("ivan-vi", "Ivan VI", 1740, 1741),
    ("elizabeth", "Elizabeth", 1741, 1762), ("peter-iii", "Peter III", 1762, 1762), ("catherine-ii", "Catherine II", 1762, 1796),
    ("paul-i", "Paul I", 1796, 1801), ("alexander-i", "Alexander I", 1801, 1825), ("nicholas-i", "Nicholas I", 1825, 1855),
    ("alexander-ii", "Alexander II", 1855, 1881), ("alexander-iii", "Alexander III", 1881, 1894),
    ("nicholas-ii", "Nicholas II", 1894, 1917), ("provisional", "Provisional Government", 1917, 1917),
    ("lenin", "Lenin", 1917, 1924), ("stalin", "Stalin", 1924, 1953),
    ("khrushchev", "Malenkov, then Khrushchev", 1953, 1964), ("brezhnev", "Brezhnev", 1964, 1982),
    ("andropov", "Andropov", 1982, 1984), ("chernenko", "Chernenko", 1984, 1985), ("gorbachev", "Gorbachev", 1985, 1991),
    ("yeltsin", "Yeltsin", 1991, 1999), ("putin-1", "Putin", 1999, 2008), ("medvedev", "Medvedev", 2008, 2012),
    ("putin-2", "Putin again", 2012, 2025),
]
CODERS = {"essay": "Torbakov 2011, the essay", "hellie": "Hellie 2005", "freeze": "Freeze, ed., 1997", "yanov": "Yanov 1981"}
WORDS, OURS = "author's own term", "our reading"
# (who codes, leadership) -> verdict ("" where the work gives none that covers the reign), how we know, what the work says in our words.
VERDICTS = {
    ("essay", "peter-i"): ("reform", WORDS, "A service-class revolution that gave development a new push (p. 7)."),
    ("essay", "stalin"): ("reform", WORDS, "The last service-class revolution; the Great Break (pp. 5 and 7)."),
    ("essay", "yeltsin"): ("", OURS, "A chance to leave the pattern, lost in a chaotic change (p. 6): neither of the two."),
    ("essay", "putin-1"): ("stagnation", OURS, "A service class without a revolution, which keeps itself in place (p. 7)."),
    ("essay", "medvedev"): ("stagnation", OURS, "No new push in sight, and the decline has begun (pp. 6 and 7)."),
    ("hellie", "sofia"): ("stagnation", OURS, "After 1667 the threats lessen and the first service class keeps its privileges."),
    ("hellie", "peter-i"): ("reform", WORDS, "The second service-class revolution, set off by the threat of 1700."),
    ("hellie", "stalin"): ("reform", WORDS, "The third service-class revolution, set off by the threats of the 1920s and 1930s."),
    ("freeze", "alexander-i"): ("", OURS, "The chapter sees a start in a spirit of reform, given up later: no one verdict."),
    ("freeze", "nicholas-i"): ("stagnation", OURS, "Far-reaching reform is considered in secret and not undertaken."),
    ("freeze", "alexander-ii"): ("reform", WORDS, "The chapter's title and subject: the Great Reforms."),
    ("freeze", "alexander-iii"): ("stagnation", OURS, "The author's word is counter-reform; we count undoing a reform with stagnation."),
    ("freeze", "khrushchev"): ("reform", WORDS, "Reform in fits and starts."),
    ("freeze", "brezhnev"): ("stagnation", WORDS, "Where the chapter's title ends: stagnation."),
    ("yanov", "peter-i"): ("rigid rule", WORDS, "Rigid phase, in Western dress."),
    ("yanov", "catherine-ii"): ("", OURS, "Milder at first, conservative in the second half of the reign: no one verdict."),
    ("yanov", "paul-i"): ("rigid rule", WORDS, "Rigid phase, as open tyranny."),
    ("yanov", "alexander-i"): ("", OURS, "Reforms first, conservative in the second half of the reign: no one verdict."),
    ("yanov", "nicholas-i"): ("rigid rule", WORDS, "Rigid phase, closed to foreign ideas."),
    ("yanov", "alexander-ii"): ("reform", OURS, "After the tyrant's death the regime opens, thinks out reforms and carries them through."),
    ("yanov", "alexander-iii"): ("rigid rule", WORDS, "Rigid phase, as Russification."),
    ("yanov", "stalin"): ("rigid rule", WORDS, "Rigid phase, as forced industrialisation."),
    ("yanov", "khrushchev"): ("reform", OURS, "Opening after the tyrant: victims rehabilitated, another order sought."),
    ("yanov", "brezhnev"): ("", OURS, "Order after the opening; conservative in the second half: no one verdict."),
}
# Leadership or part of one -> territory, first and last year of growth. A year belongs to who rules for most of it; 1917 to none.
SPURTS = [
    ("Alexander III", "SUN", 1886, 1894), ("Nicholas II, in peace", "SUN", 1895, 1913), ("Nicholas II, at war", "SUN", 1914, 1916),
    ("Lenin", "SUN", 1918, 1923), ("Stalin, before the plan", "SUN", 1924, 1928), ("Stalin, first plans", "SUN", 1929, 1940),
    ("Stalin, after the war", "SUN", 1947, 1952), ("Khrushchev", "SUN", 1953, 1964), ("Brezhnev", "SUN", 1965, 1982),
    ("Andropov, Chernenko", "SUN", 1983, 1984), ("Gorbachev", "SUN", 1985, 1991), ("Yeltsin", "RUS", 1992, 1999),
    ("Putin", "RUS", 2000, 2007), ("Medvedev", "RUS", 2008, 2011), ("Putin again", "RUS", 2012, 2022),
]
LINE_UP_SEED, REAL_PANEL = 1885, 6
REGION = ["RUS", "UKR", "BLR", "MDA", "EST", "LVA", "LTU", "GEO", "ARM", "AZE", "KAZ", "KGZ", "TJK", "TKM", "UZB",
          "POL", "CZE", "SVK", "HUN", "ROU", "BGR"]
INSTITUTIONS = "regimes/vdem_institutions.csv"
# Area, measure, its name, file and column.
MEASURES = [
    ("market", "state_ownership", "Economy not owned by the state (V-Dem)", INSTITUTIONS, "state_ownership_economy"),
    ("market", "property_rights", "Citizens' right to property (V-Dem)", INSTITUTIONS, "property_rights"),
    ("market", "regulatory_quality", "Rules fit for private business (WGI)", "regimes/wgi.csv", "regulatory_quality"),
    ("market", "rule_of_law", "Contracts, courts and police (WGI)", "regimes/wgi.csv", "rule_of_law"),
    ("politics", "electoral_democracy", "Electoral democracy (V-Dem)", "regimes/vdem_democracy.csv", "electoral_democracy"),
    ("politics", "polity2", "Authority of institutions (Polity5)", "regimes/polity5.csv", "polity2"),
    ("politics", "lexical_index", "Elections by their minimum features (LIED)", "regimes/lied_elections.csv", "lexical_index"),
    ("politics", "voice_accountability", "Voice and accountability (WGI)", "regimes/wgi.csv", "voice_accountability"),
    ("society", "civil_liberties", "Civil liberties (V-Dem)", INSTITUTIONS, "civil_liberties"),
    ("society", "cso_entry_exit", "Associations may form (V-Dem)", INSTITUTIONS, "cso_entry_exit"),
    ("society", "cso_repression", "Associations left in peace (V-Dem)", INSTITUTIONS, "cso_repression"),
    ("society", "academic_cultural_freedom", "Free scholarship and art (V-Dem)", INSTITUTIONS, "academic_cultural_freedom"),
]


def phases() -> pd.DataFrame:
    """Every leadership since 1682 under the essay and three published accounts; blank where a work gives no verdict."""
    none = ("", "no verdict", "We have seen no verdict in the work.")
    rows = [(coder, name, at, who, start, end, *VERDICTS.get((coder, at), none))
            for coder, name in CODERS.items() for at, who, start, end in LEADERSHIPS]
    assert {key[1] for key in VERDICTS} <= {row[0] for row in LEADERSHIPS}
    columns = ["coder", "work", "leadership", "leader", "from_year", "to_year", "verdict", "basis", "reading"]
    return pd.DataFrame(rows, columns=columns).replace({"verdict": {"": None}})


def relative_income() -> pd.DataFrame:
    """Income per person by year: SUN, RUS and twelve West European countries, weighted by their people."""
    rows = source("economy/maddison_2023.csv").query("year >= 1885")
    each = {column: rows.pivot(index="year", columns="iso3", values=column) for column in ("gdppc_2011usd", "pop_thousand")}
    income, people = each["gdppc_2011usd"], each["pop_thousand"][WEU12]
    assert income[WEU12].notna().all().all()
    assert people.notna().all().all()
    return income[["SUN", "RUS"]].assign(WEU12=(income[WEU12] * people).sum(axis=1) / people.sum(axis=1))


def from_trend(logs: pd.Series) -> pd.Series:
    """What is left of a series when the straight line that fits it best is taken away."""
    years = logs.index.to_numpy(float)
    return logs - np.polyval(np.polyfit(years, logs.to_numpy(), 1), years)


def income_annual() -> pd.DataFrame:
    """Income on Soviet territory against Western Europe, year by year: ratio, logarithm, distance from its trend."""
    rows = relative_income().drop(columns="RUS").dropna()
    table = pd.DataFrame({"iso3": "SUN", "country": "USSR territory", "gdppc_2011usd": rows.SUN.round().astype(int),
                          "gdppc_weu12": rows.WEU12.round().astype(int), "pct_weu12": (100 * rows.SUN / rows.WEU12).round(1)})
    logs = np.log(rows.SUN / rows.WEU12)
    table["log_ratio"], table["from_trend"] = logs.round(4), from_trend(logs).round(4)
    return table.reset_index()[["iso3", "country", "year", *table.columns[2:]]]


def line_up() -> pd.DataFrame:
    """The real series among eight that take the same steps in an order drawn by lot; all lose their trend."""
    rows = relative_income().drop(columns="RUS").dropna()
    real, lot = np.log(rows.SUN / rows.WEU12), np.random.default_rng(LINE_UP_SEED)
    steps, parts = real.diff().iloc[1:].to_numpy(), []
    for panel in range(1, 10):
        taken = steps if panel == REAL_PANEL else lot.permutation(steps)
        path = pd.Series(np.concatenate([[0], taken.cumsum()]), index=real.index)
        kind = "real" if panel == REAL_PANEL else "shuffled"
        parts.append(pd.DataFrame({"panel": panel, "year": path.index, "from_trend": from_trend(path).round(3), "kind": kind}))
    return pd.concat(parts)


def spurts() -> pd.DataFrame:
    """Growth ahead of Western Europe by leadership: mean of the yearly gaps and where the middle half of them lies."""
    income, rows = relative_income(), []
    growth = 100 * np.log(income).diff().where(income.index.to_series().diff() == 1)
    for period, iso3, first, last in SPURTS:
        gap = (growth[iso3] - growth.WEU12).loc[first:last]
        assert gap.notna().sum() == last - first + 1, period
        ratio = 100 * income[iso3] / income.WEU12
        means = growth.loc[first:last, [iso3, "WEU12"]].mean()
        rows.append((period, {"SUN": "USSR territory", "RUS": "Russia"}[iso3], first, last, len(gap), *means, gap.mean(),
                     gap.quantile(0.25), gap.quantile(0.75), ratio[first - 1], ratio[last]))
    columns = ["period", "territory", "from_year", "to_year", "years", "growth_pct", "growth_weu12_pct", "growth_gap", "low", "high",
               "pct_weu12_before", "pct_weu12_end"]
    return pd.DataFrame(rows, columns=columns).round(1)


def growth_sources() -> pd.DataFrame:
    """The papers behind income_annual, line_up and spurts: the publisher asks that every chart cites them."""
    rows = source("economy/maddison_2023_sources.csv").query("iso3 in @WEU12 or iso3 in ['SUN', 'RUS']").copy()
    rows["years"] = rows.years.str.replace(" ", "").str.replace("-", "–")
    rows["source"] = rows.source.str.strip()
    last = rows.years.str.extract(r"–(\d*)", expand=False)  # a paper that ends before 1885 has nothing to do with these tables
    rows = rows[(last == "") | (pd.to_numeric(last) >= 1885)]
    return rows[["iso3", "years", "country", "source"]].sort_values(["iso3", "years"])


def innovation() -> pd.DataFrame:
    """Research spending, residents' patents per million people and high technology in exports, one row a figure."""
    order = ["RUS", "POL", "KOR", "CHN", "USA", "BRA"]
    rows = source("economy/wdi_panel.csv").query("iso3 in @order and 1992 <= year <= 2023").copy()
    rows["patents"] = 1e6 * rows.patents_resident / rows.population
    names = {"rd_pct_gdp": "Research and development, % of GDP", "patents": "Residents' patent applications per million people",
             "hightech_exports_pct_manuf": "High technology, % of manufactured exports"}
    rows = rows.melt(["iso3", "country", "year"], list(names), "indicator", "value").dropna()
    rows["indicator_name"] = rows.indicator.map(names)
    rows = rows.replace({"indicator": {"rd_pct_gdp": "research", "hightech_exports_pct_manuf": "hightech"}}).round({"value": 2})
    rows = rows[["indicator", "indicator_name", "iso3", "country", "year", "value"]]
    return in_order(rows, order).sort_values("indicator", key=lambda c: c.map({"research": 0, "patents": 1, "hightech": 2}), kind="stable")


def transitions() -> pd.DataFrame:
    """Democracy and two measures of the market in 15 ex-Soviet states and six neighbours since 1990."""
    keys = ["iso3", "year"]
    rows = source("regimes/vdem_democracy.csv").query("iso3 in @REGION and year >= 1990").dropna(subset=["electoral_democracy"])
    rows = rows.merge(source(INSTITUTIONS)[[*keys, "state_ownership_economy", "property_rights"]], on=keys, how="left")
    rows = rows.merge(source("regimes/wgi.csv")[[*keys, "regulatory_quality"]], on=keys, how="left")
    rows["part"] = rows.iso3.isin(REGION[:15]).map({True: "ex-Soviet", False: "neighbour"})
    measures = ["electoral_democracy", "electoral_democracy_low", "electoral_democracy_high", "state_ownership_economy", "property_rights"]
    return in_order(rows[["iso3", "country", "part", "year", *measures, "regulatory_quality"]], REGION)


def standing(rows: pd.DataFrame, column: str, group: list[str] | None = None) -> pd.DataFrame:
    """Russia's value by year, and the percentage of other countries that are lower (those level count half)."""
    rows = rows.dropna(subset=[column]).drop_duplicates(["iso3", "year"])
    rows = rows if group is None else rows[rows.iso3.isin(group)]
    found = []
    for year, those in rows.groupby("year"):
        mine, others = those.loc[those.iso3 == "RUS", column], those.loc[those.iso3 != "RUS", column]
        if len(mine):
            lower = (others < mine.iloc[0]).sum() + 0.5 * (others == mine.iloc[0]).sum()
            found.append((year, mine.iloc[0], 100 * lower / len(others), len(others)))
    return pd.DataFrame(found, columns=["year", "value", "standing", "others"])


def mixed_bag() -> pd.DataFrame:
    """Twelve measures of market, politics and society for Russia: the value, and Russia's place among all states."""
    parts = []
    for area, measure, name, path, column in MEASURES:
        part = standing(source(path).query("year >= 1990"), column)
        parts.append(part.assign(area=area, measure=measure, measure_name=name, standing=part.standing.round(0).astype(int)))
    return pd.concat(parts)[["area", "measure", "measure_name", "year", "value", "standing", "others"]].round({"value": 3})


def decline() -> pd.DataFrame:
    """Ten signs of strength or decay, 2000–2024: Russia's value, and its place among the 54 other comparison countries."""
    group = source("regimes/countries.csv").iso3.tolist()
    wdi, wgi, nmc = source("economy/wdi_panel.csv"), source("regimes/wgi.csv"), source("economy/cow_nmc_v7.csv")
    wdi["income"] = 100 * wdi.gdp_pc_ppp_2021usd / wdi.year.map(wdi[wdi.iso3 == "USA"].set_index("year").gdp_pc_ppp_2021usd)
    wdi["patents"], nmc["cinc_pct"] = 1e6 * wdi.patents_resident / wdi.population, 100 * nmc.cinc
    signs = [("effectiveness", "Government effectiveness", "index, about −2.5 to 2.5", wgi, "government_effectiveness"),
             ("stability", "Political stability", "index, about −2.5 to 2.5", wgi, "political_stability"),
             ("corruption", "Control of corruption", "index, about −2.5 to 2.5", wgi, "control_of_corruption"),
             ("democracy", "Electoral democracy", "index, 0 to 1", source("regimes/vdem_democracy.csv"), "electoral_democracy"),
             ("associations", "Associations left in peace", "index, about −4 to 4", source(INSTITUTIONS), "cso_repression"),
             ("income", "Income per person", "% of the United States", wdi, "income"),
             ("men", "Life expectancy of men", "years", wdi, "life_expectancy_male"),
             ("research", "Research spending", "% of GDP", wdi, "rd_pct_gdp"),
             ("patents", "Residents' patents", "per million people", wdi, "patents"),
             ("capability", "Share of world capability", "%", nmc, "cinc_pct")]
    parts = [standing(rows[rows.year.between(2000, 2024)], column, group).assign(sign=sign, sign_name=name, unit=unit)
             for sign, name, unit, rows, column in signs]
    table = pd.concat(parts)[["sign", "sign_name", "unit", "year", "value", "standing", "others"]]
    table = table[table.others >= 30].round({"value": 3})
    return table.assign(standing=table.standing.round(0).astype(int))


def survival() -> pd.DataFrame:
    """Every spell of electoral autocracy since 1900: what went before, what came after, and what is cut off."""
    names, spells = {0: "closed autocracy", 1: "electoral autocracy", 2: "electoral democracy", 3: "liberal democracy"}, []
    rows = source("regimes/vdem_democracy.csv").query("year >= 1900").dropna(subset=["regime_row"]).sort_values(["iso3", "year"])
    for (iso3, country), those in rows.groupby(["iso3", "country"]):
        years, kinds = those.year.tolist(), those.regime_row.astype(int).tolist()
        kind = dict(zip(years, kinds, strict=True))
        for start in [y for y in years if kind[y] == 1 and kind.get(y - 1) != 1]:
            end = start
            while kind.get(end + 1) == 1:
                end += 1
            before, after = names.get(kind.get(start - 1), "not seen"), names.get(kind.get(end + 1), "not seen")
            spells.append((f"{iso3}-{start}", iso3, country, start, end, end - start + 1, before, after))
    return pd.DataFrame(spells, columns=["spell", "iso3", "country", "from_year", "to_year", "years", "before", "after"])


def survival_curve() -> pd.DataFrame:
    """Kaplan–Meier estimate from the spells whose beginning is seen, in two groups, with a 95 % band."""
    spells = survival().query("before != 'not seen'")
    groups = {"begun 1901–1989": spells[spells.from_year < 1990], "begun since 1991": spells[spells.from_year >= 1991]}
    rows = []
    for name, those in groups.items():
        left, spread = 1.0, 0.0
        rows.append((name, 0, 100.0, 100.0, 100.0, len(those), 0))
        for year in range(1, those.years.max() + 1):
            risk, ended = int((those.years >= year).sum()), int(((those.years == year) & (those.after != "not seen")).sum())
            if risk < 5:
                break
            left, spread = left * (1 - ended / risk), spread + ended / (risk * (risk - ended))
            scale = 1.96 * spread**0.5 / np.log(left)  # on the scale of log(−log), so that the band stays between 0 and 100
            rows.append((name, year, 100 * left, 100 * left ** np.exp(-scale), 100 * left ** np.exp(scale), risk, ended))
    table = pd.DataFrame(rows, columns=["spells", "years", "pct_left", "low", "high", "at_risk", "ended"])
    return table.round({"pct_left": 1, "low": 1, "high": 1})


# Table -> its number of rows. Add a new table here.
TABLES = {phases: 108, income_annual: 133, line_up: 1197, spurts: 15, growth_sources: 10, innovation: 444, transitions: 731,
          mixed_bag: 384, decline: 238, survival: 251, survival_curve: 60}

# (table, key, column) -> a value known from elsewhere (SOURCES.md, the original publication, the essay).
KNOWN = {
    ("income-annual", ("SUN", 1913), "gdppc_2011usd"): 2254, ("income-annual", ("SUN", 1989), "gdppc_2011usd"): 11336,
    ("transitions", ("RUS", 2024), "electoral_democracy"): 0.172, ("transitions", ("RUS", 2021), "property_rights"): 0.89,
    ("mixed-bag", ("polity2", 2005), "value"): 6, ("mixed-bag", ("polity2", 2018), "value"): 4,
    ("mixed-bag", ("lexical_index", 2003), "value"): 6, ("mixed-bag", ("lexical_index", 2004), "value"): 3,
    ("mixed-bag", ("lexical_index", 2022), "value"): 1, ("decline", ("men", 2011), "value"): 64.04,
    ("survival", ("RUS-1991",), "years"): 34, ("survival", ("RUS-1991",), "after"): "not seen",
    ("survival", ("MEX-1917",), "to_year"): 1995,
}
