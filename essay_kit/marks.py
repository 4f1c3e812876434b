"""A table for marks from the files that a class handed in: what can be counted, and empty columns for what must be read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from . import gaps
from .codes import Answer, rounds
from .content import Course
from .errors import CourseError
from .model import Question
from .states import Predicted

COUNTED = (
    "File",
    "Predictions locked",
    "Right",
    "Mean sureness, %",
    "Right, %",
    "Surer than right, points",
    "Questions answered",
    "Strongest at first",
)
# What no count can see; the rubric in words stands in the notebook for instructors.
READ = ("Use of evidence, 0 to 2", "The gap explained, 0 to 2", "Calibration, 0 to 2", "Remark")


def cell(text: str) -> str:
    """One line; a formula sign at the start would be run by a spreadsheet, so a blank stands before it."""
    line = " ".join(text.split())
    return f" {line}" if line.startswith(("=", "+", "-", "@")) else line


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A CSV file with a header, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([cell(value) if isinstance(value, str) else value for value in row] for row in rows)
    return out.getvalue()


def marks(course: Course, files: list[tuple[str, list[Answer]]]) -> str:
    """One row for each file; nothing in it counts agreement with the text or with the course."""
    return table((*COUNTED, *READ), ([name[:80], *counted(course, answers), *("" for _ in READ)] for name, answers in files))


def counted(course: Course, answers: list[Answer]) -> list[object]:
    """What the columns of COUNTED after the file's name hold for one person; blank where there is nothing to divide by."""
    known, hits, sure, asked, best = rounds(course), 0, [], 0, 0
    for answer in answers:
        record = known[answer.round]
        if isinstance(record, Question):
            asked += answer.vote == 1
            best += answer.vote == 1 and any(o.best and o.id == answer.given.get("option") for o in record.options)
            continue
        exhibit = course.get("exhibits", record.exhibit)
        try:
            hit = gaps.gap(record, Predicted(answer.given, answer.sure), exhibit, course.tables[exhibit.table]).hit
        except CourseError:
            continue  # its table is missing; the exhibit itself says so
        hits += hit
        sure.append(answer.sure or 0)
    if not sure:
        return [0, 0, "", "", "", asked, best]
    mean, right = sum(sure) / len(sure), 100 * hits / len(sure)
    return [len(sure), hits, round(mean), round(right), round(mean - right), asked, best]
