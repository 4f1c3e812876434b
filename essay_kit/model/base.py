"""What every record has in common: kinds of text, and a class that cannot change and refuses words it does not know."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]*$", max_length=40)]
Text = Annotated[str, StringConstraints(min_length=1)]
Kind = Literal["thesis", "descriptive", "causal", "predictive", "conceptual", "method"]
Direction = Literal["for", "against", "both"]
Strength = Literal["straw in the wind", "hoop", "smoking gun", "doubly decisive"]
Grade = Literal["supported", "supported with a caveat", "contested", "not supported", "not testable"]


def _years(value: object) -> object:
    """Turn the "1990 to 2024" that an author writes into (1990, 2024)."""
    if isinstance(value, str) and value.count(" to ") == 1:
        return tuple(value.split(" to "))
    return value


Years = Annotated[tuple[int, int], BeforeValidator(_years)]


class Record(BaseModel):
    """A record that cannot change and refuses words it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
