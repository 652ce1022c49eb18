"""How many digits a number can have, so that nothing is ever rounded: what does not fit is refused beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from avow.policy.many.engine import MOST_DIGITS

ROWS = 10  # a sum has that many digits more than what it adds up: ten thousand million rows


class TooWide(ValueError):
    """A number of a rule can have more digits than an engine counts with exactly; `clause` and `rule` name it."""

    def __init__(self, clause: str, rule: str, what: str, digits: int) -> None:
        self.clause, self.rule, self.what, self.digits = clause, rule, what, digits
        super().__init__(
            f"Clause {clause}, {rule}: `{what}` can have {digits} digits, and records in bulk are counted with at most "
            f"{MOST_DIGITS}. Multiply fewer facts with one another, or by a literal with fewer digits."
        )


@dataclass(frozen=True)
class Width:
    """Digits before the point, and after it."""

    whole: int
    places: int

    @property
    def digits(self) -> int:
        return max(self.whole + self.places, 1)

    @property
    def sql(self) -> str:
        return f"DECIMAL({min(self.digits, MOST_DIGITS)}, {self.places})"

    def beside(self, other: Width) -> Width:
        """The width that holds both."""
        return Width(max(self.whole, other.whole), max(self.places, other.places))

    def plus(self, other: Width) -> Width:
        both = self.beside(other)
        return Width(both.whole + 1, both.places)

    def times(self, other: Width) -> Width:
        """One digit more than needed, as some engines count."""
        return Width(self.whole + other.whole + 1, self.places + other.places)

    def added_up(self) -> Width:
        return Width(min(self.whole + ROWS, MOST_DIGITS - self.places), self.places)


COLUMNS = {"money": Width(16, 2), "percent": Width(12, 6), "decimal": Width(12, 6), "integer": Width(16, 0)}


def width_of(value: Decimal) -> Width:
    """Of a literal or the value of a figure."""
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError("not a number")
    places = max(0, -exponent)
    return Width(max(len(digits) + exponent, 1), places)


def widest(values: Iterable[Decimal]) -> Width:
    found = Width(1, 0)
    for value in values:
        found = found.beside(width_of(value))
    return found
