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
NOT_OURS = "Your answer file could not be read as answers to this course. It is kept, unchanged, as {}; new answers go into a new file."
NOT_ALL = "Not every answer in your file could be used ({1} of {2} could not). The file as it was is kept as {0}; please answer them again."
WAIT = 5  # seconds for another tab's save; a save takes milliseconds


class Journal:
    """The answers to one course. `note` is a sentence for the learner where something is not as usual, else empty.

    `usable(key, value)` says whether an answer can be used; one that cannot is left out, and the file kept as it was.
    """

    def __init__(self, course: str, edition: str, folder: pathlib.Path, usable: Callable[[str, dict], bool] | None = None) -> None:
        self.course, self.edition = course, edition
        self._usable = usable or (lambda _key, _value: True)
        self._notes: dict[str, str] = {}  # on the place, on what could not be saved, on what could not be used
        # Answers that could not be written; they count, and go to disk with the next save that works. Of a locked one
        # that another tab has locked meanwhile, the other counts.
        self._unsaved: dict[str, dict] = {}
        self._once: set[str] = set()
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
                self._notes["place"] = f"This folder cannot be written, so your answers are kept in {place / FILE}."
            return place / FILE
        self._lost("No folder here can be written")
        return None

    def _lost(self, why: str) -> None:
        until = "your answers are kept only until this page's Python stops. Run kit.my_page() and download your page before you close it."
        self._notes["lost"] = f"{why}: {until}"

    @property
    def note(self) -> str:
        """What is not as usual, in sentences for the learner; mostly nothing."""
        return " ".join(self._notes.values())

    @property
    def copies(self) -> list[str]:
        """The names of the copies that were kept of files which could not be used."""
        return sorted(path.name for path in self.path.parent.glob("my_answers.damaged-*.json")) if self.path else []

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

    def _now(self, saving: bool = False) -> dict[str, dict]:
        disk = self._on_disk(saving)
        return {**disk, **{key: value for key, value in self._unsaved.items() if not (key in self._once and key in disk)}}

    def _on_disk(self, saving: bool) -> dict[str, dict]:
        """What the file holds that can be used; of a file that holds other things, a copy is kept as it was.

        Raises OSError where that cannot be known, and before a save also where the copy cannot be made: then nothing is written.
        """
        if self.path is None:
            return {}
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return {}
        found = _answers(raw, self.course)
        good = self._good(found or {})
        if found is None or len(good) < len(found):
            try:
                copy = self._copy(raw)
            except OSError:
                if saving:
                    raise
                return good
            self._notes["aside"] = NOT_OURS.format(copy) if found is None else NOT_ALL.format(copy, len(found) - len(good), len(found))
        return good

    def _good(self, answers: dict[str, dict]) -> dict[str, dict]:
        return {key: value for key, value in answers.items() if self._usable(key, value)}

    def _copy(self, raw: bytes) -> str:
        """Keep these bytes beside the file, under a name that is free or that has them already; return the name.

        A copy and not a move: between the look at a file and its move another tab may have saved a new one in its place.
        """
        for number in range(1, 100):
            aside = self.path.with_name(f"my_answers.damaged-{number}.json")
            try:
                with aside.open("xb") as file:
                    file.write(raw)
                    file.flush()
                    os.fsync(file.fileno())
            except FileExistsError:
                with contextlib.suppress(OSError):  # a folder, or not ours to read: the next name
                    if aside.read_bytes() == raw:
                        return aside.name
                continue
            except OSError:
                with contextlib.suppress(OSError):
                    os.unlink(aside)
                raise
            return aside.name
        raise OSError(f"there are too many files like {aside.name}")

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

        (self._once.add if once else self._once.discard)(key)

        return self._change(change)[key]

    def text(self) -> str:
        """All answers as the text of an answer file."""
        return self._text(self.read())

    def _text(self, answers: dict[str, dict]) -> str:
        return json.dumps({"format": FORMAT, "course": self.course, "answers": answers}, ensure_ascii=False, indent=1) + "\n"

    def held(self, text: str) -> tuple[dict[str, dict], int] | None:
        """The answers in the text of an answer file, and how many of them cannot be used.

        None where the text is damaged, of another format or of another course.
        """
        found = _answers(text.encode("utf-8", errors="surrogatepass"), self.course)
        if found is None:
            return None
        good = self._good(found)
        return good, len(found) - len(good)

    def bring(self, answers: dict[str, dict]) -> int:
        """Keep answers that come from a file; one that is here already stays. Return how many are new."""
        before = len(self.read())
        return len(self._change(lambda here: here.update({key: value for key, value in answers.items() if key not in here}))) - before

    def forget(self) -> bool:
        """Erase every answer to this course; return whether that is done."""
        self._unsaved = {}
        self._change(lambda answers: answers.clear())
        return self.path is None or "lost" not in self._notes

    def _change(self, change: Callable[[dict[str, dict]], None]) -> dict[str, dict]:
        """Make a change on disk; where that fails, keep it in memory and say so."""
        self._notes.pop("aside", None)
        before: dict[str, dict] | None = None
        try:
            if self.path is None:
                raise OSError("no folder can be written")
            with _alone(self.path):
                before = self._now(saving=True)
                answers = dict(before)
                change(answers)
                self._put(self._text(answers).encode("utf-8", errors="surrogatepass"))
        except OSError as wrong:
            before = self.read() if before is None else before
            answers = dict(before)
            change(answers)
            self._unsaved = {key: value for key, value in answers.items() if key in self._unsaved or before.get(key) != value}
            self._lost(f"Your answer could not be written ({getattr(wrong, 'strerror', None) or wrong})")
        else:
            self._unsaved = {}
            self._notes.pop("lost", None)
        return answers

    def _put(self, raw: bytes) -> None:
        """Put the new file in the old one's place in one step."""
        handle, temporary = tempfile.mkstemp(dir=self.path.parent, prefix=".my_answers-", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, self.path)
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
