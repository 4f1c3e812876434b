"""Where the collected sources lie, and how a table is sorted."""

import sys
from pathlib import Path

import pandas as pd

SOURCES = Path(sys.argv[1]) if len(sys.argv) > 1 else None


def source(path: str) -> pd.DataFrame:
    """Read one collected file."""
    return pd.read_csv(SOURCES / path)


def in_order(rows: pd.DataFrame, order: object, entity: str = "iso3", year: str = "year") -> pd.DataFrame:
    """Sort by entity, in the order given, and year."""
    place = {name: at for at, name in enumerate(order)}
    return rows.sort_values([entity, year], key=lambda column: column.map(place) if column.name == entity else column)
