"""What must hold between records, and between records and tables; each mistake a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter
from importlib.resources.abc import Traversable

from . import content, places
from .errors import CourseError
from .model import Chart, Essay, Exhibit, Forecast, Lineup, Play, Prediction, Question, Sorting, Specification, Worked
from .tables import Tables, pedigree_mistakes


def check(folder: Traversable) -> list[str]:
    """Look through a course's data folder; list every mistake, each a sentence; an empty list means that all is well."""
    course, mistakes = content.try_course(folder)
    if course is None or mistakes:
        return mistakes
    mistakes = [line for about in course.tables.about.values() for line in pedigree_mistakes(about)]
    for name in course.tables.names():
        mistakes += _said(lambda name=name: course.tables[name] and [])
    for (kind, name), place in course.places.items():
        if kind in LOOKS:
            lines = _said(lambda k=kind, n=name: LOOKS[k](course.get(k, n), course))
            mistakes += [f"{place}, {name}: {line}" for line in lines]
    return list(dict.fromkeys(mistakes))


def references(essay: Essay, tables: Tables, draft: content.Draft) -> None:
    """Note every id that points to nothing, and every circle in the argument."""
    sections = {section.letter for section in essay.sections}
    for claim in draft.records["claims"].values():
        if claim.section not in sections:
            draft.blame("claims", claim.id, f"there is no section {claim.section}.")
    for exhibit in draft.records["exhibits"].values():
        if exhibit.table not in tables.about:
            draft.blame("exhibits", exhibit.id, f"there is no table {exhibit.table}.")
        else:
            for line in _columns(exhibit.chart, tables.about[exhibit.table]):
                draft.blame("exhibits", exhibit.id, line)
    for question in draft.records["questions"].values():
        if sum(option.best for option in question.options) != 1:
            draft.blame("questions", question.id, "one option, and only one, must be “best: true”.")
    for kind, target, ids in POINTERS:
        for record in draft.records[kind].values():
            _point(kind, record.id, [wanted for wanted in ids(record) if wanted], target, draft)
    _circle(draft)


# Which ids a record holds, and in which file they must stand.
POINTERS: list[tuple[str, str, Callable]] = [
    ("claims", "claims", lambda claim: claim.rests_on),
    ("claims", "literature", lambda claim: [claim.objection.work] if claim.objection else []),
    ("exhibits", "claims", lambda exhibit: [speaks.claim for speaks in exhibit.speaks]),
    ("exhibits", "literature", lambda exhibit: [exhibit.objection.work]),
    ("predictions", "exhibits", lambda prediction: [prediction.exhibit]),
    ("questions", "exhibits", lambda question: [question.exhibit]),
    ("questions", "claims", lambda question: [question.claim]),
    ("worked", "exhibits", lambda worked: [worked.exhibit]),
    ("models", "claims", lambda play: play.claims),
    ("sortings", "claims", lambda sorting: sorting.claims),
    ("lineups", "claims", lambda lineup: lineup.claims),
    ("specifications", "claims", lambda specification: specification.claims),
    ("sortings", "literature", lambda sorting: [coding.work for coding in sorting.codings]),
    ("lessons", "claims", lambda lesson: lesson.claims),
    ("lessons", "exhibits", lambda lesson: [one.exhibit for one in lesson.rounds]),
]


def _point(kind: str, record: str, ids: list[str], target: str, draft: content.Draft) -> None:
    for wanted in ids:
        if wanted not in draft.records[target]:
            draft.blame(kind, record, f"there is no {wanted} in {target}.yaml.")


