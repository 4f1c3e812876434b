"""An exhibit in the reader: its question, then the evidence in a part that opens, with a chart that needs no script to be read."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape

from ..content import Course
from ..model import Exhibit
from ..views import html, tell

CSV = "Some rows are left out here; the file {} has them all."
PICTURE = re.compile(r"data:image/svg\+xml;base64,([\w+/=]+)")
# A longer table is a file to open elsewhere.
ROWS = 200


def exhibit(course: Course, record: Exhibit) -> str:
    """The exhibit; where a prediction comes first, its evidence is closed until the reader opens it."""
    question, chart, below = tell.exhibit(course, record, gated=False, opened=False).outputs
    shown = picture(chart, record.question) + below["text/html"].replace(
        escape(html.THINNED.format(record.table)), CSV.format(file(record.table))
    )
    if not any(prediction.exhibit == record.id for prediction in course.all("predictions")):
        return f'<section class="rd-exhibit">{question["text/html"]}{shown}</section>'
    hint = html.p("It opens by itself when you lock your prediction. You can also look without one.", "rd-hint")
    inner = f'<details class="rd-evidence" data-exhibit="{escape(record.id)}"><summary>Show the evidence</summary>{shown}</details>'
    return f'<section class="rd-exhibit">{question["text/html"]}{hint}{inner}</section>'


def file(table: str) -> str:
    """A link to a table as it is, in a file beside the pages."""
    return f'<a href="tables/{escape(table)}.csv">{escape(table)}.csv</a>'


def rows(course: Course, name: str) -> str:
    """A table for itself, with its columns as they are called in its file."""
    table = course.tables[name]
    shown = [["" if row[column] is None else str(row[column]) for column in table.columns] for row in table.rows[:ROWS]]
    more = CSV.format(file(name)) if len(table.rows) > ROWS else f"The same as a file: {file(name)}"
    return html.table(table.about["title"], table.columns, shown) + f'<p class="rd-hint">{more}</p>'


def picture(chart: dict, name: str) -> str:
    """The still picture, and beside it what the script needs to make it live."""
    label = escape(f"Chart: {name}")
    inner = chart["text/html"] + data(chart[html.PLOTLY], "rd-bundle")
    return f'<div class="rd-chart" tabindex="0" role="group" aria-label="{label}">{inner}</div>'


def data(value: object, css: str) -> str:
    """Values for the script, as text that no browser runs or shows."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" class="{css}">{text}</script>'


def apart(page: str) -> tuple[str, dict[str, bytes]]:
    """The page with its pictures as files beside it, and the files by name: in the page they were half of its weight."""
    files: dict[str, bytes] = {}

    def one(found: re.Match) -> str:
        svg = base64.b64decode(found[1])
        name = f"pictures/{hashlib.sha256(svg).hexdigest()[:12]}.svg"
        files[name] = svg
        return name

    return PICTURE.sub(one, page), files
