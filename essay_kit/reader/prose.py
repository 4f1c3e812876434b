"""Markdown to HTML, with headings that can be linked to and links that stay inside the reader."""

from __future__ import annotations

import re
from html import escape, unescape
from urllib.parse import urlsplit

import mistune

# A paragraph that asks to run cells has nothing to say here.
RUNNING = "Run All Cells"


class Prose(mistune.HTMLRenderer):
    """One page's prose; `headings` are (level, id, text), in order. No HTML of the notebook's own comes through."""

    def __init__(self, pages: set[str], taken: set[str]) -> None:
        super().__init__(escape=True)
        self.pages, self.taken = pages, taken
        self.headings: list[tuple[int, str, str]] = []

    def heading(self, text: str, level: int, **attrs: object) -> str:
        """A heading with an id of its own."""
        plain = unescape(re.sub(r"<[^>]+>", "", text))
        name = free(plain, self.taken)
        self.headings.append((level, name, plain))
        return f'<h{level} id="{name}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """A link to another page, within this one, or out into the world; any other has nothing to lead to and is text."""
        file, mark, part = url.partition("#")
        part = slug(part) if mark else ""
        if file.endswith(".ipynb"):
            if file.removesuffix(".ipynb") not in self.pages:
                return text
            url = f"{file.removesuffix('.ipynb')}.html{mark}{part}"
        elif not file:
            url = f"#{part}"
        elif urlsplit(file).scheme not in ("https", "http"):
            return text
        return f'<a href="{escape(url)}">{text}</a>'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """What a picture shows, in words: pictures of the kit come from its records."""
        return text

    def paragraph(self, text: str) -> str:
        """A paragraph, unless it is about running cells."""
        return "" if RUNNING in text else f"<p>{text}</p>\n"

    def list_item(self, text: str, **attrs: object) -> str:
        """A point of a list, unless it is about running cells."""
        return "" if RUNNING in text else f"<li>{text}</li>\n"


def free(text: str, taken: set[str]) -> str:
    """An id made of a text, that no other element of the page has."""
    name, number = slug(text), 1
    while (found := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    taken.add(found)
    return found


def slug(text: str) -> str:
    """A text as an id: JupyterLab's own ids of headings come to the same."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "part"


def html(markdown: str, prose: Prose) -> str:
    """The HTML of a text; its tables scroll by themselves."""
    made = mistune.create_markdown(renderer=prose, plugins=["table"])(markdown)
    box = '<div class="ek-table rd-table" tabindex="0" role="group" aria-label="Table"><table>'
    return made.replace("<table>", box).replace("</table>", "</table></div>")