def _circle(draft: content.Draft) -> None:
    graph = {claim.id: claim.rests_on for claim in draft.records["claims"].values()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as wrong:
        draft.blame("claims", wrong.args[1][0], f"the claims rest on each other in a circle: {' → '.join(wrong.args[1])}.")


def _columns(chart: Chart, about: dict) -> list[str]:
    known = [field["name"] for field in about["schema"]["fields"]]
    lines = [f"table {about['name']} has no column {name}; it has {', '.join(known)}." for name in chart.columns if name not in known]
    return [*lines, *chart.misfits()] + [
        f"{name} is highlighted and not among the series." for name in chart.highlight if chart.series and name not in chart.series
    ]


def _said(look: object) -> list[str]:
    """Turn an error on the way into its sentence."""
    try:
        return look()
    except CourseError as wrong:
        return [str(wrong)]


def _exhibit(exhibit: Exhibit, course: content.Course) -> list[str]:
    from .charts import draw

    table, lines = course.tables[exhibit.table], []
    for text in (exhibit.finding, exhibit.caveat, exhibit.how_to_read, exhibit.objection.text):
        lines += _said(lambda text=text: places.fill(text, table) and [])
    lines += _said(lambda: draw(exhibit.chart, table) and [])
    if not places.PLACE.search(exhibit.finding):
        lines.append("the finding has no number filled in from the table.")
    return lines


def _prediction(prediction: Prediction, course: content.Course) -> list[str]:
    exhibit = course.get("exhibits", prediction.exhibit)
    table = course.tables[exhibit.table]
    look = {"choice": _choice, "number": _number, "draw": _draw}[prediction.form]
    lines = look(prediction, exhibit, table)
    return lines + _texts(prediction, course)


def _texts(record: Prediction | Question, course: content.Course) -> list[str]:
    """What is wrong with the places in what a learner is asked and told."""
    texts = [record.prompt, *(text for o in record.options for text in (o.text, o.feedback))]
    return [line for text in texts for line in _said(lambda t=text: course.filled(record, t) and [])]


def _worked(worked: Worked, course: content.Course) -> list[str]:
    table = course.tables[course.get("exhibits", worked.exhibit).table]
    return [line for step in worked.steps for line in _said(lambda s=step: places.fill(s.text, table) and [])]


def _sorting(sorting: Sorting, course: content.Course) -> list[str]:
    cards, boxes = {card.id for card in sorting.cards}, {box.id for box in sorting.boxes}
    return [
        f"the coding {c.name} names the card {card}, which is not there." for c in sorting.codings for card in c.codes if card not in cards
    ] + [
        f"the coding {c.name} names the box {box}, which is not there."
        for c in sorting.codings
        for box in c.codes.values()
        if box not in boxes
    ]


def _lineup(lineup: Lineup, course: content.Course) -> list[str]:
    table = course.tables[lineup.table]
    lacks = [c for c in ("year", lineup.y, *lineup.where) if c not in table.columns]
    return [f"table {table.name} has no column {column}." for column in lacks]


def _specification(record: Specification, course: content.Course) -> list[str]:
    table = course.tables[record.table]
    named = [*record.outcomes, *record.causes, *filter(None, record.controls), record.moment, *(c for s in record.sets.values() for c in s)]
    moments = {str(row.get(record.moment)) for row in table.rows}
    return [f"table {table.name} has no column {column}." for column in dict.fromkeys(named) if column not in table.columns] + [
        f"table {table.name} has no {record.moment} {moment}." for moment in record.moments if moment not in moments
    ]


def _forecast(record: Forecast, course: content.Course) -> list[str]:
    table = course.tables[record.table]
    if lacks := [c for c in (record.said, record.verdict, record.reason) if c not in table.columns]:
        return [f"table {table.name} has no column {column}." for column in lacks]
    odd = dict.fromkeys(str(row[record.verdict]) for row in table.rows if str(row[record.verdict]) not in record.came)
    return [f"“came” does not say how to count the verdict {verdict}." for verdict in odd]


def _play(play: Play, course: content.Course) -> list[str]:
    if play.model != "power":
        return []
    if not play.table or set(play.members) != {"name", "people", "income"}:
        return ["voting power needs a “table” and “members” with the columns of name, people and income."]
    table = course.tables[play.table]
    return [f"table {table.name} has no column {c}." for c in (*play.members.values(), *play.where) if c not in table.columns]


# What to look at in a record beyond its fields and ids.
LOOKS: dict[str, Callable] = {
    "exhibits": _exhibit,
    "predictions": _prediction,
    "questions": _texts,
    "worked": _worked,
    "models": _play,
    "sortings": _sorting,
    "lineups": _lineup,
    "forecasts": _forecast,
    "specifications": _specification,
}


def _choice(prediction: Prediction, exhibit: Exhibit, table: object) -> list[str]:
    if len(prediction.options) < 2 or not all(option.when for option in prediction.options):
        return ["a choice needs two options or more, each with a condition in “when”."]
    holds = [option.id for option in prediction.options if places.evaluate(option.when, table)]
    return [] if len(holds) == 1 else [f"one option must hold on the table; {', '.join(holds) or 'none'} does."]


def _number(prediction: Prediction, exhibit: Exhibit, table: object) -> list[str]:
    if not prediction.answer or prediction.low is None or prediction.high is None:
        return ["a number needs “answer”, “low” and “high”."]
    answer = places.evaluate(prediction.answer, table)
    inside = prediction.low <= answer <= prediction.high
    return [] if inside else [f"the answer, {answer:g}, is outside {prediction.low:g} to {prediction.high:g}."]


def _draw(prediction: Prediction, exhibit: Exhibit, table: object) -> list[str]:
    from .charts import points_of

    lines = [] if 4 <= len(prediction.anchors) <= 6 else ["a drawing needs 4 to 6 anchor years."]
    if prediction.low is None or prediction.high is None:
        return [*lines, "a drawing needs “low” and “high”."]
    values = points_of(exhibit.chart, table, prediction.series)
    lines += [f"the table has no value of {prediction.series} for {year}." for year in prediction.anchors if year not in values]
    return lines + [
        f"{year}: {values[year]:g} is outside {prediction.low:g} to {prediction.high:g}."
        for year in prediction.anchors
        if year in values and not prediction.low <= values[year] <= prediction.high
    ]


def prose_numbers(text: str) -> list[str]:
    """Numbers in prose that would need a table: all but years, and those that name a page, a time or an id."""
    plain = re.sub(r"(?m)^ *\d\. ", " ", text)
    plain = re.sub(r"`[^`]*`|\]\([^)]*\)|\b[A-Z]\d{1,3}\b|\b(1[4-9]|20)\d\d(s|[–-]\d\d(\d\d)?)?\b", " ", plain)
    plain = re.sub(r"\b(p|pp)\. ?\d+(–\d+)?|\b\d+(,? (to|and|or) \d+)* (minutes?|pages?)\b", " ", plain)
    return re.findall(r"\d+(?:[.,]\d+)*", plain)
