"""Cut the course's tables out of the collected sources: python data/make_tables.py SOURCES_FOLDER [TABLE ...]

The sources are not shipped (some must not be), so their folder is an argument. The modules in making/ hold one function
for each table, which bears its name (income_now makes income-now); a new table is a new function, its name and number of
rows in that module's TABLES, and an entry in datapackage.json with title, fields, licence and caveat. This script writes
tables/*.csv and fills only sha256, bytes and rows into the descriptor.
Nothing is interpolated. A table that breaks a promise below is not written.
"""

import hashlib
import importlib
import json
import pkgutil
import sys
from pathlib import Path

import making
import pandas as pd
from making import sources

HERE = Path(__file__).resolve().parent


def check(name: str, table: pd.DataFrame, about: dict, rows: int, known: dict) -> None:
    """Stop where a table is not what its descriptor promises."""
    key = about["schema"]["primaryKey"]
    assert len(table) == rows, f"{name}: {len(table)} rows, {rows} expected"
    columns = [field["name"] for field in about["schema"]["fields"]]
    assert list(table.columns) == columns, f"{name}: {list(table.columns)}"
    assert not table.duplicated(key).any(), f"{name}: repeated keys"
    for field in about["schema"]["fields"]:
        column, rules = table[field["name"]], field.get("constraints", {})
        assert not rules.get("required", True) or not column.isna().any(), f"{name}: blanks in {field['name']}"
        if pd.api.types.is_numeric_dtype(column):  # a blank or a number below nought has to be allowed by the descriptor
            assert not (column < rules.get("minimum", 0)).any(), f"{name}: {field['name']} below its minimum"
    for (owner, at, column), value in known.items():
        if owner == name:
            found = table.set_index(key).loc[at if len(at) > 1 else at[0], column]
            assert found == value, f"{name}: {at} {column} is {found}, {value} expected"


def main(wanted: list[str]) -> None:
    """Write every table, or those named, and their fingerprints."""
    package = json.loads((HERE / "datapackage.json").read_text("utf-8"))
    about = {entry["name"]: entry for entry in package["resources"]}
    for info in pkgutil.iter_modules(making.__path__):
        module = importlib.import_module(f"making.{info.name}")
        for make, rows in getattr(module, "TABLES", {}).items():
            name = make.__name__.replace("_", "-")
            if wanted and name not in wanted:
                continue
            table = make()
            check(name, table, about[name], rows, module.KNOWN)
            raw = table.to_csv(index=False, lineterminator="\n").encode("utf-8")
            (HERE / "tables" / f"{name}.csv").write_bytes(raw)
            about[name].update(sha256=hashlib.sha256(raw).hexdigest(), bytes=len(raw), rows=len(table))
            print(f"{name}: {len(table)} rows")
    (HERE / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    if sources.SOURCES is None:
        sys.exit(__doc__)
    main(sys.argv[2:])
