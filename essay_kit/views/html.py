"""Small pieces of HTML without script, each with its plain text. Whatever comes in is shown as text."""

from __future__ import annotations

from html import escape

from ..charts import Scene, bundle, svg, thinned, words

# JupyterLab takes letters typed on a focused element as commands, unless the element itself says otherwise.
OURS = 'data-lm-suppress-shortcuts="true"'
# JupyterLab, and a page that nbconvert makes, set whatever stands between dollar signs as a formula; a price is none.
NO_MATHS = "mathjax_ignore tex2jax_ignore"
PLOTLY = "application/vnd.plotly.v1+json"
THINNED = 'Some rows are left out here; kit.table("{}") has them all.'


def piece(html: str, plain: str) -> dict[str, str]:
    """One output: HTML for the screen, plain text for consoles and for comparing runs."""
    return {"text/html": html, "text/plain": plain}


def box(inner: str, extra: str = "", attributes: str = "") -> str:
    """A card; `inner` is HTML already."""
    return f'<div class="ek-box{" " + extra if extra else ""} {NO_MATHS}"{attributes}>{inner}</div>'


def p(text: str, css: str = "") -> str:
    """A paragraph of plain text."""
    return f"<p{f' class={chr(34)}{css}{chr(34)}' if css else ''}>{escape(text)}</p>"


def labelled(label: str, text: str, css: str = "") -> str:
    """A paragraph that opens with what it is, such as "Caveat."."""
    return f"<p{f' class={chr(34)}{css}{chr(34)}' if css else ''}><strong>{escape(label)}</strong> {escape(text)}</p>"


def items(texts: list[str]) -> str:
    """A list of plain texts."""
    return "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in texts) + "</ul>"


def details(summary: str, inner: str) -> str:
    """A part that opens on request; `inner` is HTML already."""
    return f"<details><summary {OURS}>{escape(summary)}</summary>{inner}</details>"


def table(caption: str, head: list[str], rows: list[list[str]], first_is_head: bool = True) -> str:
    """A data table with a caption and headers that a screen reader can use."""
    # an empty header would be read out as one
    top = "".join(f'<th scope="col">{escape(cell)}</th>' if cell else "<td></td>" for cell in head)
    body = "".join(
        "<tr>"
        + "".join(f'<th scope="row">{escape(c)}</th>' if at == 0 and first_is_head else f"<td>{escape(c)}</td>" for at, c in enumerate(row))
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="ek-table {NO_MATHS}" tabindex="0" {OURS} role="group" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def chart(scene: Scene) -> dict[str, object]:
    """The output of a chart: live where plotly is, else a picture, and the words."""
    said = words(scene)
    image = f'<img src="{svg(scene)}" alt="{escape(said)}" style="max-width:100%;height:auto">'
    return {PLOTLY: bundle(scene), "text/html": image, "text/plain": said}


def chart_data(scene: Scene, name: str) -> str:
    """The chart's data table, with a word where it was thinned."""
    head, rows, cut = thinned(scene)
    more = p(THINNED.format(name), "ek-meta") if cut else ""
    return table("The data of this chart", head, rows) + more
