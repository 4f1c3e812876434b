"""What the tables must hold: keys, ranges, row counts, known values, and derived columns worked out again.

Plain pandas on the CSV files, apart from essay_kit: a mistake in the helper cannot hide a mistake in the data.
"""

import hashlib
import importlib
from pathlib import Path

import pandas as pd
import pytest
import yaml
from facts import ABOUT, DATA, table

PEDIGREE = ["title", "description", "publisher", "version", "citation", "retrieved", "derivation", "caveat", "sources", "licenses"]

# Table: rows, entities, first and last year.
SHAPE = {
    "income": (442, {"SUN", "WEU12", "EEU7", "JPN"}, 1500, 2008),
    "income-now": (293, {"SUN", "RUS", "POL", "KOR", "USA"}, 1950, 2022),
    "armies": (1021, {"RUS", "GBR", "FRA", "DEU", "USA"}, 1816, 2022),
    "weight": (420, {"SUN", "RUS", "USA", "GBR", "DEU", "FRA", "CHN", "JPN"}, 1870, 2008),
    "population": (210, {"RUS", "KAZ", "JPN", "POL", "UKR", "LVA"}, 1990, 2024),
}

# Table, key, column, value: known from the sources' notes or from the publications themselves.
KNOWN = [
    ("income", ("SUN", 1500), "gdppc_1990gk", 499),
    ("income", ("SUN", 1600), "gdppc_1990gk", 552),
    ("income", ("SUN", 1700), "gdppc_1990gk", 610),
    ("income", ("SUN", 1820), "gdppc_1990gk", 688),
    ("income", ("SUN", 1913), "gdppc_1990gk", 1488),
    ("income", ("WEU12", 1820), "gdppc_1990gk", 1234),
    ("armies", ("RUS", 1816), "milper_thousand", 800),
    ("armies", ("DEU", 1990), "milper_thousand", 545),
    ("armies", ("DEU", 1955), "milper_thousand", 205 + 108),
    ("armies", ("RUS", 1988), "milper_thousand", 3900),
    ("borders", "RUS", "land_boundary_km", 22407),
    ("borders", "CHN", "land_boundary_km", 22457),
    ("borders", "RUS", "n_land_neighbours", 14),
    ("borders", "AUS", "land_boundary_km", 0),
    ("population", ("RUS", 2024), "population_million", 143.534),
    ("population", ("RUS", 1990), "index_1990", 100),
]


def wide(name: str, column: str) -> pd.DataFrame:
    """One column of a table, a row for each year and a column for each entity."""
    return table(name).pivot(index="year", columns="iso3", values=column)


@pytest.mark.parametrize("name", ABOUT)
def test_table_is_the_one_that_its_description_seals(name):
    raw = (DATA / ABOUT[name]["path"]).read_bytes().replace(b"\r\n", b"\n")
    assert hashlib.sha256(raw).hexdigest() == ABOUT[name]["sha256"]
    assert (len(raw), len(table(name))) == (ABOUT[name]["bytes"], ABOUT[name]["rows"])


@pytest.mark.parametrize("name", ABOUT)
def test_table_has_a_pedigree_and_a_description_of_every_column(name):
    about = ABOUT[name]
    assert [key for key in PEDIGREE if not about.get(key)] == []
    fields = about["schema"]["fields"]
    assert [field["name"] for field in fields] == list(table(name).columns)
    assert [field["name"] for field in fields if not (field.get("title") and field.get("description"))] == []
    assert all(licence.get("title") and licence.get("seen") for licence in about["licenses"])


@pytest.mark.parametrize("name", ABOUT)
def test_table_has_no_repeated_key_and_the_blanks_and_categories_that_its_description_allows(name):
    rows = table(name)
    assert not rows.duplicated(ABOUT[name]["schema"]["primaryKey"]).any()
    for field in ABOUT[name]["schema"]["fields"]:
        column, rules = rows[field["name"]], field.get("constraints", {})
        assert not rules.get("required", True) or column.notna().all(), field["name"]
        assert "enum" not in rules or set(column.dropna()) == set(rules["enum"]), field["name"]


