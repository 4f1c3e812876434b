"""A table as plain rows, where pandas is not installed."""

from __future__ import annotations

from .. import tables
from . import html
from .view import View

NOTE = "Shown as plain rows: pandas, which would make a DataFrame of them, is not installed here."
MOST = 60  # rows, as many as pandas shows


class PlainTable(View):
    """The rows of a table; with a list of columns in square brackets, those columns."""

    def __init__(self, table: tables.Table, columns: list[str] | None = None) -> None:
        self.table, self.columns = table, list(columns or table.columns)
        rows = [[str(row.get(name, "")) for name in self.columns] for row in table.rows]
        left = f" The first {MOST} of {len(rows)} rows." if len(rows) > MOST else ""
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in self.columns)
        body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows[:MOST])
        text = "\n".join(["\t".join(self.columns), *("\t".join(row) for row in rows[:MOST])])
        inner = html.p(NOTE + left, "ek-meta") + f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        super().__init__([html.piece(html.box(inner), f"{NOTE}{left}\n{text}")])

    def __getitem__(self, columns: str | list[str]) -> PlainTable:
        return PlainTable(self.table, [columns] if isinstance(columns, str) else columns)
