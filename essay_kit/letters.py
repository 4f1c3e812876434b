"""Numbers as letters that can be read out and typed: Crockford's base 32 in groups of five, the last two a check.

The check is a Reed–Solomon check over the 32 letters: one wrong letter is always found, two wrong ones in up to 31
letters, hence any two that changed places, and of other mistakes all but one in a thousand.
"""

from __future__ import annotations

from collections.abc import Iterable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FORGIVEN = str.maketrans({"O": "0", "I": "1", "L": "1"})
GROUP, SHORTEST = 5, 15


def _powers() -> list[int]:
    """The powers of two among 32 letters (x⁵ + x² + 1), twice over, so that two logarithms can be added."""
    made = [1]
    for _ in range(61):
        made.append(made[-1] << 1 ^ (0b100101 if made[-1] & 16 else 0))
    return made


POWER = _powers()
LOG = {value: at for at, value in enumerate(POWER[:31])}


def _times(a: int, b: int) -> int:
    return POWER[LOG[a] + LOG[b]] if a and b else 0


def check(letters: list[int]) -> list[int]:
    """The two letters, as numbers, that make these a code."""
    high = low = 0
    for letter in letters:
        lead = letter ^ high
        high, low = low ^ _times(lead, POWER[1] ^ POWER[2]), _times(lead, POWER[3])
    return [high, low]


def spell(fields: Iterable[tuple[int, int]]) -> str:
    """Turn (value, bits) pairs into the letters of a code."""
    bits = "".join(f"{value:0{width}b}" for value, width in fields)
    letters = -(-len(bits) // 5) + 2
    letters = max(SHORTEST, -(-letters // GROUP) * GROUP) - 2
    bits = bits.ljust(letters * 5, "0")
    found = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    text = "".join(ALPHABET[letter] for letter in [*found, *check(found)])
    return grouped(text)


def plain(typed: str) -> str:
    """The letters of a code as typed, without what stands between groups and with confusable letters forgiven."""
    return "".join(c for c in typed.upper() if c.isalnum()).translate(FORGIVEN)


def grouped(text: str) -> str:
    """Letters in groups of five."""
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def fits(text: str) -> bool:
    """Whether the last two of these letters are the check of the others."""
    found = [ALPHABET.index(letter) for letter in text]
    return check(found[:-2]) == found[-2:]


def bits_of(text: str) -> str:
    """The bits of a code, without its check."""
    return "".join(f"{ALPHABET.index(letter):05b}" for letter in text[:-2])
