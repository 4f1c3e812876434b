"""A learner's prediction beside the table: whether it held, by how much it missed, and that in words."""

from __future__ import annotations

from dataclasses import dataclass

from . import places
from .charts import points_of
from .errors import CourseError
from .model import Exhibit, Prediction
from .states import Predicted
from .tables import Table

# A drawn line counts as close when its mean distance is within this part of the axis.
CLOSE = 0.1


@dataclass(frozen=True)
class Gap:
    """What became of a prediction. `rows` compare a drawn line with the data, year by year."""

    hit: bool
    said: str
    lines: tuple[str, ...]
    rows: tuple[tuple[str, str, str, str], ...] = ()


def gap(prediction: Prediction, predicted: Predicted, exhibit: Exhibit, table: Table) -> Gap:
    """Compare a locked prediction with the exhibit's table.

    Raises CourseError where the table cannot answer.
    """
    look = {"choice": _choice, "number": _number, "draw": _draw}[prediction.form]
    return look(prediction, predicted, exhibit, table)


def answer(prediction: Prediction, exhibit: Exhibit, table: Table) -> str:
    """What the table answers to a prediction, in words; raises CourseError where it cannot."""
    if prediction.form == "choice":
        return next(o.text for o in prediction.options if places.evaluate(o.when, table))
    if prediction.form == "number":
        return f"{float(places.evaluate(prediction.answer, table)):,.{exhibit.chart.digits}f} {prediction.unit}".strip()
    true = _points(prediction, exhibit, table)
    return ", ".join(f"{year}: {true[year]:.{exhibit.chart.digits}f}" for year in prediction.anchors)


def _points(prediction: Prediction, exhibit: Exhibit, table: Table) -> dict[int, float]:
    """What the table has for the years of a drawing; raises CourseError where one is missing."""
    true = points_of(exhibit.chart, table, prediction.series)
    if lacks := [str(year) for year in prediction.anchors if year not in true]:
        raise CourseError(f"Table {table.name} has no value of {prediction.series} for {', '.join(lacks)}, which {prediction.id} asks for.")
    return true


def close(prediction: Prediction) -> float:
    """The mean distance, in the unit of the chart, within which a drawn line counts as close."""
    return CLOSE * (prediction.high - prediction.low)


def _choice(prediction: Prediction, predicted: Predicted, exhibit: Exhibit, table: Table) -> Gap:
    right = next(o for o in prediction.options if places.evaluate(o.when, table))
    mine = next(o for o in prediction.options if o.id == predicted.answer["option"])
    hit = right.id == mine.id
    lines = [f"You said: {mine.text}", f"The table says: {right.text}" if not hit else "The table says the same."]
    lines += [places.fill(mine.feedback, table)] + ([] if hit else [places.fill(right.feedback, table)])
    return Gap(hit, mine.text, tuple(lines))


def _number(prediction: Prediction, predicted: Predicted, exhibit: Exhibit, table: Table) -> Gap:
    true, mine = float(places.evaluate(prediction.answer, table)), predicted.answer
    hit = mine["from"] <= true <= mine["to"]
    unit, off = f" {prediction.unit}".rstrip(), abs(true - mine["value"])
    digits = exhibit.chart.digits
    lines = (
        f"You said {mine['value']:g}{unit}, and thought {mine['from']:g} to {mine['to']:g} likely.",
        f"The table says {true:,.{digits}f}{unit}: {off:,.{digits}f}{unit} from your estimate, "
        f"{'inside' if hit else 'outside'} your range.",
    )
    return Gap(hit, predicted.said, lines)


def _draw(prediction: Prediction, predicted: Predicted, exhibit: Exhibit, table: Table) -> Gap:
    true, digits = _points(prediction, exhibit, table), exhibit.chart.digits
    pairs = [(year, predicted.answer[str(year)], true[year]) for year in prediction.anchors]
    mean = sum(abs(mine - real) for _, mine, real in pairs) / len(pairs)
    year, mine, real = max(pairs, key=lambda p: abs(p[1] - p[2]))
    rows = tuple((str(y), f"{m:g}", f"{t:.{digits}f}", f"{m - t:+.{digits}f}".replace("-", "−")) for y, m, t in pairs)
    lines = (
        f"On average your line is {mean:.{digits}f} from the data; within {close(prediction):g} counts as close.",
        f"You were furthest off in {year}: you drew {mine:g}, the table has {real:.{digits}f}.",
    )
    return Gap(mean <= close(prediction), predicted.said, lines, rows)
