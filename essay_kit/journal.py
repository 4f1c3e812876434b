"""Answers on disk: one JSON file beside the notebooks, written the moment an answer is given.

A key is kind/id, such as predict/bakeries: an id is unique in the course, so that a question shown in two notebooks has one
answer. Each save reads what is there, changes one key and puts the new file in the old one's place in one step, under a
lock: a killed kernel leaves the old file or the new one, and two tabs do not undo each other. The file holds no name, no
time, no address.
"""

from __future__ import annotations

import contextlib
import json
import os
import pathlib
import sys
import tempfile
from collections.abc import Callable

import platformdirs

FORMAT = 1
FILE = "my_answers.json"
WAIT = 5  # seconds for another tab's save; a save takes milliseconds


class Journal:
    """The answers to one course. `note` is a sentence for the learner where something is not as usual, else empty.

    `usable(key, value)` says whether an answer can be used; one that cannot is left out, and the file kept as it was.
    """

    def __init__(self, course: str, edition: str, folder: pathlib.Path, usable: Callable[[str, dict], bool] | None = None) -> None:
        self.course, self.edition = course, edition
        self._usable = usable or (lambda _key, _value: True)
        self.note = ""
        # Answers that could not be written; they count, and go to disk with the next save that works.
        self._unsaved: dict[str, dict] = {}
        self.path: pathlib.Path | None = self._place(folder)
        self.read()

    def _place(self, folder: pathlib.Path) -> pathlib.Path | None:
        """Find where the file can be: beside the notebooks, or the user's own data folder."""
        own = pathlib.Path(platformdirs.user_data_dir("essay_kit", appauthor=False)) / self.course
        for place in (folder, own):
            try:
                place.mkdir(parents=True, exist_ok=True)
                # closed before it is removed: a browser's drive hangs on a file that is open and gone
                handle, probe = tempfile.mkstemp(dir=place, prefix=".my_answers-", suffix=".tmp")
                os.close(handle)
                os.unlink(probe)
            except OSError:
                continue
            if place is own:
                self.note = f"This folder cannot be written, so your answers are kept in {place / FILE}."
            return place / FILE
        self._lost("No folder here can be written")
        return None

    def _lost(self, why: str) -> None:
        self.note = (
            f"{why}: your answers are kept only until this page's Python stops. Run kit.my_page() and download "
            "your page before you close it."
        )

    @property
    def unsaved(self) -> bool:
        """Whether there are answers that could not be written."""
        return bool(self._unsaved)

    def read(self) -> dict[str, dict]:
        """All answers by key, as they are now."""
        try:
            return self._now()
        except OSError as wrong:
            self._lost(f"Your answer file cannot be read ({wrong.strerror or wrong})")
            return dict(self._unsaved)

    def _now(self) -> dict[str, dict]:
        return {**self._on_disk(), **self._unsaved}

    def _on_disk(self) -> dict[str, dict]:
        """What the file holds; raises OSError where that cannot be known, so that nothing is written over it."""
        if self.path is None:
            return {}
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return {}
        found = _answers(raw, self.course)
        if found is None:
            self._set_aside(raw)
            return {}
        good = self._good(found)
        if len(good) < len(found):
            self._copy_aside(raw, f"{len(found) - len(good)} of {len(found)}")
        return good

    def _set_aside(self, raw: bytes) -> None:
        """Move a file that is not ours to read out of the way; never write over it."""
        aside = self._beside(raw)
        os.rename(self.path, aside)
        self.note = (
            f"Your answer file could not be read as answers to this course. It is kept, unchanged, as {aside.name}; new "
            "answers go into a new file."
        )

    def _copy_aside(self, raw: bytes, how_many: str) -> None:
        """Keep the file as it was, before the next save leaves out what cannot be used."""
        aside = self._beside(raw)
        if not aside.exists():
            self._put(aside, raw)
        self.note = (
            f"Not every answer in your file could be used ({how_many} could not). The file as it was is kept as {aside.name}; please "
            "answer again what stands open."
        )

    def _good(self, answers: dict[str, dict]) -> dict[str, dict]:
        return {key: value for key, value in answers.items() if self._usable(key, value)}

    def _beside(self, raw: bytes) -> pathlib.Path:
        """Where a file that cannot be used is kept: a name that is free, or that of an equal file."""
        number = 1
        while (aside := self.path.with_name(f"my_answers.damaged-{number}.json")).exists() and aside.read_bytes() != raw:
            number += 1
        return aside

    def get(self, key: str) -> dict | None:
        """What is kept under a key, or None."""
        return self.read().get(key)

    def put(self, key: str, value: dict, *, once: bool = False) -> dict:
        """Keep a value under a key and return what now stands there.

        With `once`, a value that is there already stays: another tab may have locked it.
        """

        def change(answers: dict[str, dict]) -> None:
            if not (once and key in answers):
                answers[key] = {**value, "edition": self.edition}

        return self._change(change)[key]

    def text(self) -> str:
        """All answers as the text of an answer file."""
        return self._text(self.read())

    def _text(self, answers: dict[str, dict]) -> str:
        return json.dumps({"format": FORMAT, "course": self.course, "answers": answers}, ensure_ascii=False, indent=1) + "\n"

    def held(self, text: str) -> dict[str, dict] | None:
        """The usable answers in the text of an answer file; None where it is damaged, of another format or of another course."""
        found = _answers(text.encode("utf-8", errors="surrogatepass"), self.course)
        return None if found is None else self._good(found)

    def bring(self, answers: dict[str, dict]) -> int:
        """Keep answers that come from a file; one that is here already stays. Return how many are new."""
        before = len(self.read())
        return len(self._change(lambda here: here.update({key: value for key, value in answers.items() if key not in here}))) - before

    def forget(self) -> None:
        """Erase every answer to this course."""
        self._unsaved = {}
        self._change(lambda answers: answers.clear())

    def _change(self, change: Callable[[dict[str, dict]], None]) -> dict[str, dict]:
        """Make a change on disk; where that fails, keep it in memory and say so."""
        answers: dict[str, dict] = dict(self._unsaved)
        try:
            if self.path is None:
                raise OSError("no folder can be written")
            with _alone(self.path):
                answers = self._now()
                change(answers)
                self._put(self.path, self._text(answers).encode("utf-8", errors="surrogatepass"))
        except OSError as wrong:
            change(answers)
            self._unsaved = answers
            self._lost(f"Your answer could not be written ({getattr(wrong, 'strerror', None) or wrong})")
        else:
            if self._unsaved:
                self.note, self._unsaved = "", {}
        return answers

    def _put(self, path: pathlib.Path, raw: bytes) -> None:
        """Put a new file in the place of the old one, where there is one, in one step."""
        handle, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=".my_answers-", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise


def _alone(path: pathlib.Path) -> contextlib.AbstractContextManager:
    """A lock that keeps another tab's save out; raises TimeoutError, which is an OSError, where the other does not end."""
    if sys.platform == "emscripten":
        # In a browser only a lock file that a closed tab leaves behind would be to be had; there a save is never cut off by another.
        return contextlib.nullcontext()
    import filelock  # only here: it brings asyncio along, and opening a course saves nothing

    return filelock.FileLock(path.with_suffix(".lock"), timeout=WAIT)


def _answers(raw: bytes, course: str) -> dict[str, dict] | None:
    """Read a file's answers; None where it is damaged, of another format or of another course."""
    try:
        whole = json.loads(raw.decode("utf-8", errors="surrogatepass").removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT or whole.get("course") != course:
        return None
    answers = whole.get("answers")
    if not isinstance(answers, dict) or not all(isinstance(value, dict) for value in answers.values()):
        return None
    return answers
