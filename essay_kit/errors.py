"""The errors that an instructor or a student may meet; each is a sentence that says what to do."""

from difflib import get_close_matches


class CourseError(Exception):
    """Something in the course's files or in a call needs a person; the message says what and where.

    In a notebook the message stands alone, without a traceback: the reader did nothing that a traceback explains.
    """

    def _render_traceback_(self) -> list[str]:
        """Give Jupyter the sentence in place of a traceback."""
        return [str(self)]


class UnknownIdError(CourseError, KeyError):
    """A call names a record that the course does not have."""

    def __init__(self, wanted: object, kind: str, known: list[str]) -> None:
        near = get_close_matches(str(wanted), known, n=1, cutoff=0.3)
        near = near or [k for k in known if k.lower() == str(wanted).lower()]
        hint = f"did you mean {near[0]}?" if near else f"the course has: {', '.join(known[:12]) or 'none'}."
        super().__init__(f"There is no {kind} {wanted!r}; {hint}")

    __str__ = Exception.__str__


class ContentError(CourseError):
    """One or more mistakes in the files of the course; `mistakes` lists them, each a sentence."""

    SHOWN = 20  # a slip in a file of many records brings hundreds, which nobody reads in a cell

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = mistakes
        count = "1 thing" if len(mistakes) == 1 else f"{len(mistakes)} things"
        shown = [f"  - {mistake}" for mistake in mistakes[: self.SHOWN]]
        if len(mistakes) > self.SHOWN:
            shown.append(f"  - and {len(mistakes) - self.SHOWN} more, which “make check” lists.")
        super().__init__(f"The course needs a look at {count}:\n" + "\n".join(shown))
