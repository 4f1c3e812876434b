"""The pages of the reader: one for each notebook, the contents, and what one looks up."""

from __future__ import annotations

import pathlib
import re
from html import escape, unescape

from ..content import Course
from ..errors import CourseError
from ..kit import Kit
from ..views import html
from . import asks, cells, evidence, notebook, prose
from .prose import Prose
from .shell import HOW, Page

# What stands there until the script says how answers are kept; a script that is blocked says nothing.
NOTE = (
    '<p class="rd-keeps ek-meta" role="status">Script does not run here. Everything can be read: open what is closed. To answer, '
    "take paper.</p>"
)
LOOKED_UP = {
    "glossary": ("Glossary", "The terms in the order of the alphabet, with their originals and the pages on which the essay uses them."),
    "timeline": ("Timeline", "Dated events, each with its source."),
    "literature": ("Literature", "The works that the course cites, and why to read them."),
    "sources": ("Sources", "Where each table comes from, how it was made, and what its columns hold."),
    "licences": ("Licences", "What you may do with the texts, the tables and the code."),
}
PLOTLY = (
    "<h2>The code</h2><p>The code of these pages is under the MIT licence. The file plotly.min.js, which draws the charts, is "
    "plotly.js by Plotly, Inc., under the MIT licence too; its own notice stands at the head of the file.</p>"
)


def lessons(course: Course, folder: pathlib.Path) -> list[Page]:
    """One page for each notebook that a lesson names, in the order of their names; raises CourseError for a missing one."""
    named = sorted({lesson.notebook for lesson in course.all("lessons")})
    if not named:
        raise CourseError("No lesson names a notebook, so there is nothing to read. See lessons.yaml.")
    if missing := [name for name in named if not (folder / name).is_file()]:
        raise CourseError(f"There is no notebook {' and no '.join(missing)} in {folder}, though a lesson names it.")
    names = {pathlib.PurePath(name).stem for name in named}
    return [_lesson(course, notebook.read(folder / name), names) for name in named]


def _lesson(course: Course, book: notebook.Notebook, names: set[str]) -> Page:
    writer = Prose(names, {"main", "my-answers", "my-answers-head", "my-answers-text"})
    inner, pictures = evidence.apart(cells.inside(course, book, writer, HOW))
    title = next((text for level, _, text in writer.headings if level == 1), "")
    if not title:
        raise CourseError(f"{book.name}.ipynb has no title: its first cell begins with “# ” and the title.")
    first = re.search(r"</h1>\s*<p>(.*?)</p>", inner, re.S)
    about = unescape(re.sub(r"<[^>]+>", "", first[1])) if first else ""
    heads = tuple((name, text) for level, name, text in writer.headings if level == 2)
    asking = 'class="rd-ask"' in inner
    if asking:
        inner = inner.replace("</h1>", "</h1>" + NOTE, 1)
        heads += (("my-answers", "Your answers on this page"),)
    return Page(book.name, title, inner, " ".join(about.split()), heads, asking, True, pictures)


def contents(course: Course, made: list[Page]) -> Page:
    """The first page: what each page is about, how they are used, the edition, the licences."""
    essay = course.essay
    rows = "".join(f'<li><a href="{p.name}.html">{escape(p.title)}</a><br>{escape(p.about)}</li>' for p in made)
    more = "".join(f'<li><a href="{name}.html">{title}</a>: {escape(about)}</li>' for name, (title, about) in LOOKED_UP.items())
    inner = f"<h1>{escape(essay.question)}</h1>" + html.p(
        f"A course on one essay: {essay.author}, “{essay.title}”, {essay.published}. It takes the essay's claims one by one and holds "
        "them against data that may prove it wrong. The essay itself is not included."
    )
    inner += f'<h2>The pages</h2><ol class="rd-contents">{rows}</ol><h2>To look things up</h2><ul>{more}</ul>'
    inner += f"<h2>How to use these pages</h2>{HOW}<h2>Edition and licences</h2>" + html.p(
        f"Edition {essay.edition} of the course, with {len(course.all('claims'))} claims and {len(course.all('exhibits'))} exhibits."
    )
    inner += (
        '<p>Texts, tables and code have their own licences: see <a href="licences.html">Licences</a> and, table by table, '
        '<a href="sources.html">Sources</a>.</p>'
    )
    return Page("index", essay.question, inner)


def looked_up(course: Course, data: pathlib.Path) -> list[Page]:
    """Glossary, timeline, literature, sources and licences."""
    kit = asks.fresh(course)
    inside = {
        # a box for each, since a table of five columns is no reading on a phone
        "glossary": "".join(asks.still(kit.term(term.id), "") for term in sorted(course.all("glossary"), key=lambda t: t.term.lower())),
        "timeline": asks.still(kit.timeline(), ""),
        "literature": asks.still(kit.literature(), ""),
        "sources": "".join(_source(kit, name) for name in course.tables.about),
        "licences": _licences(data) + PLOTLY,
    }
    heads = {"sources": tuple((f"table-{name}", about["title"]) for name, about in course.tables.about.items())}
    return [
        Page(name, title, f"<h1>{title}</h1>{html.p(about)}{inside[name]}", heads=heads.get(name, ()))
        for name, (title, about) in LOOKED_UP.items()
    ]


def _source(kit: Kit, name: str) -> str:
    """A table's pedigree; what its columns hold is long, and opens on request."""
    part = cells.below(asks.still(kit.sources(name), ""), 2)
    part = part.replace('<div class="ek-table ', '<details><summary>Its columns</summary><div class="ek-table ')
    part = part.replace("</table></div>", "</table></div></details>")
    link = f'<p>The table itself: <a href="tables/{escape(name)}.csv">{escape(name)}.csv</a></p>'
    return f'<section id="table-{escape(name)}">{part}{link}</section>'


def _licences(data: pathlib.Path) -> str:
    """The course's own words on its licences, below the page's title."""
    try:
        text = (data / "LICENSE.md").read_text("utf-8")
    except OSError:
        return html.p("What may be done with each table stands with its source.")
    return prose.html(text, Prose(set(), {"main"})).replace("<h1", "<h2").replace("</h1>", "</h2>")
