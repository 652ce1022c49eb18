"""What went back and forth over time, as a picture: months beside each other, received above the line, given below."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

TALL = 90
"""Pixels of the tallest column on each side."""
SLOT = 10
MOST_MONTHS = 60
"""More months than this are drawn as years."""
MONTHS_NAMED = 18
MOST_TICKS = 5
NEAR_THE_END = 0.75
_numbers = itertools.count(1)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass
class Column:
    """One month, or year: what was received and given, in the currency of the policy, and how many of each."""

    label: str
    received: Decimal = Decimal(0)
    given: Decimal = Decimal(0)
    how_many_received: int = 0
    how_many_given: int = 0


@dataclass(frozen=True)
class Tick:
    """A column that is named beneath the picture: where it begins, in percent of the width, and where it is drawn."""

    label: str
    percent: str
    x: int
    is_last: bool


@dataclass
class Flow:
    """The columns from the first to the last, empty ones among them. `what` is "Month" or "Year"; `clauses` are the
    numbers of those that count it."""

    title: str
    what: str
    currency: str
    columns: list[Column]
    clauses: tuple[str, ...] = ()
    id: str = field(default_factory=lambda: f"flow-{next(_numbers) % 100000}")

    height = 2 * TALL + 2
    middle = TALL + 1
    bottom = 2 * TALL + 1

    @property
    def width(self) -> int:
        """Units."""
        return SLOT * max(len(self.columns), 1)

    @property
    def tallest(self) -> Decimal:
        return max((max(one.received, one.given) for one in self.columns), default=Decimal(0))

    @property
    def received(self) -> Decimal:
        return sum((one.received for one in self.columns), Decimal(0))

    @property
    def given(self) -> Decimal:
        return sum((one.given for one in self.columns), Decimal(0))

    @property
    def how_many_received(self) -> int:
        return sum(one.how_many_received for one in self.columns)

    @property
    def how_many_given(self) -> int:
        return sum(one.how_many_given for one in self.columns)

    @property
    def ticks(self) -> list[Tick]:
        """At most a handful of columns by name, evenly: the years where there are several, else some months."""
        if self.what == "Year" or len(self.columns) <= MONTHS_NAMED:
            places = list(range(0, len(self.columns), -(-len(self.columns) // MOST_TICKS) or 1))
        else:
            places = [place for place, one in enumerate(self.columns) if one.label.startswith("Jan")]
        wide = len(self.columns)
        return [
            Tick(self.columns[place].label, f"{place / wide * 100:.1f}", place * SLOT, place / wide > NEAR_THE_END)
            for place in places
        ]

    @property
    def marks(self) -> str:
        """The lines of the ticks, as one path."""
        return "".join(f"M{one.x} 0V{self.height}" for one in self.ticks)

    @property
    def above(self) -> str:
        """The columns of what was received, as one path."""
        return self._path("received", up=True)

    @property
    def below(self) -> str:
        """The columns of what was given, as one path."""
        return self._path("given", up=False)

    @property
    def words(self) -> str:
        """What the picture shows, for who does not see it."""
        if not self.tallest:
            return "There is nothing to show: no amount is known."
        said = f"Received {self.currency} {self.received:,.2f} in all, given {self.currency} {self.given:,.2f}."
        most = max(self.columns, key=lambda one: max(one.received, one.given))
        return f"{said} The most was in {most.label}. The table has every number."

    @property
    def listed(self) -> list[Column]:
        """The rows of the table: those in which there was something."""
        return [one for one in self.columns if one.how_many_received or one.how_many_given]

    def _path(self, side: str, *, up: bool) -> str:
        parts = []
        for place, one in enumerate(self.columns):
            amount = getattr(one, side)
            if amount and self.tallest:
                high = float(amount / self.tallest * TALL)
                y = self.middle - high if up else self.middle
                parts.append(f"M{place * SLOT + 1} {y:.1f}h{SLOT - 2}v{high:.1f}h-{SLOT - 2}z")
        return "".join(parts)


def flow(
    title: str,
    currency: str,
    sums: Iterable[tuple[date, str, Decimal, int]],
    until: date,
    *,
    since: date | None = None,
    clauses: tuple[str, ...] = (),
) -> Flow:
    """From (a day, "received" or "given", sum, how many). From the first of these days or `since`, up to the later of
    the last and `until`; by years where there would be too many months."""
    rows = [row for row in sums if row[1] in ("received", "given")]
    if not rows:
        return Flow(title, "Month", currency, [], clauses)
    first, last = min(since or until, *(row[0] for row in rows)), max(until, *(row[0] for row in rows))
    by_years = (last.year - first.year) * 12 + last.month - first.month >= MOST_MONTHS
    columns = {}
    for key in _years(first, last) if by_years else _months(first, last):
        columns[key] = Column(str(key) if by_years else f"{MONTHS[key[1] - 1]} {key[0]}")
    for day, way, amount, how_many in rows:
        column = columns[day.year if by_years else (day.year, day.month)]
        setattr(column, way, getattr(column, way) + amount)
        many = f"how_many_{way}"
        setattr(column, many, getattr(column, many) + how_many)
    return Flow(title, "Year" if by_years else "Month", currency, list(columns.values()), clauses)


def _years(first: date, last: date) -> Iterable[int]:
    return range(first.year, last.year + 1)


def _months(first: date, last: date) -> Iterable[tuple[int, int]]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = divmod(number, 12)
        yield year, month + 1
