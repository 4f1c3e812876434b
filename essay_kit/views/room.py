"""The class view, for the instructor: codes and files come in, counts and pictures come out. Nothing is written to disk."""

from __future__ import annotations

from .. import gathered, marks, tallies
from ..codes import Answer, round_of, rounds
from ..content import Course
from ..errors import CourseError, UnknownIdError
from ..gathered import Gathered
from ..model import Prediction, Question
from . import class_charts
from .ask import asked
from .view import View

NOTE = (
    "Paste the class codes of your students, one in a line or with anything between them, or choose the answer files or saved pages that "
    "they sent you; then show the class. Names beside a code are passed over. Nothing is written to disk or sent: it is gone when you "
    "close this page. A group of fewer than five is never shown. Wait until the discussion is over."
)

AREA = {"key": "codes", "type": "text", "label": "Class codes", "rows": 6, "optional": True, "most": gathered.MOST_PASTED}
PICK = {"key": "files", "type": "files", "label": "Answer files or saved pages", "optional": True, "most": gathered.MOST}
WORDS = {"note": NOTE, "action": "Show the class", "busy": "Counting…", "erase": "Clear codes and files"}
FORM = {**WORDS, "again": True, "fields": [AREA, PICK]}


def class_answers(course: Course, about: str | None = None) -> View:
    """A form for codes and files; with a round, only that round is shown."""
    names = named(course, about) if about else list(rounds(course))
    key = f"class/{about or 'all'}"
    apart: list[tuple[str, Gathered]] = []

    def deal(do: str, given: dict) -> dict:
        files = Gathered(tuple(pair for _, one in apart for pair in one.found), tuple(said for _, one in apart for said in one.troubles))
        if do == "erase":
            apart.clear()
            return {"answer": {}, "after": [], "status": "Cleared."}
        if do == "files":
            apart.extend(taken(course, given.get("files")))
            return {"status": f"{sum(len(one.found) for _, one in apart)} answers read from files so far. Choose more, or show the class."}
        pasted = str(given.get("codes") or "")
        whole = files.paste(course, pasted)
        return {
            "answer": {"codes": pasted},
            "after": [*shown(course, whole.only(names), names), *for_marks(course, apart)],
            "status": counted(whole.only(names)),
        }

    return asked(key, "The class", NOTE, [], FORM, deal)


def named(course: Course, about: str) -> list[str]:
    """The rounds that an id means: a question, a prediction, or every prediction of an exhibit."""
    known = rounds(course)
    found = [n for n, record in known.items() if about == record.id or (isinstance(record, Prediction) and about == record.exhibit)]
    if not found:
        raise UnknownIdError(about, "round", [record.id for record in known.values()])
    return found


def taken(course: Course, given: object) -> list[tuple[str, Gathered]]:
    """Read a batch of files as the browser sent them, each by itself."""
    read = []
    for one in given if isinstance(given, list) else []:
        if isinstance(one, dict):
            name, size = str(one.get("name") or ""), one.get("size") if isinstance(one.get("size"), int) else 0
            read.append((name, Gathered().file(course, name, str(one.get("text") or ""), size)))
    return read


def for_marks(course: Course, apart: list[tuple[str, Gathered]]) -> list[dict]:
    """The table for marks, where files came in; a name of a file leaves the page only if the instructor saves it."""
    rows = [(name, [answer for _, answer in one.found]) for name, one in apart if one.found]
    file = {"kind": "file", "name": "marks.csv", "type": "text/csv", "text": marks.marks(course, rows)}
    return [{"kind": "heading", "text": "For marks, one row a file"}, file] if rows else []


def counted(whole: Gathered) -> str:
    """What the status line says: how many answers there are, how many are alike, how many things could not be read."""
    many, wrong = len(whole.found), len(whole.troubles)
    said = f"{many} answer{'' if many == 1 else 's'} counted."
    if whole.identical:
        said += f" {whole.identical} of them are identical to another; every one is counted."
    return said + (f" {wrong} thing{' is' if wrong == 1 else 's are'} named below." if wrong else "")


def shown(course: Course, whole: Gathered, names: list[str]) -> list[dict]:
    """What could not be read, then each round that somebody answered."""
    blocks = []
    if whole.troubles:
        more = [f"… and {len(whole.troubles) - 50} more."] if len(whole.troubles) > 50 else []
        blocks = [{"kind": "heading", "text": "Not counted"}, {"kind": "list", "items": [*whole.troubles[:50], *more]}]
    for name in names:
        if answers := whole.of(name):
            blocks += of_round(course, round_of(course, name), answers)
    return blocks or [{"kind": "text", "text": "There is nothing to show yet."}]


