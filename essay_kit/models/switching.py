"""Steps in time for four numbers that change under one switch with two thresholds."""

from __future__ import annotations

from collections.abc import Callable

State = tuple[float, float, float, float]
Rates = Callable[[float, float, float, float, int], State]


def follow(rates: Rates, start: State, levels: tuple[float, float], steps: int, step: float):
    """Integrate `steps` steps of size `step`; the second number of the state throws the switch.

    `levels` are the lower and the upper threshold: the switch goes to 1 as the number rises past the upper one, and to 0
    as it falls past the lower one. Returns the states, the switch at each of them, and the switches as (time, switch, state).
    At most one switch is seen in a step, so every delay in `rates` has to be several steps long.
    """
    (lower, upper), x = levels, start
    s = 1 if x[1] > upper else 0
    rows, phases, switches = [x], [s], []
    for i in range(steps):
        after = runge_kutta(rates, x, s, step)
        if after[1] < lower if s else after[1] > upper:
            # The step runs over the switch: go exactly to it, throw it, and finish the step on the other side.
            h = _crossing(rates, x, s, after[1], lower if s else upper, step)
            at = runge_kutta(rates, x, s, h)
            s = 1 - s
            switches.append((i * step + h, s, at))
            after = runge_kutta(rates, at, s, step - h)
        x = after
        rows.append(x)
        phases.append(s)
    return rows, phases, switches


def runge_kutta(rates: Rates, x: State, s: int, h: float) -> State:
    """One classical fourth-order step, written out: four numbers need no arrays, which a browser's Python may not have."""
    g, t, m, e = x
    a = rates(g, t, m, e, s)
    q = h / 2
    b = rates(g + q * a[0], t + q * a[1], m + q * a[2], e + q * a[3], s)
    c = rates(g + q * b[0], t + q * b[1], m + q * b[2], e + q * b[3], s)
    d = rates(g + h * c[0], t + h * c[1], m + h * c[2], e + h * c[3], s)
    w = h / 6
    return (
        g + w * (a[0] + 2 * (b[0] + c[0]) + d[0]),
        t + w * (a[1] + 2 * (b[1] + c[1]) + d[1]),
        m + w * (a[2] + 2 * (b[2] + c[2]) + d[2]),
        e + w * (a[3] + 2 * (b[3] + c[3]) + d[3]),
    )


def _crossing(rates, x, s, end, level, step):
    """The part of a step after which the threat is at `level`, by regula falsi (the Illinois variant)."""
    a, b, fa, fb = 0.0, step, x[1] - level, end - level
    if fa * fb >= 0:
        return 0.0
    h = step
    for _ in range(50):
        h = b - fb * (b - a) / (fb - fa)
        fh = runge_kutta(rates, x, s, h)[1] - level
        if abs(fh) < 1e-10:
            break
        if fh * fb < 0:
            a, fa = b, fb
        else:
            fa /= 2
        b, fb = h, fh
    return h
