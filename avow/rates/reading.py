"""Reading a file of rates: every rate with its line, or every row that cannot be taken, why, and what to do.

Two forms, told apart by the header: a row a rate (day, currency, rate), and the ECB's own, a row a day and a column a
currency. Rates are so many of the currency for one euro.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from avow.policy.rates import EURO, LARGEST, SMALLEST
from avow.rates.opening import COLUMNS, Opened, Unusable, shown

FIRST_DAY = date(1999, 1, 1)
MOST_RATES = 500_000
LONG = ("day", "currency", "rate")
NONE = ("", "N/A")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip

_CURRENCY = re.compile(r"[A-Z]{3}")
_RATE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,12})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAILY = re.compile(r"([0-9]{1,2}) ([A-Z][a-z]{2,8}) ([0-9]{4})")


@dataclass(frozen=True)
class Refusal:
    """A row that cannot be taken: its line, what stands there, why not, and what to do."""

    line: int
    value: str
    why: str
    remedy: str


@dataclass
class Read:
    """A file as it was read. `rates` by currency and day, each with its line."""

    name: str
    sha256: str
    rates: dict[tuple[str, date], tuple[Decimal, int]] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)

    def refuse(self, line: int, value: str, why: str, remedy: str) -> None:
        """One more row that cannot be taken."""
        self.refused.append(Refusal(line, shown(value, 40), why, remedy))


def read(file: Opened, today: date) -> Read:
    """All rates of the file, and all rows that cannot be taken. Raises Unusable where there is no telling."""
    found = Read(file.name, file.sha256)
    rows = csv.reader(io.StringIO(file.text, newline=""), skipinitialspace=True)
    try:
        filled = ((rows.line_num, row) for row in rows if any(map(str.strip, row)))
        header = [name.strip() for name in next(filled, (0, []))[1]]
        cells = _wide(header, filled, found) if _is_wide(header) else _long(header, filled, found)
        for line, day, currency, rate in cells:
            _take(found, line, day, currency, rate, today)
            if len(found.rates) > MOST_RATES:
                raise Unusable(f"{file.name} has more than {MOST_RATES:,} rates. Split it.")
    except csv.Error as error:
        raise Unusable(f"{file.name}, line {rows.line_num}: this is not readable as CSV ({error}). {COLUMNS}")
    if not found.rates and not found.refused:
        raise Unusable(f"{file.name} has a header and no rates below it. {COLUMNS}")
    return found


def _is_wide(header: list[str]) -> bool:
    return header[:1] == ["Date"] and not {"currency", "rate"} & {name.lower() for name in header}


Numbered = tuple[int, list[str]]
"""A row with anything in it, behind the line on which it ends."""
Cell = tuple[int, str, str, str]


def _long(header: list[str], rows: Iterator[Numbered], found: Read) -> Iterator[Cell]:
    names = [name.lower() for name in header]
    if len(header) == 1 and any(sign in header[0] for sign in (";", "\t")):
        raise Unusable(
            f"{found.name} has no commas between its columns. Save it with commas, and numbers with a point."
        )
    if missing := [name for name in LONG if name not in names]:
        raise Unusable(f"{found.name} has no column {' and no column '.join(missing)}. {COLUMNS}")
    if twice := [name for name in LONG if names.count(name) > 1]:
        raise Unusable(f"{found.name} has two columns {twice[0]}. Leave one out.")
    places = [names.index(name) for name in LONG]
    for line, row in rows:
        if len(row) != len(header):
            _uneven(found, line, row, header)
            continue
        day, currency, rate = (row[place].strip() for place in places)
        yield line, day, currency, rate


def _wide(header: list[str], rows: Iterator[Numbered], found: Read) -> Iterator[Cell]:
    names = header[1:]
    while names and not names[-1]:
        names.pop()
    if odd := [name for name in names if not _CURRENCY.fullmatch(name)]:
        raise Unusable(f"{found.name}: the column {shown(odd[0], 40)!r} is no currency; write three capitals.")
    if not names:
        raise Unusable(f"{found.name} has days and no currencies. {COLUMNS}")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Unusable(f"{found.name} has two columns {twice[0]}. Leave one out.")
    for line, row in rows:
        if len(row) < len(names) + 1 or any(map(str.strip, row[len(names) + 1 :])):
            _uneven(found, line, row, header)
            continue
        for name, rate in zip(names, row[1:], strict=False):
            if rate.strip() not in NONE:
                yield line, row[0].strip(), name, rate.strip()


def _uneven(found: Read, line: int, row: list[str], header: list[str]) -> None:
    found.refuse(
        line, ",".join(row), f"The row has {len(row)} cells and the header {len(header)}.",
        "Write numbers with a point, not a comma, and leave no cell out.",
    )  # fmt: skip


def _take(found: Read, line: int, said: str, currency: str, said_rate: str, today: date) -> None:
    """Put one rate in its place, or say why not."""
    day = _day(said)
    if day is None:
        found.refuse(line, said, "This is no day.", "Write it as 2026-01-31.")
    elif day > today:
        found.refuse(line, said, "The day is to come.", "Bring rates once they are published.")
    elif day < FIRST_DAY:
        found.refuse(line, said, "There was no euro on that day.", f"Leave out days before {FIRST_DAY}.")
    elif not _CURRENCY.fullmatch(currency):
        found.refuse(line, currency, "This is no currency.", "Write three capitals, such as GBP.")
    elif not _RATE.fullmatch(said_rate) or not SMALLEST <= Decimal(said_rate) <= LARGEST:
        found.refuse(
            line, said_rate, f"A rate is a number from {SMALLEST} to {LARGEST:,}, with up to twelve decimal places.",
            "Write so many of the currency for one euro, such as 0.8338, with a point and without separators.",
        )  # fmt: skip
    elif currency == EURO:
        if Decimal(said_rate) != 1:
            found.refuse(line, said_rate, "Rates are against the euro, so its own is 1.", "Leave the euro out.")
    elif before := found.rates.get((currency, day)):
        found.refuse(
            line, said_rate, f"{currency} of {day} stands on line {before[1]} already.", "Keep one of the two."
        )
    else:
        found.rates[currency, day] = (Decimal(said_rate), line)


def _day(said: str) -> date | None:
    """2026-01-31, or 31 January 2026 as in the ECB's file of one day."""
    try:
        if _DAY.fullmatch(said):
            return date.fromisoformat(said)
        if (parts := _DAILY.fullmatch(said)) and parts[2] in MONTHS:
            return date(int(parts[3]), MONTHS.index(parts[2]) + 1, int(parts[1]))
    except ValueError:
        pass
    return None
