"""Reference rates: what an amount is in the pack's currency, by the rate of the day that is judged.

The rates that come with Avow are the European Central Bank's, against the euro, from 1999 on; others can be brought as
a file. A day without a rate (a weekend, a holiday) takes the last one of the seven days before it; where there is none,
there is no rate, and the amount is unknown.
"""

from __future__ import annotations

import csv
import io
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from avow.policy.values import day as day_of

EURO = "EUR"
OLDEST = timedelta(days=7)
PLACES = Decimal("0.000000000001")  # twelve: so that 5,000,000 rupiah come out right to the cent
CENT = Decimal("0.01")
SMALLEST, LARGEST = Decimal("0.0001"), Decimal(100_000_000)

JOINED_THE_EURO = {
    "ATS": ("13.7603", 1999),
    "BEF": ("40.3399", 1999),
    "DEM": ("1.95583", 1999),
    "ESP": ("166.386", 1999),
    "FIM": ("5.94573", 1999),
    "FRF": ("6.55957", 1999),
    "GRD": ("340.750", 2001),
    "IEP": ("0.787564", 1999),
    "ITL": ("1936.27", 1999),
    "LUF": ("40.3399", 1999),
    "NLG": ("2.20371", 1999),
    "PTE": ("200.482", 1999),
}
"""Currencies that ended before the rates begin: how many of them were one euro, for ever, and since which year."""


class RatesError(ValueError):
    """A file of rates that cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Rate:
    """How much of the one currency one unit of the other is, and the day this was published."""

    value: Decimal
    day: date

    def of(self, amount: Decimal) -> Decimal:
        """The amount converted, to the cent, half a cent upwards."""
        return (amount * self.value).quantize(CENT, ROUND_HALF_UP)


class Rates:
    """Rates against the euro by currency and day."""

    def __init__(self, rows: Iterable[tuple[date, str, Decimal]], source: str) -> None:
        self.source = source
        self._days: dict[str, list[date]] = {}
        self._rates: dict[str, list[Decimal]] = {}
        for day, currency, rate in sorted(rows):
            self._days.setdefault(currency, []).append(day)
            self._rates.setdefault(currency, []).append(rate)

    @classmethod
    def bundled(cls) -> Rates:
        """The European Central Bank's reference rates, as they came with this installation."""
        from currency_converter.currency_converter import CURRENCY_FILE

        with zipfile.ZipFile(CURRENCY_FILE) as archive:
            text = archive.read(archive.namelist()[0]).decode()
        return cls(_wide(text), "the European Central Bank's reference rates")

    @classmethod
    def from_csv(cls, path: str | Path) -> Rates:
        """Rates from a file with the columns day, currency and rate (so many for one euro). Raises RatesError."""
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except OSError as error:
            raise RatesError(f"The rates in {path} cannot be read: {error.strerror}.") from None
        except UnicodeDecodeError:
            raise RatesError(f"The rates in {path} are not UTF-8 text.") from None
        return cls(_long(text, str(path)), f"the rates in {Path(path).name}")

    @property
    def first(self) -> date | None:
        """The first day with any rate."""
        return min((days[0] for days in self._days.values()), default=None)

    @property
    def last(self) -> date | None:
        """The last day with any rate."""
        return max((days[-1] for days in self._days.values()), default=None)

    @property
    def currencies(self) -> tuple[str, ...]:
        """Every currency that ever had a rate, and the euro."""
        return tuple(sorted({EURO, *self._days}))

    def ended(self, currency: str) -> date | None:
        """The last day of a currency that has no rates any more, although others do."""
        days, last = self._days.get(currency), self.last
        return days[-1] if days and last and last - days[-1] > timedelta(days=30) else None

    def __len__(self) -> int:
        """How many rates: days times currencies."""
        return sum(map(len, self._days.values()))

    def published(self, currency: str, day: date) -> Decimal | None:
        """How many of the currency were one euro by the rate of exactly this day, or None."""
        found = self._last(currency, day)
        return found[1] if found and found[0] == day else None

    def last_of(self, currency: str, on: date | None = None) -> date | None:
        """The last day with a rate of this currency, up to a day where one is given, or None."""
        found = self._last(currency, on or date.max)
        return found[0] if found else None

    def with_these(self, rows: Iterable[tuple[date, str, Decimal]], source: str) -> Rates:
        """These rates on top of ours: where a currency has one of the same day, theirs holds. Ours stay as they are."""
        theirs: dict[str, dict[date, Decimal]] = {}
        for day, currency, rate in rows:
            theirs.setdefault(currency, {})[day] = rate
        both = Rates((), source)
        both._days, both._rates = dict(self._days), dict(self._rates)
        for currency, rates in theirs.items():
            ours = zip(self._days.get(currency, ()), self._rates.get(currency, ()), strict=True)
            merged = sorted({**dict(ours), **rates}.items())
            both._days[currency] = [day for day, _ in merged]
            both._rates[currency] = [rate for _, rate in merged]
        return both

    def rate(self, currency: str, to: str, on: date) -> Rate | None:
        """The rate of that day, else the last earlier one within seven days, else None.

        Between two currencies of which neither is the euro, both rates are of one day.
        """
        if currency == to:
            return Rate(Decimal(1), on)
        legs = [name for name in (currency, to) if name != EURO]
        day = on
        while on - day <= OLDEST:
            found = [self._last(name, day) for name in legs]
            days = [one[0] for one in found if one is not None]
            if len(days) < len(legs) or on - min(days) > OLDEST:
                return None
            if min(days) == max(days):
                units = {EURO: Decimal(1), **{name: one[1] for name, one in zip(legs, found, strict=True) if one}}
                return Rate((units[to] / units[currency]).quantize(PLACES, ROUND_HALF_UP), days[0])
            day = min(days)
        return None

    def _last(self, currency: str, on: date) -> tuple[date, Decimal] | None:
        days = self._days.get(currency, [])
        i = bisect_right(days, on)
        return (days[i - 1], self._rates[currency][i - 1]) if i else None


