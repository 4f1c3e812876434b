"""My answers as a file: to take along to another computer or browser, and to bring back."""

from __future__ import annotations

from ..errors import CourseError
from ..journal import FILE, Journal
from .ask import asked, said
from .view import View

MOST = 2_000_000  # bytes; what one person can have written, with room to spare
PICK = {"key": "files", "type": "files", "label": f"Answers to bring back: a file {FILE}", "optional": True, "most": MOST}


def my_answers(journal: Journal) -> View:
    """A link that saves all answers as one file, and a way to bring such a file back; what is here already always stays."""
    chosen: dict[str, dict] = {}

    def deal(do: str, given: dict) -> dict:
        if do == "files":
            chosen.clear()
            answers, left = _held(journal, given.get("files"))
            chosen.update(answers)
            return {"status": _what_will_happen(journal, chosen) + (f" {_many(left)} in it cannot be used." if left else "")}
        if not chosen:
            raise CourseError("Please choose a file first.")
        new = journal.bring(chosen)
        chosen.clear()
        return {"after": _blocks(journal), "status": said(journal, f"{new} of them brought in. Run the cells again to see them.")}

    spec = {"note": _where(journal), "action": "Bring these answers in", "again": True, "fields": [PICK]}
    return asked("my-answers", "My answers", _where(journal), [], spec, deal, after=_blocks(journal))


def _where(journal: Journal) -> str:
    place = f"They are kept in the file {journal.path.name}." if journal.path else journal.note
    return (
        f"{_many(len(journal.read()))} to this course, edition {journal.edition}. {place} Save it below to take your answers to another "
        "computer or browser, or to have them safe; choose such a file to bring them back."
    )


def _held(journal: Journal, given: object) -> tuple[dict[str, dict], int]:
    """What the chosen file holds, and how much of it cannot be used; raises CourseError where that is no answer file of this course."""
    file = given[0] if isinstance(given, list) and len(given) == 1 and isinstance(given[0], dict) else None
    if file is None:
        raise CourseError(f"Please choose one file, the {FILE} that you saved.")
    held = journal.held(str(file.get("text") or ""))
    if held is None:
        raise CourseError(f"{str(file.get('name') or 'This')[:80]} cannot be read as answers to this course, so nothing was changed.")
    return held


def _what_will_happen(journal: Journal, chosen: dict[str, dict]) -> str:
    here = sum(key in journal.read() for key in chosen)
    if here == len(chosen):
        return f"The file holds {_many(here)}, and nothing that is not here already."
    stay = f" Already here, and kept as it is: {here}." if here else ""
    return f"The file holds {_many(len(chosen))}.{stay} Press the button to bring in {'the other ' if here else ''}{len(chosen) - here}."


def _many(answers: int) -> str:
    return "1 answer" if answers == 1 else f"{answers} answers"


def _blocks(journal: Journal) -> list[dict]:
    return [{"kind": "file", "name": FILE, "type": "application/json", "text": journal.text()}]
