"""Which state each kind of answer is kept as, and whether what is kept can be used."""

from __future__ import annotations

from . import handed, played, states, votes

# A key of the journal is kind/id. What a newer edition may keep besides is left alone.
KINDS: dict[str, type] = {
    "predict": states.Predicted,
    "question": states.Picked,
    "weigh": states.Weighed,
    "grade": states.Graded,
    "reflect": states.Written,
    "recall": states.Written,
    "believe": states.Believed,
    "forecast": played.Foretold,
    "moved": played.Moved,
    "sort": played.Sorted,
    "lineup": played.LinedUp,
    "survives": played.Specified,
    "explore": played.Explored,
    "vote": votes.Voted,
    "hands": votes.Hands,
    "code": handed.Shared,
}


def usable(key: str, value: dict) -> bool:
    """Whether the value kept under a key is what its kind needs."""
    kind = key.partition("/")[0]
    return kind not in KINDS or states.sound(KINDS[kind], states.bare(value))