def test_every_csv_file_is_described():
    described = {Path(entry["path"]).name for entry in ABOUT.values()}
    assert {path.name for path in (DATA / "tables").glob("*.csv")} == described


@pytest.mark.parametrize("name", SHAPE)
def test_table_has_the_rows_entities_and_years_that_we_counted(name):
    rows = table(name)
    assert (len(rows), set(rows.iso3), rows.year.min(), rows.year.max()) == SHAPE[name]


# Each lesson's facts have known values of their own.
LESSONS = [importlib.import_module(path.stem) for path in sorted(Path(__file__).parent.glob("test_table_facts_*.py"))]


@pytest.mark.parametrize(("name", "key", "column", "value"), KNOWN + [known for lesson in LESSONS for known in lesson.KNOWN])
def test_known_value_stands_in_the_table(name, key, column, value):
    assert table(name).set_index(ABOUT[name]["schema"]["primaryKey"]).loc[key, column] == value


def test_income_ratio_follows_from_the_incomes():
    gdppc, pct = wide("income", "gdppc_1990gk"), wide("income", "pct_weu12")
    assert (gdppc.div(gdppc.WEU12, axis=0) * 100 - pct).abs().max().max() <= 0.15
    assert (pct.WEU12 == 100).all() and pct.max().max() < 120 and pct.min().min() > 20


def test_income_marks_the_assumed_rate_and_nothing_else():
    assumed = table("income").query("basis == 'assumed rate'")
    expected = {(iso3, year) for iso3 in ("SUN", "EEU7") for year in (1500, 1600, 1700, 1820)}
    assert set(zip(assumed.iso3, assumed.year, strict=True)) == expected
    for _, rows in assumed.groupby("iso3"):
        gdppc = rows.set_index("year").gdppc_1990gk
        growth = [(gdppc[b] / gdppc[a]) ** (1 / (b - a)) - 1 for a, b in [(1500, 1600), (1600, 1700), (1700, 1820)]]
        assert growth == pytest.approx([0.001] * 3, abs=0.00003)


def test_income_has_no_soviet_figures_where_none_exist():
    years = set(table("income").query("iso3 == 'SUN'").year)
    assert not years & {*range(1914, 1928), *range(1941, 1946)}


def test_income_now_keeps_the_ussr_and_russia_apart():
    rows, gdppc = table("income-now"), wide("income-now", "gdppc_2011usd")
    assert (gdppc.div(gdppc.USA, axis=0) * 100 - wide("income-now", "pct_usa")).abs().max().max() <= 0.06
    assert rows[rows.iso3 == "SUN"].year.max() == 1990 == rows[rows.iso3 == "RUS"].year.min()
    assert gdppc.RUS[1990] > gdppc.SUN[1990]
    assert set(table("income-sources").iso3) == set(rows.iso3)


def test_armies_follow_from_soldiers_and_people():
    rows = table("armies")
    assert (1000 * rows.milper_thousand / rows.tpop_thousand - rows.soldiers_per_1000).abs().max() <= 0.0501
    assert rows.soldiers_per_1000.between(0.5, 170).all() and rows.cinc.between(0.01, 0.4).all()
    russia, germany = rows[rows.iso3 == "RUS"], rows[rows.iso3 == "DEU"]
    assert set(russia[russia.country == "Russian Federation"].year) == set(range(1992, 2023))
    assert not {1918, 1991} & set(russia.year) and not set(range(1946, 1955)) & set(germany.year)


def test_weight_follows_from_its_two_shares():
    rows = table("weight")
    assert (rows.cinc_pct / rows.income_pct - rows.ratio).abs().max() <= 0.02
    assert rows.cinc_pct.between(1, 40).all() and rows.income_pct.between(1, 30).all()
    assert rows[rows.iso3 == "SUN"].year.max() == 1990 and rows[rows.iso3 == "RUS"].year.min() == 1992
    assert (rows[rows.iso3.isin(["SUN", "RUS"])].ratio > 1).all()


