"""What the course tells: claims, exhibits, terms, events, sources, as outputs that need no kernel."""

from __future__ import annotations

from html import escape

from .. import places
from ..charts import Scene, draw, shaded, words
from ..content import Course
from ..model import Claim, Exhibit, Lesson, Worked
from ..sheets.plan import plan as lesson_plan
from ..tables import Table
from . import html
from .view import ChartView, View

KINDS = {
    "thesis": "a thesis",
    "descriptive": "descriptive: a figure can show it",
    "causal": "causal: evidence bears on it, and cannot settle it",
    "predictive": "predictive: what came later bears on it",
    "conceptual": "conceptual: a definition, to be applied to cases",
    "method": "about method",
}
STRENGTHS = {
    "straw in the wind": "fits a little better if the claim is true; proves nothing either way",
    "hoop": "the claim must jump through it: failing would sink it, passing does not prove it",
    "smoking gun": "finding it all but proves the claim; not finding it says little",
    "doubly decisive": "settles it: proves this claim and sinks its rivals",
}
GRADES = {
    "supported": "the evidence here bears it out",
    "supported with a caveat": "it is borne out, but less, or elsewhere, than it says",
    "contested": "good evidence stands on both sides",
    "not supported": "the evidence here goes against it",
    "not testable": "no figure could settle it",
}
DIRECTIONS = {"for": "for the claim", "against": "against the claim", "both": "both ways", "none": "does not bear on it"}


def claim(course: Course, record: Claim) -> View:
    """A claim: our words, where it stands, what it rests on, what would prove it wrong."""
    section = next(s for s in course.essay.sections if s.letter == record.section)
    where = f"p. {record.page}, “{section.title}”; the paragraph that begins “{record.opens_with} …”"
    kinds = "; ".join(KINDS[kind] for kind in record.kinds)
    rests = [f"{c}: {course.get('claims', c).short}" for c in record.rests_on]
    inner = f'<h4 class="ek-q">Claim {escape(record.id)}: {escape(record.short)}</h4>' + html.p(record.text)
    inner += html.labelled("Where.", where, "ek-meta") + html.labelled("Kind.", kinds, "ek-meta")
    inner += html.labelled("What would count against it.", record.wrong_if)
    if rests:
        inner += html.labelled("It rests on", "; ".join(rests) + ".", "ek-meta")
    if record.objection:
        said = html.p(record.objection.text) + source(course, record.objection.work)
        inner += html.details(f"An objection ({record.objection.voice})", said)
    plain = f"Claim {record.id} ({where}): {record.text}\nKind: {kinds}.\nWhat would count against it: {record.wrong_if}"
    return View([html.piece(html.box(inner, "ek-claim"), plain)])


def claims(course: Course) -> View:
    """All claims in one list, by section."""
    inner, plain = "", []
    for section in course.essay.sections:
        own = [c for c in course.all("claims") if c.section == section.letter]
        lines = [f"{c.id} (p. {c.page}): {c.text}" for c in own]
        inner += f"<h4>{escape(section.title)} (p. {escape(section.pages)})</h4>" + html.items(lines)
        plain += [section.title, *lines]
    return View([html.piece(html.box(inner), "\n".join(plain))])


def exhibit(course: Course, record: Exhibit, gated: bool, opened: bool) -> ChartView:
    """An exhibit: its question; behind the gate its finding, chart, words, table, source, caveat and objection."""
    table = course.tables[record.table]
    scene = draw(record.chart, table)
    finding = places.fill(record.finding, table)
    question = f'<h4 class="ek-q">{escape(record.question)}</h4>' + (_gate(record, opened) if gated else "")
    outputs = [
        html.piece(html.box(question, "ek-gatebox"), f"Exhibit {record.id}. {record.question}"),
        html.chart(scene),
        html.piece(_below(course, record, table, scene, finding), f"Finding. {finding}\nSource: {table.source_line}"),
    ]
    return ChartView(outputs, scene)


def _gate(record: Exhibit, opened: bool) -> str:
    """The box that opens the evidence.

    It is the browser's own checkbox: it works without a kernel, and where inputs are stripped (a notebook not yet
    trusted) nothing is hidden at all.
    """
    box = f'<input type="checkbox" {html.OURS} data-ek-gate="{escape(record.id)}"{" checked" if opened else ""}>'
    hint = "" if opened else html.p("It opens by itself when you lock your prediction above. You can also look without one.", "ek-meta")
    return f'<label class="ek-gate">{box} Show the evidence</label>{hint}'


