"""What a class answered, counted. A group of fewer than five is never counted out: `enough` says whether it may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median, quantiles

from . import gaps
from .charts import points_of
from .codes import MOMENTS, Answer, theses
from .content import Course
from .model import Option, Prediction
from .places import evaluate

LEAST = 5
TOO_FEW = "Fewer than five answers; not shown."
# How right the sure ones are is chance below this many answers.
CALIBRATED = 10
SURE = ((0, 20), (25, 40), (45, 60), (65, 80), (85, 100))


def enough(answers: list) -> bool:
    """Whether a group is large enough to be shown."""
    return len(answers) >= LEAST


def chosen(options: list[Option], answers: list[Answer]) -> list[int]:
    """How many chose each option, in the order of the options."""
    return [sum(answer.given["option"] == option.id for answer in answers) for option in options]


@dataclass(frozen=True)
class Spread:
    """Many numbers in five: the lowest, a quarter, the middle one, three quarters, the highest."""

    lowest: float
    quarter: float
    middle: float
    three_quarters: float
    highest: float


def spread(numbers: list[float]) -> Spread:
    """The spread of two numbers or more."""
    quarters = quantiles(numbers, n=4, method="inclusive")
    return Spread(min(numbers), quarters[0], median(numbers), quarters[2], max(numbers))


def sureness(answers: list[Answer]) -> dict[str, int]:
    """How many were how sure, in five steps."""
    return {f"{low} to {high} %": sum(low <= answer.sure <= high for answer in answers) for low, high in SURE}


def right(course: Course, record: Prediction, answers: list[Answer]) -> int:
    """How many predictions held, as gaps.gap has it; the table is asked once. Raises CourseError where it cannot answer."""
    if record.form == "choice":
        option = true_option(course, record)
        return sum(answer.given["option"] == option for answer in answers)
    if record.form == "number":
        number = true_number(course, record)
        return sum(answer.given["from"] <= number <= answer.given["to"] for answer in answers)
    true = true_line(course, record)
    off = [sum(abs(answer.given[str(year)] - true[year]) for year in record.anchors) / len(record.anchors) for answer in answers]
    return sum(mean <= gaps.close(record) for mean in off)


def calibration(course: Course, record: Prediction, answers: list[Answer]) -> str:
    """How sure the class was beside how often it was right, in a sentence."""
    mean = sum(answer.sure for answer in answers) / len(answers)
    said = f"On average {len(answers)} people were {mean:.0f} % sure"
    if len(answers) < CALIBRATED:
        return f"{said}."
    held = right(course, record, answers)
    return f"{said}; the prediction held for {held} of them ({100 * held / len(answers):.0f} %)."


def true_option(course: Course, record: Prediction) -> str:
    """The option that the table bears out."""
    table = course.tables[course.get("exhibits", record.exhibit).table]
    return next(option.id for option in record.options if evaluate(option.when, table))


def true_number(course: Course, record: Prediction) -> float:
    """The number that the table gives."""
    return float(evaluate(record.answer, course.tables[course.get("exhibits", record.exhibit).table]))


def true_line(course: Course, record: Prediction) -> dict[int, float]:
    """The line that the table has, by year."""
    exhibit = course.get("exhibits", record.exhibit)
    return points_of(exhibit.chart, course.tables[exhibit.table], record.series)


def drawn(record: Prediction, answers: list[Answer]) -> dict[int, Spread]:
    """The spread of the drawn lines at each anchor."""
    return {year: spread([answer.given[str(year)] for answer in answers]) for year in record.anchors}


def believed(course: Course, answers: list[Answer]) -> dict[str, dict[str, Spread]]:
    """The spread of the beliefs for each moment that enough people gave, thesis by thesis."""
    found = {}
    for moment in MOMENTS:
        given = [answer.beliefs for answer in answers if answer.beliefs and answer.moment == moment]
        if enough(given):
            found[moment] = {claim: spread([own[claim] for own in given]) for claim in theses(course)}
    return found
