"""What a class handed in: codes as pasted, and answer files; whatever else comes in is named in a sentence, not guessed."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby

from . import codes, handed
from .codes import Answer, CodeError
from .content import Course
from .journal import FORMAT
from .letters import ALPHABET, GROUP, SHORTEST, fits, plain

# What one person can have written, with room to spare; a file or a text beyond it is not an answer to this course.
MOST, MOST_PASTED = 2_000_000, 100_000
LONGEST = 45  # letters; a longer run of letters is not looked at as a code
DASHES = re.compile("[\u2010-\u2015\u2212]")
WORDS = re.compile(r"[^\s,;|/:()<>\"'“”„»«=]+")
LONG = re.compile(r"[0-9A-Za-z-]{13,}[.!?*_]*")
GROUPS = re.compile(r"[0-9A-Za-z]{4,6}(-[0-9A-Za-z]{4,6})*-?")
OURS = re.compile(r"\b[0-9A-Z]{5}(?:-[0-9A-Z]{5}){2,8}\b")
# A page holds one code for each round; more of them are somebody's joke.
CODES_IN_A_FILE = 500


@dataclass(frozen=True)
class Gathered:
    """Codes with what they hold, in the order in which they came, and a sentence for each thing that is none."""

    found: tuple[tuple[str, Answer], ...] = ()
    troubles: tuple[str, ...] = ()

    def trouble(self, *sentences: str) -> Gathered:
        """Add sentences on what could not be read."""
        return replace(self, troubles=(*self.troubles, *sentences))

    def paste(self, course: Course, text: str) -> Gathered:
        """Take codes that stand one in a line, or with anything between them."""
        if len(text) > MOST_PASTED:
            return self.trouble(f"The pasted text has {len(text):,} letters; at most {MOST_PASTED:,} are read. Nothing of it was counted.")
        good, bad = _pasted(course, DASHES.sub("-", text))
        return Gathered((*self.found, *good), (*self.troubles, *bad))

    def file(self, course: Course, name: str, text: str, size: int = 0) -> Gathered:
        """Take what is in an answer file or a saved page."""
        said = f"{name[:80] or 'A file'}: "
        if max(size, len(text)) > MOST:
            return self.trouble(f"{said}this file is larger than {MOST // 1_000_000} MB, so it is not an answer file of this course.")
        read = _journal if text.lstrip("\ufeff \t\r\n").startswith("{") else _page
        good, bad = read(course, text)
        return replace(self.trouble(*(said + sentence for sentence in bad)), found=(*self.found, *good))

    def of(self, name: str) -> list[Answer]:
        """The answers to one round."""
        return [answer for _, answer in self.found if answer.round == name]

    def only(self, names: list[str]) -> Gathered:
        """What belongs to these rounds; how much belongs to others is said."""
        own = tuple(pair for pair in self.found if pair[1].round in names)
        other = len(self.found) - len(own)
        more = f"{other} code{'s belong' if other > 1 else ' belongs'} to another round and {'are' if other > 1 else 'is'} left out."
        return replace(self, found=own).trouble(*([more] if other else []))

    @property
    def identical(self) -> int:
        """How many codes are the same as one before; all are counted, since two people may give the same answer."""
        return sum(times - 1 for times in Counter(code for code, _ in self.found).values())


def _pasted(course: Course, text: str) -> tuple[list, list[str]]:
    """The codes in a text, and line by line what is wrong with the rest.

    Whole codes are looked for first, across words and lines, so that no name beside a code can spoil it.
    """
    written = text.splitlines()
    words = [(at, word) for at, line in enumerate(written, 1) for word in WORDS.findall(line)]
    good, rest, lines, at = [], [], set(), 0
    while at < len(words):
        taken, found = _whole(course, [word for _, word in words[at : at + LONGEST // 3]])
        good += found
        lines |= {line for line, _ in words[at : at + taken] if found}
        rest += [] if found else [words[at]]
        at += taken
    bad = []
    for line, own in groupby(rest, key=lambda pair: pair[0]):
        left = [word for _, word in own]
        wrong = _wrong(course, left)
        bad += [f"Line {line}: {sentence}" for sentence in wrong]
        if not wrong and line not in lines:
            bad.append(f"Line {line}: “{written[line - 1].strip()[:50]}” holds no code.")
    return good, bad


def _whole(course: Course, words: list[str]) -> tuple[int, list]:
    """How many words were taken, and the code that they are: one word, or groups with spaces between them."""
    letters = ""
    for taken, word in enumerate(words, 1):
        group = plain(word)
        letters += group
        if len(letters) > LONGEST or (len(group) < 3 and len(letters) < SHORTEST):
            break
        if len(letters) >= SHORTEST and len(letters) % GROUP == 0 and set(letters) <= set(ALPHABET) and fits(letters):
            with suppress(CodeError):
                return taken, [(letters, codes.read(course, letters))]
    return 1, []


def _wrong(course: Course, words: list[str]) -> list[str]:
    """What is wrong with those words of a line that look like a code: long ones, and runs of groups of about five."""
    runs: list[list[str]] = [[]]
    for word in words:
        if LONG.fullmatch(word) and len(plain(word)) >= SHORTEST - 2:
            runs += [[word], []]
        elif GROUPS.fullmatch(word):
            runs[-1].append(word)
        else:
            runs.append([])
    said = []
    for run in runs:
        if len(plain("".join(run))) >= SHORTEST - 2:
            try:
                codes.read(course, " ".join(run))
            except CodeError as wrong:
                said.append(str(wrong))
    return said


def _journal(course: Course, text: str) -> tuple[list, list[str]]:
    """What an answer file (journal.py) holds."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return [], ["this file is damaged, or is not an answer file of this course."]
    answers = whole.get("answers") if isinstance(whole, dict) else None
    if not isinstance(answers, dict) or whole.get("format") != FORMAT:
        return [], ["this is not an answer file of this course."]
    if whole.get("course") != course.essay.id:
        return [], [f"this file holds answers to another course ({str(whole.get('course'))[:40]})."]
    kept = {key: value for key, value in answers.items() if isinstance(value, dict)}
    own = {key: value for key, value in kept.items() if value.get("edition") == course.essay.edition}
    older = sorted({str(value.get("edition"))[:20] for key, value in kept.items() if key not in own})
    bad = [f"answers to another edition ({', '.join(older)[:60]}) are left out; this is edition {course.essay.edition}."] if older else []
    good, odd = _written(course, own)
    return good, bad + odd + ([] if good or bad or odd else ["no answer that can be counted is in this file."])


def _written(course: Course, kept: dict) -> tuple[list, list[str]]:
    good, bad = [], []
    for name in codes.rounds(course):
        try:
            for answer in handed.of_round(course, kept, name):
                code = plain(codes.write(course, answer))
                good.append((code, codes.read(course, code)))
        except CodeError as wrong:
            bad.append(f"round {name}: {wrong}")
    return good, bad


def _page(course: Course, text: str) -> tuple[list, list[str]]:
    """The codes that stand on a saved page; of each round the last, since one page is one person's."""
    found, bad = {}, {}
    for at, match in enumerate(OURS.finditer(text)):
        if at == CODES_IN_A_FILE:
            break
        try:
            answer = codes.read(course, match[0])
            found[answer.round, answer.vote] = (plain(match[0]), answer)
        except CodeError as wrong:
            bad[str(wrong)] = None
    if not found and not bad:
        return [], ["no class code was found in this file."]
    return list(found.values()), list(bad)[:3]