def test_borders_follow_from_length_land_and_people():
    rows = table("borders")
    assert (rows.population_2024 / rows.area_land_km2 - rows.people_per_km2).abs().max() <= 0.0501
    border = rows.land_boundary_km * 1e6 / rows.population_2024
    assert (border - rows.boundary_km_per_million_people).abs().max() <= 0.0501


def test_disputes_add_up_inside_each_row():
    rows = table("disputes")
    begun = rows.groupby("partner_group").disputes_begun.sum().to_dict()
    assert len(rows) == 9 and begun == {"asia": 14, "nato_eu": 19, "soviet": 31}
    for part in ("russian_side_first", "russia_used_force", "partner_used_force"):
        assert (rows[part] <= rows.disputes_begun).all()
    assert rows.highest_level.between(1, 5).all()


def test_population_index_follows_from_population():
    people = wide("population", "population_million")
    assert (people / people.loc[1990] * 100 - wide("population", "index_1990")).abs().max().max() <= 0.05
    assert people.notna().all().all()


def test_findings_say_in_words_what_the_tables_hold():
    """The words around the places: who leads, who is level, when a line turns."""
    people, pct = wide("population", "population_million").RUS, wide("income", "pct_weu12")
    assert people.loc[2008:2019].is_monotonic_increasing and people.loc[2019:2024].is_monotonic_decreasing
    assert pct.SUN[1870] == pytest.approx(pct.EEU7[1870], abs=1) and pct.SUN[1870] > pct.JPN[1870] + 5
    gdppc = wide("income", "gdppc_1990gk")
    assert gdppc.WEU12[1820] < gdppc.SUN[1931] < gdppc.WEU12[1850]
    usa = wide("income-now", "pct_usa")
    assert usa.RUS[2004] == usa.POL[2004] and usa.RUS[2011] > usa.POL[2011] and usa.POL[2022] > usa.RUS[2022]
    assert usa.RUS[2013] > usa.SUN.max() and usa.RUS.loc[2014:].max() < usa.RUS[2013]
    ratio = wide("weight", "ratio")
    assert min(ratio.GBR[1870], ratio.CHN[1950]) > ratio.SUN.max() > 1 > ratio.USA[1988]


@pytest.mark.parametrize(
    ("first", "last", "order"),
    [
        (1816, 1852, "RUS DEU FRA GBR USA"),
        (1857, 1913, "FRA DEU RUS GBR USA"),
        (1924, 1930, "FRA GBR RUS USA DEU"),
        (1950, 1990, "RUS USA FRA DEU GBR"),
        (1992, 2022, "RUS USA FRA GBR DEU"),
    ],
)
def test_armies_rank_the_powers_as_the_finding_says(first, last, order):
    typical = wide("armies", "soldiers_per_1000").loc[first:last].median()
    assert list(typical.sort_values(ascending=False).index) == order.split()


def test_borders_rank_russia_as_the_finding_says():
    rows = table("borders").set_index("iso3")
    longer = rows[rows.boundary_km_per_million_people > rows.boundary_km_per_million_people.RUS]
    assert set(longer.index) == {"CAN", "ARG", "KAZ"}
    assert set(rows[rows.n_land_neighbours == rows.n_land_neighbours.max()].index) == {"RUS", "CHN"}


def test_note_on_a_chart_stands_at_a_value_of_its_table():
    files = (DATA / "content").glob("*/exhibits.yaml")
    exhibits = [record for file in files for record in yaml.load(file.read_text("utf-8"), yaml.BaseLoader)]
    notes = [(e["table"], e["chart"], note) for e in exhibits for note in e["chart"].get("notes", [])]
    assert notes
    for name, chart, note in notes:
        at = table(name)[lambda rows, x=chart["x"], here=note["x"]: rows[x].astype(str) == here]
        assert (at[chart["y"]] - float(note["y"])).abs().min() < 0.01, (name, note)