def _below(course: Course, record: Exhibit, table: Table, scene: Scene, finding: str) -> str:
    speaks = ", ".join(dict.fromkeys(s.claim for s in record.speaks))
    work = source(course, record.objection.work)
    said = words(scene)
    inner = html.labelled("Finding.", finding, "ek-finding") + html.labelled("How to read this.", places.fill(record.how_to_read, table))
    if bands := shaded(scene):
        inner += html.p(" ".join(bands), "ek-meta")
    inner += html.labelled("Caveat.", places.fill(record.caveat, table), "ek-caveat")
    inner += html.details(f"An objection ({record.objection.voice})", html.p(places.fill(record.objection.text, table)) + work)
    inner += html.details("The chart in words", f'<div class="ek-chart-words" data-ek-chart="{escape(record.id)}">{escape(said)}</div>')
    inner += html.details("The data as a table", html.chart_data(scene, record.table))
    inner += html.labelled("Source.", table.source_line, "ek-meta")
    inner += html.labelled("It bears on", f"{speaks}. How, and how strongly, is for you to say below.", "ek-meta")
    return html.box(inner)


def source(course: Course, work: str | None) -> str:
    """Where an objection can be read."""
    if not work:
        return ""
    found = course.get("literature", work)
    return html.p(f"{found.authors} ({found.year}), {found.title}. {found.place}.", "ek-meta")


def worked(course: Course, record: Worked) -> View:
    """A round done by us, step by step."""
    table = course.tables[course.get("exhibits", record.exhibit).table]
    steps = [(step.title, places.fill(step.text, table)) for step in record.steps]
    inner = "<ol>" + "".join(f"<li><strong>{escape(t)}</strong> {escape(s)}</li>" for t, s in steps) + "</ol>"
    return View([html.piece(html.box(inner), "\n".join(f"{n}. {t} {s}" for n, (t, s) in enumerate(steps, 1)))])


def plan(course: Course, record: Lesson) -> View:
    """A lesson's plan; it opens on request, since students may see the page it stands on."""
    inner = html.details(f"Plan: {record.title}", lesson_plan(course, record))
    return View([html.piece(html.box(inner), f"Plan: {record.title}. Open it here, or print the sheets of “make handouts”.")])


def term(record: object) -> View:
    """A term with its original, transliteration, meaning and page."""
    names = ", ".join(dict.fromkeys(filter(None, (record.original, record.transliteration))))
    head = record.term + (f" ({names})" if names else "")
    page = f" The essay uses it on p. {record.page}." if record.page != "-" else ""
    return View([html.piece(html.box(html.labelled(head + ":", record.meaning + page)), f"{head}: {record.meaning}{page}")])


def terms(course: Course) -> View:
    """The glossary."""
    rows = [[t.term, t.original, t.transliteration, t.meaning, t.page] for t in course.all("glossary")]
    head = ["Term", "Original", "Transliteration", "Meaning", "Page"]
    return View([html.piece(html.table("Glossary", head, rows), "\n".join(f"{r[0]}: {r[3]}" for r in rows))])


def timeline(course: Course, first: int | None, last: int | None) -> View:
    """Dated events, with their source and how sure we are of the date."""
    events = sorted(course.all("timeline"), key=lambda e: e.date)
    chosen = [e for e in events if (first or 0) <= int(e.date[:4]) <= (last or 9999)]
    rows = [[e.date, e.text, e.track, e.source, e.certainty] for e in chosen]
    head = ["Date", "Event", "Track", "Source", "How we know the date"]
    return View([html.piece(html.table("Timeline", head, rows), "\n".join(f"{r[0]} {r[1]}" for r in rows))])


def literature(course: Course) -> View:
    """The works that the course cites, each with a reason to read it."""
    lines = [f"{w.authors} ({w.year}): {w.title}. {w.place}. {w.why}" for w in sorted(course.all("literature"), key=lambda w: w.authors)]
    return View([html.piece(html.box(html.items(lines)), "\n".join(lines))])


def sources(course: Course, name: str | None) -> View:
    """A table's pedigree, or the source line of every table."""
    if name is None:
        lines = [f"{n}: {about['title']}. {about['citation']}" for n, about in course.tables.about.items()]
        return View([html.piece(html.box(html.items(lines)), "\n".join(lines))])
    table = course.tables[name]
    about = table.about
    parts = [
        ("What it is.", about["description"] if "description" in about else about["title"]),
        ("Source.", table.source_line),
        ("Retrieved.", about["retrieved"]),
        ("How it was made.", about["derivation"]),
        ("Caveat.", about["caveat"]),
    ]
    rows = [[f["name"], f.get("title", ""), f.get("unit", ""), f["description"]] for f in about["schema"]["fields"]]
    inner = "".join(html.labelled(a, b) for a, b in parts) + html.table("Columns", ["Column", "Title", "Unit", "What it holds"], rows)
    return View([html.piece(html.box(f"<h4>{escape(about['title'])}</h4>" + inner), "\n".join(f"{a} {b}" for a, b in parts))])
