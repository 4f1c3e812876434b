"""The paper that sheets are printed on: one HTML file each, no script, nothing from outside."""

from __future__ import annotations

from html import escape

from ..content import Course

STYLE = """
@page {size: A4; margin: 12mm}
* {box-sizing: border-box}
body {font: 15px/1.45 Arial, 'DejaVu Sans', sans-serif; color: #1b1b1b; background: #fff; max-width: 52em; margin: 1.5em auto;
  padding: 0 1em; overflow-wrap: anywhere}
h1 {font-size: 1.5em; margin: 0 0 .3em} h2 {font-size: 1.15em; margin: 1em 0 .3em; border-bottom: 1px solid #777; break-after: avoid}
h3 {font-size: 1em; margin: .8em 0 .2em; break-after: avoid}
p, li, h1, h2, h3, th, td, strong {unicode-bidi: plaintext}
p, ul, ol {margin: .3em 0} ul, ol {padding-left: 1.4em}
table {border-collapse: collapse; width: 100%; margin: .4em 0}
th, td {border: 1px solid #999; padding: .2em .4em; text-align: left; vertical-align: top}
.meta {color: #444; font-size: .9em} .round {break-inside: avoid} .write {border-bottom: 1px solid #555; height: 1.7em}
.boxes {list-style: none; padding-left: .2em}
.row li {display: inline-block; margin-right: 1.2em}
.boxes li::before {content: "\\2610\\00a0"}
@media print {body {margin: 0; padding: 0; max-width: none; font-size: 10.5pt} a {color: inherit}
  body.plan {font-size: 8.4pt; line-height: 1.28} body.plan td, body.plan th {padding: 0 .4em}
  body.plan h3 {margin: .5em 0 .1em} body.plan p {margin: .15em 0}
  body.plan.long {font-size: 7.7pt; line-height: 1.22}
  body.plan .rounds {columns: 2; column-gap: 6mm} body.plan h2 {margin: .5em 0 .2em}}
"""
# Whatever a record holds, a browser that opens the page runs nothing and fetches nothing.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def paper(title: str, inner: str, course: Course, kind: str = "") -> str:
    """A whole page; `inner` is HTML already."""
    foot = f"{course.essay.author}, “{course.essay.title}” ({course.essay.year}). Course edition {course.essay.edition}."
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head>"
        f'<body class="{kind}"><main><h1>{escape(title)}</h1>{inner}</main>'
        f'<footer><p class="meta">{escape(foot)}</p></footer></body></html>'
    )


def contents(course: Course, pages: list[tuple[str, str]]) -> str:
    """The page that lists the others."""
    links = "".join(f'<li><a href="{escape(name)}">{escape(title)}</a></li>' for name, title in pages)
    return paper("Sheets to print", f"<p>Open a page and print it from your browser.</p><ul>{links}</ul>", course)


def para(text: str, label: str = "", css: str = "") -> str:
    """A paragraph of plain text, with what it is in bold before it."""
    lead = f"<strong>{escape(label)}</strong> " if label else ""
    return f"<p{f' class={chr(34)}{css}{chr(34)}' if css else ''}>{lead}{escape(text)}</p>"


def rows(name: str, head: list[str], body: list[list[str]]) -> str:
    """A table with headers; its name is read out, and stands in the heading above it for who sees."""
    top = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in body)
    return f'<table aria-label="{escape(name)}"><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>'


def boxes(texts: list[str], css: str = "boxes") -> str:
    """Answers to tick; "boxes row" puts short ones beside each other."""
    return f'<ul class="{css}">' + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def lines(many: int) -> str:
    """Room to write by hand."""
    return '<div class="write"></div>' * many
