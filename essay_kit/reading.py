"""YAML as text: every scalar stays a string, and what YAML loses in silence becomes a sentence.

Plain YAML lets a repeated key win, cuts a sentence at " #" and reads `no` as False. Here the first two are mistakes
with a line number, and the third cannot happen, since pydantic makes the types.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import yaml

# The C reader is about ten times faster; the plain one serves where Python was built without it.
Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass
class Reading:
    """What a file holds, the line of each part, and what is wrong with it.

    `lines` maps the path to a part, such as (3, "chart", "years"), to its line, counted from 1.
    """

    file: str
    data: object = None
    lines: dict[tuple, int] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    def line(self, path: tuple) -> int:
        """The line of a part, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read(file: str, raw: bytes) -> Reading:
    """Read the bytes of a YAML file; never raises, whatever they hold."""
    reading = Reading(file)
    try:
        text = raw.decode("utf-8")
        node = yaml.compose(text, Loader)
        if node is not None:
            reading.data = _value(node, (), reading, text.splitlines())
    except UnicodeDecodeError as wrong:
        reading.mistakes.append(f"{file}: byte {wrong.start} is not UTF-8 text. Save the file as UTF-8.")
    except yaml.MarkedYAMLError as wrong:
        mark = wrong.problem_mark or wrong.context_mark
        where = f", line {mark.line + 1}" if mark else ""
        reading.mistakes.append(
            f"{file}{where}: the file is not valid YAML ({wrong.problem or wrong.context}). Look at "
            "the indentation and quotes there; write sentences on the line below “text: >”."
        )
    except (yaml.YAMLError, RecursionError, ValueError) as wrong:
        reading.mistakes.append(f"{file}: the file is not valid YAML ({str(wrong).splitlines()[0]}).")
    return reading


def pack(reading: Reading) -> bytes:
    """What a file without mistakes holds, as JSON, which Python reads fifty times faster where YAML's C reader is missing."""
    records = reading.data if isinstance(reading.data, list) else []
    return json.dumps({"data": reading.data, "lines": [reading.line((at,)) for at in range(len(records))]}).encode()


def unpack(file: str, raw: bytes) -> Reading:
    """Read what `pack` wrote; of the lines, only those of the records are known."""
    held = json.loads(raw)
    return Reading(file, held["data"], {(at,): line for at, line in enumerate(held["lines"])})


def _value(node: yaml.Node, path: tuple, reading: Reading, lines: list[str]) -> object:
    reading.lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, at), reading, lines) for at, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, reading, lines)
    _look_for_cut(node, reading, lines)
    return node.value


def _mapping(node: yaml.MappingNode, path: tuple, reading: Reading, lines: list[str]) -> dict:
    found: dict[str, object] = {}
    for key_node, value_node in node.value:
        key, line = key_node.value, key_node.start_mark.line + 1
        if not isinstance(key, str):
            reading.mistakes.append(f"{reading.file}, line {line}: a name was expected before the colon.")
            continue
        if key in found:
            reading.mistakes.append(
                f"{reading.file}, line {line}: “{key}” stands twice in one record (first on line "
                f"{reading.lines[(*path, key)]}). Keep one of them."
            )
            continue
        found[key] = _value(value_node, (*path, key), reading, lines)
        reading.lines[(*path, key)] = line
    return found


def _look_for_cut(node: yaml.ScalarNode, reading: Reading, lines: list[str]) -> None:
    """Refuse a bare scalar that " #" cuts: YAML would drop the rest of the sentence in silence."""
    end = node.end_mark
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    if not node.style and rest.lstrip().startswith("#"):
        reading.mistakes.append(
            f"{reading.file}, line {end.line + 1}: “#” cuts the text to “{node.value}”. Write the "
            "sentence on the line below “text: >”, or put it in quotes."
        )
