"""Does a relation survive? One regression for every reasonable choice, none of them ours alone.

For each combination of outcome y, cause x, control c, moment and set of countries:

    y* = a + b x* + g c* + e        (* : less its mean, divided by its standard deviation)

by ordinary least squares with robust (HC1) standard errors from statsmodels. b is in standard deviations of y for one of x.
The idea of showing all choices: U. Simonsohn, J. Simmons and L. Nelson, "Specification curve analysis", Nature Human
Behaviour 4 (2020). Where it fails: a relation across countries is no cause; the choices are not independent tests, so the
share that holds is no probability; and a choice nobody thought of is not in it.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

NEEDED = 10  # countries; with fewer a regression with a control says nothing


@dataclass(frozen=True)
class Result:
    """One specification: the option taken for each choice, the number of countries, b, its 95 % interval; None where not computable."""

    choices: dict[str, str]
    n: int
    b: float | None
    low: float | None
    high: float | None
    why: str = ""

    def holds(self, sign: int) -> bool | None:
        """Whether b has the sign and its interval leaves out nought; None where it could not be computed."""
        return None if self.b is None else (self.low > 0 if sign > 0 else self.high < 0)


def every(rows: list[dict], choices: dict[str, dict], moment: str) -> list[Result]:
    """One Result for each combination of choices["outcome"], ["cause"], ["control"], ["moment"], ["set"].

    The first three map what an option is called to a column (or "" for no control), moment to a value of the column
    `moment`, set to {column: values to leave out}.
    """
    results = []
    for picked in itertools.product(*(choices[name].items() for name in ("outcome", "cause", "control", "moment", "set"))):
        named = dict(zip(("outcome", "cause", "control", "moment", "set"), (label for label, _ in picked), strict=True))
        y, x, control, when, left_out = (value for _, value in picked)
        chosen = [r for r in rows if str(r[moment]) == when and not any(str(r[column]) in out for column, out in left_out.items())]
        columns = [y, x, *([control] if control else [])]
        full = [[r[c] for c in columns] for r in chosen if all(r[c] is not None and math.isfinite(r[c]) for c in columns)]
        twice = len(set(columns)) < len(columns)
        results.append(Result(named, 0, None, None, None, "one column is used twice") if twice else _fit(named, full))
    return results


def _fit(named: dict[str, str], full: list[list[float]]) -> Result:
    import numpy as np
    import statsmodels.api as sm

    if len(full) < NEEDED:
        return Result(named, len(full), None, None, None, f"only {len(full)} countries have all figures")
    data = np.array(full, dtype=float)
    spread = data.std(axis=0, ddof=1)
    if (spread < 1e-9 * (1 + abs(data).max(axis=0))).any():
        return Result(named, len(full), None, None, None, "one of the figures is the same everywhere")
    scaled = (data - data.mean(axis=0)) / spread
    if np.linalg.matrix_rank(scaled[:, 1:]) < scaled.shape[1] - 1:
        return Result(named, len(full), None, None, None, "the control and the cause are the same thing in other units")
    fitted = sm.OLS(scaled[:, 0], sm.add_constant(scaled[:, 1:])).fit(cov_type="HC1")
    low, high = fitted.conf_int()[1]
    return Result(named, len(full), float(fitted.params[1]), float(low), float(high))


def share(results: list[Result], sign: int) -> tuple[int, int]:
    """In how many of the computable specifications the claim holds, and how many those are."""
    known = [r.holds(sign) for r in results if r.b is not None]
    return sum(known), len(known)


def matters(results: list[Result], sign: int) -> list[tuple[str, dict[str, float]]]:
    """For each choice the share (0 to 1) that holds under each of its options; the choice with the widest spread first."""
    found = []
    for choice in results[0].choices if results else ():
        by = {}
        for option in dict.fromkeys(r.choices[choice] for r in results):
            held, known = share([r for r in results if r.choices[choice] == option], sign)
            if known:
                by[option] = held / known
        if len(by) > 1:
            found.append((choice, by))
    return sorted(found, key=lambda pair: min(pair[1].values()) - max(pair[1].values()))
