"""Does it survive? The learner takes one set of choices, then sees the relation under all of them."""

from __future__ import annotations

import math

from .. import played, states
from ..charts import Scene, Series, drawing
from ..content import Course
from ..journal import Journal
from ..model import Band, Chart, Specification
from ..models import specifications
from ..models.specifications import Result
from .ask import asked, bare, said
from .view import View

NAMES = {"outcome": "What is measured as the result", "cause": "What is measured as the cause", "control": "What is held constant"}
NAMES |= {"moment": "When", "set": "Which countries"}


def survives(course: Course, journal: Journal, record: Specification) -> View:
    """Choose a specification, say how many of all will agree with the claim, then see them all."""
    key = f"survives/{record.id}"
    choices = _choices(record)
    fields, lists = _fields(choices), {name: list(options) for name, options in choices.items()}

    def deal(do: str, given: dict) -> dict:
        state = states.recall(played.Specified, bare(journal.get(key))).choose(lists, given)
        journal.put(key, states.keep(state))
        return {
            "answer": {**state.last, "guess": state.guess},
            "after": _after(course, record, choices, state),
            "status": said(journal, "Saved."),
        }

    state = states.recall(played.Specified, bare(journal.get(key)))
    start = {"answer": {**state.last, "guess": state.guess}} if state.fits(lists) else {}
    spec = {"note": record.question, "action": "Show all combinations", "again": True, "fields": fields}
    options = [f"{NAMES[name]}: {' / '.join(options)}" for name, options in choices.items()]
    return asked(key, "Does it survive?", record.question, options, spec, deal, **start)


def _fields(choices: dict[str, dict]) -> list[dict]:
    """One field for each choice, and the guess."""
    fields = [
        {"key": name, "type": "choice", "label": NAMES[name], "options": [{"id": option, "text": option} for option in options]}
        for name, options in choices.items()
    ]
    many = math.prod(len(options) for options in choices.values())
    guess = {"key": "guess", "type": "scale", "low": 0, "high": 100, "step": 5, "low_text": "in none", "high_text": "in all"}
    return [*fields, {**guess, "label": f"In how many of {many} combinations will the claim hold, in percent?"}]


def _choices(record: Specification) -> dict[str, dict]:
    """The options of each choice by what they are called, in the order of the record."""
    return {
        "outcome": {text: column for column, text in record.outcomes.items()},
        "cause": {text: column for column, text in record.causes.items()},
        "control": {"nothing": "", **{text: column for column, text in record.controls.items() if column}},
        "moment": {moment: moment for moment in record.moments},
        "set": {"all": {}, **record.sets},
    }


def _after(course: Course, record: Specification, choices: dict, state: played.Specified) -> list[dict]:
    sign = -1 if record.sign == "negative" else 1
    results = specifications.every(list(course.tables[record.table].rows), choices, record.moment)
    mine = next(r for r in results if r.choices == state.last)
    held, known = specifications.share(results, sign)
    lines = [f"Your choice: {_one(mine, sign)}"]
    if known:
        lines.append(f"The claim holds in {held} of {known} combinations ({100 * held / known:.0f} %); you said {state.guess:g} %.")
    lines += [f"{len(results) - known} combinations cannot be computed: {_whys(results)}."] if known < len(results) else []
    blocks = [{"kind": "heading", "text": "All combinations"}, *({"kind": "text", "text": line} for line in lines)]
    if known:
        blocks.append({"kind": "picture", "svg": drawing(curve(results, mine)), "text": READ})
        blocks.append({"kind": "list", "items": [_matter(name, by) for name, by in specifications.matters(results, sign)]})
    return [*blocks, {"kind": "text", "text": record.explain}]


READ = (
    "Each combination is one point, from the lowest relation to the highest; the thin lines above and below bound its 95 % interval. "
    "Below the dotted line more of the cause goes with less of the result. Yours is the vertical line."
)


def _one(result: Result, sign: int) -> str:
    if result.b is None:
        return f"it cannot be computed, since {result.why}."
    holds = "the claim holds" if result.holds(sign) else "the claim does not hold"
    size = f"{result.b:.2f} of the result ({result.low:.2f} to {result.high:.2f}, {result.n} countries)"
    return f"one standard deviation more of the cause goes with {size}; {holds}.".replace("-", "−")


def _whys(results: list[Result]) -> str:
    return "; ".join(dict.fromkeys(r.why for r in results if r.b is None))


def _matter(name: str, by: dict[str, float]) -> str:
    return f"{NAMES[name]}: " + ", ".join(f"{option} {100 * part:.0f} %" for option, part in by.items()) + " hold."


def curve(results: list[Result], mine: Result) -> Scene:
    """All computable specifications in order of their relation, with their intervals."""
    order = sorted((r for r in results if r.b is not None), key=lambda r: r.b)
    at = tuple(range(1, len(order) + 1))
    lines = [("relation", "b", 0, True), ("upper end", "high", 2, False), ("lower end", "low", 1, False)]
    series = tuple(Series(n, n, at, tuple(round(getattr(r, a), 3) for r in order), strong, style) for n, a, style, strong in lines)
    place = order.index(mine) + 1 if mine in order else None
    bands = [Band(years=(place, place), text="yours")] if place else []
    ends = min(r.low for r in order), max(r.high for r in order)
    chart = Chart(
        form="lines", x="rank", y=[n for n, *_ in lines], y_title="Standard deviations", x_title="Combinations", bands=bands, reference=0.0
    )
    return Scene(chart, series, (1, max(2, len(order))), (min(ends[0], 0) - 0.05, max(ends[1], 0) + 0.05), "Combinations")