def _wide(text: str) -> Iterator[tuple[date, str, Decimal]]:
    """The ECB's own form: a row a day, a column a currency, N/A where there is none."""
    rows = csv.reader(io.StringIO(text))
    names = [name.strip() for name in next(rows)]
    for row in rows:
        day = date.fromisoformat(row[0])
        for name, value in zip(names[1:], row[1:], strict=False):
            if name and value.strip() not in ("", "N/A"):
                yield day, name, Decimal(value.strip())


def _long(text: str, path: str) -> Iterator[tuple[date, str, Decimal]]:
    rows = csv.DictReader(io.StringIO(text, newline=""), skipinitialspace=True)
    seen: set[tuple[date, str]] = set()
    try:
        missing = {"day", "currency", "rate"} - set(rows.fieldnames or [])
        if missing:
            raise RatesError(f"The rates in {path} have no column {' and no column '.join(sorted(missing))}.")
        for row in rows:
            place = f"{path}:{rows.line_num}"
            currency = (row["currency"] or "").strip()
            try:
                on, rate = day_of((row["day"] or "").strip()), Decimal((row["rate"] or "").strip())
            except (ValueError, InvalidOperation):
                raise RatesError(f"{place}: a row is a day such as 2026-01-31, a currency, and a number.") from None
            if not (len(currency) == 3 and currency.isascii() and currency.isupper()):
                raise RatesError(f"{place}: {currency[:20]!r} is no currency; write three capitals such as GBP.")
            if not rate.is_finite() or not SMALLEST <= rate <= LARGEST:
                raise RatesError(f"{place}: a rate is a number from {SMALLEST} to {LARGEST:,}.")
            if currency == EURO and rate != 1:
                raise RatesError(f"{place}: rates are against the euro, so that of the euro is 1.")
            if (on, currency) in seen:
                raise RatesError(f"{place}: {currency} has two rates on {on}.")
            seen.add((on, currency))
            yield on, currency, rate
    except csv.Error as error:
        raise RatesError(f"{path}:{rows.line_num}: this is not readable as CSV ({error}).") from None
