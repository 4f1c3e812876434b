"""What a learner has done beyond answering: cards sorted, line-ups looked at, choices taken. States as in states.py."""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import Sorting
from .states import TEXT_LIMIT, AnswerError, number, percent


@dataclass(frozen=True)
class Sorted:
    """Cards in boxes, {card: box}; the first sorting is kept beside the last."""

    first: dict = field(default_factory=dict)
    last: dict = field(default_factory=dict)

    def sort(self, sorting: Sorting, given: dict) -> Sorted:
        """Take a sorting; raises AnswerError where a card is in no box."""
        boxes = {box.id for box in sorting.boxes}
        open_ = [card.text for card in sorting.cards if given.get(card.id) not in boxes]
        if open_:
            raise AnswerError(f"Please choose a box for every card; still open: {', '.join(open_[:3])}{' …' if len(open_) > 3 else ''}.")
        now = {card.id: given[card.id] for card in sorting.cards}
        return Sorted(self.first or now, now)

    def fits(self, sorting: Sorting) -> bool:
        """Whether the last sorting has the cards and boxes of this edition."""
        return set(self.last) == {card.id for card in sorting.cards} and set(self.last.values()) <= {box.id for box in sorting.boxes}


@dataclass(frozen=True)
class LinedUp:
    """Line-ups looked at, each [seed, panel picked, panel of the real series], panels counted from 1."""

    tries: list = field(default_factory=list)

    def pick(self, seed: int, given: object, real: int) -> LinedUp:
        """Take a pick; raises AnswerError where none was made."""
        if str(given) not in {str(panel) for panel in range(1, 10)}:
            raise AnswerError("Please choose one of the nine panels.")
        return LinedUp([*self.tries, [seed, int(str(given)), real]])

    @property
    def whole(self) -> bool:
        """Whether each try has its three whole numbers."""
        return all(isinstance(one, list) and len(one) == 3 and all(type(number) is int for number in one) for one in self.tries)

    @property
    def right(self) -> int:
        """In how many line-ups the real series was picked out."""
        return sum(picked == real for _, picked, real in self.tries)


@dataclass(frozen=True)
class Foretold:
    """How likely each statement seemed, {row: percent}, before the record was seen; locked once given."""

    values: dict = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether there are forecasts, each a probability in percent."""
        return bool(self.values) and all(map(percent, self.values.values()))

    def tell(self, rows: dict[str, str], given: dict) -> Foretold:
        """Lock the forecasts; a statement may be left out, all may not. Raises AnswerError where none can be taken."""
        if self.values:
            return self
        now = {row: number(given[row], said, 0, 100) for row, said in rows.items() if str(given.get(row, "")).strip()}
        if not now:
            raise AnswerError("Please say for at least one statement how likely you think it, from 0 to 100.")
        return Foretold(now)


@dataclass(frozen=True)
class Moved:
    """What moved a belief, {thesis: exhibit or NOTHING}, and why in one's own words."""

    by: dict = field(default_factory=dict)
    why: str = ""

    def name(self, options: dict[str, list[str]], given: dict) -> Moved:
        """Take what was named; raises AnswerError where nothing was chosen."""
        now = {thesis: given[thesis] for thesis, known in options.items() if given.get(thesis) in known}
        if not now:
            raise AnswerError("Please choose for at least one thesis what moved you, or that nothing did.")
        return Moved(now, str(given.get("why") or "")[:TEXT_LIMIT])


@dataclass(frozen=True)
class Specified:
    """One option for each choice, and how many of all combinations will hold (percent); the first is kept beside the last."""

    first: dict = field(default_factory=dict)
    last: dict = field(default_factory=dict)
    guess: float = 0.0

    @property
    def whole(self) -> bool:
        """Whether the guess is a share in percent."""
        return percent(self.guess)

    def choose(self, choices: dict[str, list[str]], given: dict) -> Specified:
        """Take a choice; raises AnswerError where one is open."""
        for name, options in choices.items():
            if given.get(name) not in options:
                raise AnswerError("Please take one option in each choice.")
        now = {name: given[name] for name in choices}
        return Specified(self.first or now, now, number(given.get("guess"), "Your guess", 0, 100))

    def fits(self, choices: dict[str, list[str]]) -> bool:
        """Whether the last choice can still be made."""
        return set(self.last) == set(choices) and all(self.last[name] in options for name, options in choices.items())


@dataclass(frozen=True)
class Explored:
    """The tasks of a concept model that were met, by id."""

    met: list = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether each is an id."""
        return all(isinstance(one, str) for one in self.met)
