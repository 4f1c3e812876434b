"""What the YAML files hold, read once and kept as JSON: opening a course then takes a quarter of the time, and
in a browser, where YAML has no C reader, a small part of it.

`data/content/.packed.json` holds for each file its sha256, its data and the line of each record. A file that was edited since has
another sha256 and is read from its YAML, so that nothing kept here is ever shown in the place of an author's words.
"""

from __future__ import annotations

import hashlib
import json
from importlib.resources.abc import Traversable

from . import reading
from .errors import ContentError

FILE = ".packed.json"
FORMAT = 1


class Packed:
    """What was kept beside a course's YAML files; empty where nothing was, or where it is damaged."""

    def __init__(self, folder: Traversable) -> None:
        try:
            kept = json.loads((folder / FILE).read_text("utf-8"))
            self._files = kept["files"] if kept["format"] == FORMAT else {}
        except (OSError, ValueError, KeyError, TypeError):
            self._files = {}

    def read(self, name: str, raw: bytes) -> reading.Reading:
        """What a YAML file of these bytes holds: as kept, or read now."""
        file = f"data/content/{name}.yaml"
        try:
            kept = self._files[name]
            if kept["sha256"] == hashlib.sha256(raw).hexdigest():
                return reading.Reading(file, kept["data"], {(at,): line for at, line in enumerate(kept["lines"])})
        except (KeyError, TypeError, AttributeError):
            pass
        return reading.read(file, raw)


def pack(folder: Traversable) -> int:
    """Keep what all YAML files of data/content hold; return their number.

    Raises ContentError where one of them cannot be read.
    """
    files, mistakes = {}, []
    for path in sorted(folder.rglob("*.yaml")):
        name, raw = path.relative_to(folder).with_suffix("").as_posix(), path.read_bytes()
        found = reading.read(f"data/content/{name}.yaml", raw)
        mistakes += found.mistakes
        records = found.data if isinstance(found.data, list) else []
        lines = [found.lines[(at,)] for at in range(len(records))]
        files[name] = {"sha256": hashlib.sha256(raw).hexdigest(), "data": found.data, "lines": lines}
    if mistakes:
        raise ContentError(mistakes)
    (folder / FILE).write_text(json.dumps({"format": FORMAT, "files": files}, ensure_ascii=False), "utf-8")
    return len(files)
