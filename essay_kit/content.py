"""The course's records: YAML files -> frozen models, with every mistake at once in an instructor's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.resources.abc import Traversable

from pydantic import ValidationError

from . import model, places, reading
from .errors import ContentError, CourseError, UnknownIdError
from .tables import Tables

# The file of each kind of record, in content/ or in a lesson's folder there. essay.yaml holds one record, the others a list.
KINDS: dict[str, type[model.Record]] = {
    "claims": model.Claim,
    "exhibits": model.Exhibit,
    "predictions": model.Prediction,
    "questions": model.Question,
    "reflections": model.Reflection,
    "worked": model.Worked,
    "models": model.Play,
    "sortings": model.Sorting,
    "lineups": model.Lineup,
    "specifications": model.Specification,
    "forecasts": model.Forecast,
    "glossary": model.Term,
    "timeline": model.Event,
    "literature": model.Work,
    "lessons": model.Lesson,
}
NEEDED = ("claims", "exhibits")


@dataclass(frozen=True)
class Course:
    """All records of a course by kind and id, in the order of the files, the file and line of each, and its tables."""

    essay: model.Essay
    tables: Tables
    records: dict[str, dict[str, model.Record]]
    places: dict[tuple[str, str], str]

    def get(self, kind: str, wanted: str) -> model.Record:
        """The record of that kind and id.

        Raises UnknownIdError, which names the nearest id, where there is none.
        """
        known = self.records[kind]
        if wanted not in known:
            raise UnknownIdError(wanted, KINDS[kind].__name__.lower(), list(known))
        return known[wanted]

    def folder(self, kind: str, record: str) -> str:
        """The folder of content/ in which a record stands: that of its lesson, or none."""
        return self.places[kind, record].rpartition(", line")[0].removeprefix("data/content/").rpartition("/")[0]

    def filled(self, record: model.Prediction | model.Question, text: str) -> str:
        """A text of a prediction or question, with its places filled from the table of its exhibit.

        Raises CourseError for a place that the table does not have; a question without an exhibit has no places.
        """
        # a text without places must not fail for want of its table
        if record.exhibit is None or not places.PLACE.search(text):
            return text
        return places.fill(text, self.tables[self.get("exhibits", record.exhibit).table])

    def all(self, kind: str) -> list:
        """Every record of a kind, in the order of its file."""
        return list(self.records[kind].values())


@dataclass
class Draft:
    """What was read so far, with the place of each record, for messages."""

    records: dict[str, dict[str, model.Record]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    def blame(self, kind: str, record: str, text: str) -> None:
        """Note a mistake in a record."""
        self.mistakes.append(f"{self.places[kind, record]}, {record}: {text}")


def read_course(folder: Traversable) -> Course:
    """Read data/content/*.yaml, data/content/*/*.yaml and the tables' descriptor.

    Raises ContentError with every mistake found. Tables are not opened: `checks.deep` does that.
    """
    course, mistakes = try_course(folder)
    if mistakes:
        raise ContentError(mistakes)
    return course


def try_course(folder: Traversable) -> tuple[Course | None, list[str]]:
    """Read a course as far as it goes; give it with its mistakes, or None with them where nothing stands."""
    from .checks import references

    if not (folder / "content").is_dir():
        return None, [
            f"There is no folder content/ in {folder}. Give essay_kit.load the course's data folder, "
            'for example essay_kit.load("../data").'
        ]
    draft = Draft()
    essay = _essay(folder, draft)
    for kind in KINDS:
        for name in _names(folder / "content", kind, draft):
            _records(folder, name, kind, draft)
    try:
        tables = Tables(folder)
    except ContentError as wrong:
        return None, draft.mistakes + wrong.mistakes
    if essay is None:
        return None, draft.mistakes
    # References are looked at only where all files could be read: one typo must not bring fifty "there is no T3".
    if not draft.mistakes:
        references(essay, tables, draft)
    return Course(essay, tables, draft.records, draft.places), draft.mistakes


def _names(content: Traversable, kind: str, draft: Draft) -> list[str]:
    """The files of a kind, without their ending: the course's own first, then those of each lesson's folder in order."""
    folders = sorted(place.name for place in content.iterdir() if place.is_dir())
    names = [name for name in (kind, *(f"{folder}/{kind}" for folder in folders)) if (content / f"{name}.yaml").is_file()]
    if not names and kind in NEEDED:
        draft.mistakes.append(f"data/content/{kind}.yaml is missing. Restore it from the course.")
    return names


def _file(folder: Traversable, name: str, draft: Draft) -> reading.Reading | None:
    if (ready := folder / "content" / f"{name}.json").is_file():  # only in a packed course; see deploy/lite
        return reading.unpack(f"data/content/{name}.yaml", ready.read_bytes())
    try:
        raw = (folder / "content" / f"{name}.yaml").read_bytes()
    except OSError:
        draft.mistakes.append(f"data/content/{name}.yaml cannot be read. Restore it from the course.")
        return None
    found = reading.read(f"data/content/{name}.yaml", raw)
    draft.mistakes += found.mistakes
    return found


def _essay(folder: Traversable, draft: Draft) -> model.Essay | None:
    found = _file(folder, "essay", draft)
    if found is None or found.mistakes:
        return None
    return _model(model.Essay, found.data, (), "the essay", found, draft)


def _records(folder: Traversable, file: str, kind: str, draft: Draft) -> None:
    found = _file(folder, file, draft)
    if found is None or found.data in (None, ""):
        return
    if not isinstance(found.data, list):
        draft.mistakes.append(f"{found.file}: a list of records was expected, each beginning with “- id: …”.")
        return
    for at, raw in enumerate(found.data):
        name = raw.get("id", f"record {at + 1}") if isinstance(raw, dict) else f"record {at + 1}"
        record = _model(KINDS[kind], raw, (at,), name, found, draft)
        if record is None:
            continue
        place = f"{found.file}, line {found.line((at,))}"
        if record.id in draft.records[kind]:
            draft.mistakes.append(f"{place}: the id {record.id} is taken ({draft.places[kind, record.id]}).")
            continue
        draft.records[kind][record.id] = record
        draft.places[kind, record.id] = place


def _model(cls: type, raw: object, path: tuple, name: object, found: reading.Reading, draft: Draft) -> object | None:
    """Make the model, or note what is wrong with each field."""
    try:
        return cls.model_validate(raw)
    except ValidationError as wrong:
        for error in wrong.errors(include_url=False):
            where = tuple(error["loc"])
            draft.mistakes.append(f"{found.file}, line {found.line(path + where)}, {name}: {_plain(error, cls)}")
    except CourseError as wrong:
        draft.mistakes.append(f"{found.file}, line {found.line(path)}, {name}: {wrong}")
    return None


def _plain(error: dict, cls: type[model.Record]) -> str:
    """Say a validation error in plain words."""
    where = " / ".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"]) or "the record"
    found = str(error.get("input", ""))[:60]
    match error["type"]:
        case "missing":
            return f"“{where}” is missing."
        case "extra_forbidden":
            known = [*cls.model_fields, *model.Chart.model_fields, *model.Option.model_fields]
            near = get_close_matches(str(error["loc"][-1]), known, n=1)
            return f"“{where}” is not a field here" + (f"; did you mean “{near[0]}”?" if near else ".")
        case "literal_error":
            return f"“{where}” must be {error['ctx']['expected']}; found “{found}”."
        case "model_type" | "dict_type" | "model_attributes_type":
            return f"“{where}” must be a record with fields; found “{found}”."
        case _:
            return f"“{where}”: {error['msg'][0].lower() + error['msg'][1:]}; found “{found}”."