def of_round(course: Course, record: Prediction | Question, answers: list[Answer]) -> list[dict]:
    """One round of the class: its question, what was answered, how sure people were, what they believe if they said so."""
    if isinstance(record, Question):
        head, own = f"Question {record.id}", _votes(record, answers)
    else:
        head, own = course.get("exhibits", record.exhibit).question, _predictions(course, record, answers)
    blocks = [{"kind": "heading", "text": head}, {"kind": "text", "text": course.filled(record, record.prompt)}, *own]
    ticked = [answer for answer in answers if answer.beliefs]
    return blocks + (_beliefs(course, ticked) if ticked else [])


def _text(text: str) -> dict:
    return {"kind": "text", "text": text}


def _predictions(course: Course, record: Prediction, answers: list[Answer]) -> list[dict]:
    if not tallies.enough(answers):
        return [_text(tallies.TOO_FEW)]
    try:
        own = {"choice": _choice, "number": _number, "draw": _drawn}[record.form](course, record, answers)
        said = tallies.calibration(course, record, answers)
    except CourseError as wrong:
        return [_text(str(wrong))]
    sure = class_charts.bars(tallies.sureness(answers), "How sure")
    return [*own, _text(said), *class_charts.blocks(sure, "How sure people were")]


def _choice(course: Course, record: Prediction, answers: list[Answer]) -> list[dict]:
    return class_charts.blocks(class_charts.choice(course, record, answers), f"The answers of {len(answers)} people")


def _number(course: Course, record: Prediction, answers: list[Answer]) -> list[dict]:
    digits, true = course.get("exhibits", record.exhibit).chart.digits, tallies.true_number(course, record)
    picture, _, words = class_charts.blocks(class_charts.numbers(course, record, answers), "")
    rows = {name: tallies.spread([a.given[key] for a in answers]) for key, name in NUMBERS.items()}
    held = tallies.right(course, record, answers)
    said = f"The table says {true:,.{digits}f}{' ' + record.unit if record.unit else ''}; {held} of {len(answers)} ranges hold it."
    caption = f"The estimates and ranges of {len(answers)} people"
    return [picture, _text(said), class_charts.spread_table(rows, "", caption, max(digits, 1)), words]


NUMBERS = {"value": "Estimate", "from": "Likely not below", "to": "Likely not above"}


def _drawn(course: Course, record: Prediction, answers: list[Answer]) -> list[dict]:
    scene, told = class_charts.lines(course, record, answers)
    spreads = {str(year): spread for year, spread in tallies.drawn(record, answers).items()}
    picture, _, words = class_charts.blocks(scene, "", told)
    table = class_charts.spread_table(spreads, "Year", f"The lines of {len(answers)} people, and the table", scene.chart.digits)
    true = dict(zip(told.series[0].x, told.series[0].y, strict=True))
    table["head"].append("the table")
    for row in table["rows"]:
        row.append(f"{true[int(row[0])]:,.{scene.chart.digits}f}")
    return [picture, table, words]


def _votes(record: Question, answers: list[Answer]) -> list[dict]:
    groups = {f"Vote {number}": [a for a in answers if a.vote == number] for number in (1, 2)}
    blocks = [_text(f"{name}: {tallies.TOO_FEW}") for name, own in groups.items() if own and not tallies.enough(own)]
    counts = {name: tallies.chosen(record.options, own) for name, own in groups.items() if tallies.enough(own)}
    return [*split(record, counts), *blocks]


def split(record: Question, counts: dict[str, list[int]]) -> list[dict]:
    """The votes as paired bars and as a small table."""
    if not counts:
        return []
    caption = " and ".join(f"{name.lower()}: {sum(own)}" for name, own in counts.items())
    return class_charts.blocks(class_charts.votes(record, counts), f"Votes ({caption})")


def _beliefs(course: Course, ticked: list[Answer]) -> list[dict]:
    blocks = [_text("Beliefs about the theses, from those who ticked them:")]
    believed = tallies.believed(course, ticked)
    given = {answer.moment for answer in ticked}
    blocks += [_text(f"{class_charts.MOMENTS[m]}: {tallies.TOO_FEW}") for m in ("start", "end") if m in given - set(believed)]
    if believed:
        blocks += class_charts.blocks(class_charts.beliefs(course, believed), "The middle belief and the middle half")
    return blocks
