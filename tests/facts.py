"""The tables and their descriptions for the tests of facts: plain pandas, apart from essay_kit and from what makes the tables."""

import json
from pathlib import Path

import pandas as pd

DATA = Path(__file__).resolve().parents[1] / "data"
ABOUT = {entry["name"]: entry for entry in json.loads((DATA / "datapackage.json").read_text("utf-8"))["resources"]}


def table(name: str) -> pd.DataFrame:
    """Read one table; an id such as "2011" in the column `vote` stays text."""
    return pd.read_csv(DATA / ABOUT[name]["path"], dtype={"vote": str})


def keyed(name: str) -> pd.DataFrame:
    """One table under its key."""
    return table(name).set_index(ABOUT[name]["schema"]["primaryKey"]).sort_index()
