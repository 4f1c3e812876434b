"""Does a relation survive? One regression for every reasonable choice, none of them ours alone.

For each combination of outcome y, cause x, control c, moment and set of countries:

    y* = a + b x* + g c* + e        (* : less its mean, divided by its standard deviation)

by ordinary least squares with robust (HC1) standard errors. With the part of x* that c* does not tell, u = x* − r c* with
r their correlation, b and its error have a closed form (R. Frisch and F. V. Waugh, Econometrica 1, 1933; J. G. MacKinnon
and H. White, Journal of Econometrics 29, 1985):

    b = Σ u y* / Σ u²          se² = n / (n − k) · Σ u² e² / (Σ u²)²          k: 2 numbers estimated, 3 with a control

so that it needs no package that a browser's Python may not have; a test compares all of it with statsmodels. b is in
standard deviations of y for one of x. The idea of showing all choices: U. Simonsohn, J. Simmons and L. Nelson,
"Specification curve analysis", Nature Human Behaviour 4 (2020). Where it fails: a relation across countries is no cause;
the choices are not independent tests, so the share that holds is no probability; and a choice nobody thought of is not in it.
"""

from __future__ import annotations

import itertools
import math
import statistics
from dataclasses import dataclass

NEEDED = 10  # countries; with fewer a regression with a control says nothing
Z95 = statistics.NormalDist().inv_cdf(0.975)


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
    n = len(full)
    if n < NEEDED:
        return Result(named, n, None, None, None, f"only {n} countries have all figures")
    scaled = [_scaled(column) for column in zip(*full, strict=True)]
    if not all(scaled):
        return Result(named, n, None, None, None, "one of the figures is the same everywhere")
    y, x, c = (*scaled, [0.0] * n)[:3]
    r, tied = _dot(x, c) / (n - 1), _dot(y, c) / (n - 1)
    u = [a - r * b for a, b in zip(x, c, strict=True)]
    if (whole := _dot(u, u)) < 1e-12 * n:
        return Result(named, n, None, None, None, "the control and the cause are the same thing in other units")
    b = _dot(u, y) / whole
    g = tied - b * r
    beside = [(ui * (yi - b * xi - g * ci)) ** 2 for ui, yi, xi, ci in zip(u, y, x, c, strict=True)]
    reach = Z95 * math.sqrt(n / (n - len(scaled)) * sum(beside)) / whole
    return Result(named, n, b, b - reach, b + reach)


def _scaled(values: tuple[float, ...]) -> list[float]:
    """Less their mean, divided by their standard deviation; empty where they do not differ."""
    mean = statistics.fmean(values)
    spread = statistics.stdev(values, mean)
    return [] if spread < 1e-9 * (1 + max(map(abs, values))) else [(value - mean) / spread for value in values]


def _dot(first: list[float], second: list[float]) -> float:
    return math.fsum(a * b for a, b in zip(first, second, strict=True))


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
