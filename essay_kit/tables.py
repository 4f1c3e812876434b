"""Tables with their pedigree: a CSV file and its entry in datapackage.json.

Rows are read with the standard library, so that a page costs no pandas; `Table.frame` is a DataFrame for the curious.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from .errors import ContentError, CourseError, UnknownIdError

if TYPE_CHECKING:
    import pandas

Value = str | int | float | None
READERS = {"string": str, "integer": int, "number": float, "year": int}
PEDIGREE = ("title", "publisher", "version", "citation", "retrieved", "derivation", "caveat", "sha256")


@dataclass(frozen=True)
class Table:
    """Rows, their key and where they come from; `about` is the table's entry in datapackage.json."""

    name: str
    about: dict
    rows: tuple[dict[str, Value], ...]

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell rows apart, for example (iso3, year)."""
        key = self.about["schema"]["primaryKey"]
        return (key,) if isinstance(key, str) else tuple(key)

    @property
    def columns(self) -> list[str]:
        """The columns in the order of the file."""
        return [field["name"] for field in self.about["schema"]["fields"]]

    @cached_property
    def by_key(self) -> dict[tuple, dict[str, Value]]:
        """Each row under its key."""
        return {tuple(row[k] for k in self.key): row for row in self.rows}

    @property
    def frame(self) -> pandas.DataFrame:
        """The rows as a DataFrame, one column for each field; blanks are missing values."""
        import pandas

        return pandas.DataFrame(list(self.rows), columns=self.columns)

    @property
    def source_line(self) -> str:
        """What stands under a chart: citation, version and licence."""
        licence = "; ".join(item.get("title") or item["name"] for item in self.about.get("licenses", []))
        return f"{self.about['citation']} Version: {self.about['version']}. Licence as stated: {licence}."


class Tables:
    """The tables of a course, read when they are asked for and then kept."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self._read: dict[str, Table] = {}
        try:
            package = json.loads((folder / "datapackage.json").read_text("utf-8"))
            self.about = {entry["name"]: entry for entry in package["resources"]}
        except (OSError, ValueError, KeyError, TypeError) as wrong:
            raise ContentError([f"data/datapackage.json cannot be read ({wrong}). Restore it from the course."]) from None

    def names(self) -> list[str]:
        """The names of all tables."""
        return list(self.about)

    def __getitem__(self, name: str) -> Table:
        """The table of that name.

        Raises UnknownIdError for a name that the descriptor lacks, CourseError for a file that is missing or is not
        the one described.
        """
        if name not in self._read:
            if name not in self.about:
                raise UnknownIdError(name, "table", self.names())
            self._read[name] = self._load(self.about[name])
        return self._read[name]

    def _load(self, about: dict) -> Table:
        path = about.get("path", "")
        try:
            raw = (self._folder / path).read_bytes()
        except OSError:
            raise CourseError(
                f"The table data/{path} is missing. Restore it from the course; no chart is drawn without its data."
            ) from None
        # A file that git checked out with Windows line ends is still the file that was described.
        raw = raw.replace(b"\r\n", b"\n")
        if hashlib.sha256(raw).hexdigest() != about.get("sha256"):
            raise CourseError(
                f"The table data/{path} is not the one that datapackage.json describes (its sha256 "
                "differs). Restore it from the course; if the change is meant, run “make seal”."
            )
        return Table(about["name"], about, tuple(_rows(raw.decode("utf-8"), about)))


def _rows(text: str, about: dict) -> list[dict[str, Value]]:
    """Read CSV text with the types that the descriptor gives; a blank becomes None."""
    fields = {field["name"]: READERS.get(field["type"], str) for field in about["schema"]["fields"]}
    reader = csv.DictReader(io.StringIO(text))
    if list(reader.fieldnames or []) != list(fields):
        raise CourseError(f"The table data/{about['path']} has the columns {reader.fieldnames}, its description has {list(fields)}.")
    rows = []
    for line, row in enumerate(reader, start=2):
        try:
            rows.append({name: fields[name](row[name]) if row[name] != "" else None for name in fields})
        except (ValueError, TypeError):
            raise CourseError(f"data/{about['path']}, line {line}: a value is not what its description says ({dict(row)}).") from None
    return rows


def pedigree_mistakes(about: dict) -> list[str]:
    """Say what a table's description lacks: without source, licence, date and fields it must not be shown."""
    name = about.get("name", "a table without a name")
    lacks = [key for key in PEDIGREE if not str(about.get(key, "")).strip()]
    lacks += [key for key in ("sources", "licenses") if not about.get(key)]
    fields = about.get("schema", {}).get("fields", [])
    lacks += [f"a description of {f.get('name')}" for f in fields if not f.get("description")]
    lacks += [] if about.get("schema", {}).get("primaryKey") else ["schema.primaryKey"]
    return [f"data/datapackage.json, table {name}: {item} is missing." for item in lacks]


def seal(folder: Traversable) -> list[str]:
    """Write the sha256 and size of each table as it is now into datapackage.json; return the names that changed.

    For an author who has changed a table on purpose: `python -m essay_kit seal data`.
    """
    path = folder / "datapackage.json"
    package, changed = json.loads(path.read_text("utf-8")), []
    for entry in package["resources"]:
        raw = (folder / entry["path"]).read_bytes().replace(b"\r\n", b"\n")
        now = {"sha256": hashlib.sha256(raw).hexdigest(), "bytes": len(raw), "rows": raw.count(b"\n") - 1}
        if {key: entry.get(key) for key in now} != now:
            entry.update(now)
            changed.append(entry["name"])
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return changed
