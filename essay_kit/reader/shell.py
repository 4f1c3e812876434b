"""The frame that all pages share: head, ways to the other pages, the reader's answers, foot."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from ..content import Course

# Whatever a page holds, a browser that opens it asks nobody for anything and sends nothing. A page from a USB stick has
# no origin of its own, so the files beside it are named by their scheme.
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; img-src 'self' file: data: blob:; "
    "base-uri 'none'; form-action 'none'"
)
HOW = (
    "<ol><li>Read from top to bottom. You need no Python and no internet.</li>"
    "<li>Where there is a box, say what you expect and lock it. The evidence then opens. You can also open it without.</li>"
    "<li>Under each chart stand its words and its data. The chart itself answers to the mouse, to a finger and, where it has a "
    "slider, to the arrow keys.</li>"
    "<li>The box at the end of a page puts your answers together as text, to copy or to save.</li></ol>"
    "<p>Your answers stay in this browser, on this computer. They hold no name, and they are sent nowhere. On a computer that "
    "others use, erase them at the end of the page. Models, line-ups, sortings and combinations are pictures here: their controls "
    "need the notebook. On paper a page shows everything, the evidence too. Nobody marks your opinions: what counts is how you use "
    "evidence.</p>"
)
ANSWERS = (
    '<section id="my-answers" class="rd-answers" aria-labelledby="my-answers-head" hidden>'
    '<h2 id="my-answers-head">Your answers on this page</h2>'
    '<p><button type="button" class="ek-button" data-do="show">Show all my answers as text</button></p>'
    '<div class="rd-text" hidden><p><label for="my-answers-text">All that you entered on this page</label></p>'
    '<textarea id="my-answers-text" rows="12" readonly></textarea>'
    '<p class="rd-row"><button type="button" class="ek-button" data-do="copy">Copy</button> '
    '<button type="button" class="ek-button" data-do="save">Save as a file</button></p></div>'
    '<p class="rd-row"><button type="button" class="ek-button ek-quiet" data-do="erase">Erase my answers on this page</button>'
    '<span class="rd-sure" role="group" aria-label="Sure?" hidden>Sure? '
    '<button type="button" class="ek-button" data-do="yes">Yes, erase</button> '
    '<button type="button" class="ek-button" data-do="no">Keep</button></span></p>'
    '<p role="status" class="rd-done"></p></section>'
)


@dataclass(frozen=True)
class Page:
    """A page: the name of its file without the ending, its title, the HTML of its inside, its parts and its line in the contents.

    `asks` says whether there is anything to answer, `lesson` whether it is a notebook's; `heads` are (id, text) of what stands on
    it; `pictures` are its files.
    """

    name: str
    title: str
    inner: str
    about: str = ""
    heads: tuple[tuple[str, str], ...] = ()
    asks: bool = False
    lesson: bool = False
    pictures: dict[str, bytes] = field(default_factory=dict)


def whole(course: Course, page: Page, before: Page | None = None, after: Page | None = None) -> str:
    """The page as a file."""
    title = page.title if page.name == "index" else f"{page.title} – {course.essay.title}"
    store = escape(f"{course.essay.id}/{page.name}")
    body = (
        f'<a class="rd-skip" href="#main">Skip to the text</a><header class="rd-top">{_ways(page)}</header>'
        f'<main id="main" tabindex="-1">{page.inner}{ANSWERS if page.asks else ""}</main>{_steps(before, after)}'
        f'<footer><p class="rd-hint">{escape(_foot(course))} <a href="licences.html">Licences</a></p></footer>'
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="reader.css"></head>'
        f'<body data-store="{store}"{" data-lesson" if page.lesson else ""}>{body}<script src="reader.js" defer></script></body></html>\n'
    )


def _foot(course: Course) -> str:
    return f"{course.essay.author}, “{course.essay.title}” ({course.essay.year}). Course edition {course.essay.edition}."


def _ways(page: Page) -> str:
    """To the contents, and to the parts of this page."""
    if page.name == "index":
        return ""
    links = "".join(f'<li><a href="#{name}">{escape(text)}</a></li>' for name, text in page.heads)
    parts = f"<details><summary>On this page</summary><ul>{links}</ul></details>" if links else ""
    return f'<nav aria-label="Pages and parts"><a href="index.html">Contents</a>{parts}</nav>'


def _steps(before: Page | None, after: Page | None) -> str:
    ways = [f'<a rel="prev" href="{before.name}.html">Before: {escape(before.title)}</a>'] if before else []
    ways += [f'<a rel="next" href="{after.name}.html">Next: {escape(after.title)}</a>'] if after else []
    return f'<nav class="rd-steps" aria-label="Before and next">{" ".join(ways)}</nav>' if ways else ""
