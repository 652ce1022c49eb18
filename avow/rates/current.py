"""What a reference rate was: the European Central Bank's that come with Avow, and what was brought on top of them.

Rates are kept in the memory of each process, read at the first question. Every question looks first, in one query,
whether rates were brought since, so that no process answers with old ones. Whoever asks many times at once takes
`held()` and asks that.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from avow.config import once
from avow.policy.rates import EURO, OLDEST, Rate, Rates
from avow.rates.models import BroughtRate, RatesFile

ECB = "the European Central Bank's"
RATHER_OLD = timedelta(days=30)


@dataclass(frozen=True)
class Held:
    """All rates as they are at one moment. `mark` is the entry that last brought some, or None."""

    mark: int | None
    version: str
    rates: Rates
    brought: dict[tuple[str, date], int]
    files: dict[int, tuple[str, date]]

    def rate(self, currency: str, to: str, on: date) -> Rate | None:
        """How much of `to` one unit of the currency was: the rate of that day, else the last one of the seven days
        before it, else None."""
        return self.rates.rate(currency, to, on)

    def currencies(self, on: date) -> tuple[str, ...]:
        """The euro, and those that had a rate on that day or in the seven days before it."""
        return tuple(name for name in self.rates.currencies if name == EURO or self._serves(name, on))

    def _serves(self, currency: str, on: date) -> bool:
        last = self.rates.last_of(currency, on)
        return last is not None and on - last <= OLDEST

    def source(self, currency: str, to: str, rate: Rate) -> str:
        """Who published a rate that `rate` gave, in words to keep with the amount; empty where none was needed."""
        legs = [name for name in dict.fromkeys((currency, to)) if name != EURO] if currency != to else []
        places = list(dict.fromkeys(self.brought.get((name, rate.day)) for name in legs))
        several = len(legs) > len(places)
        return ", and ".join(self._published(place, rate.day, several) for place in places)

    def _published(self, place: int | None, day: date, several: bool) -> str:
        many = "s" if several else ""
        if place is None:
            return f"{ECB} reference rate{many} of {in_words(day)}"
        name, on = self.files[place]
        return (
            f"the rate{many} of {in_words(day)} that {'were' if several else 'was'} brought on {in_words(on)} in {name}"
        )

    def ended(self) -> dict[str, date]:
        """The last day of each currency that has had no rate for a month when most others had.

        Most, not any: whoever brings rates of one currency alone does not end the others.
        """
        lasts = {name: last for name in self.rates.currencies if (last := self.rates.last_of(name))}
        usual = sorted(lasts.values())[len(lasts) // 2] if lasts else date.min
        return {name: last for name, last in lasts.items() if usual - last > RATHER_OLD}

    def behind(self, on: date, to: str = EURO) -> dict[str, date]:
        """The currencies that go on and whose amounts of that day cannot be told in `to`, each with the last day that
        can."""
        return {
            name: served_until(min(last for leg in (name, to) if (last := self.rates.last_of(leg))))
            for name in self.offered()
            if self.rates.rate(name, to, on) is None
        }

    def offered(self) -> tuple[str, ...]:
        """Those to choose from on a form: every currency that has not ended, with a rate of today or without."""
        ended = self.ended()
        return tuple(name for name in self.rates.currencies if name not in ended)

    def ended_since(self, day: date) -> dict[str, date]:
        """The last day of each currency that has ended, and had a rate on that day or in the seven days before it."""
        return {name: last for name, last in self.ended().items() if self._serves(name, day)}


def rate(currency: str, to: str, on: date) -> Rate | None:
    """How much of `to` one unit of the currency was on that day, with the day it was published, or None."""
    return held().rate(currency, to, on)


def currencies(on: date) -> tuple[str, ...]:
    """The currencies that can be converted on that day, and the euro."""
    return held().currencies(on)


def source(currency: str, to: str, rate: Rate) -> str:
    """Who published a rate, in words such as "the European Central Bank's reference rate of 3 March 2026"."""
    return held().source(currency, to, rate)


def mark() -> int | None:
    """The number of the entry that last brought rates, or None: another number, other rates. One query."""
    return _now()[0]


def served_until(day: date) -> date:
    """The last day whose amounts may be counted by a rate of this day."""
    return day + OLDEST


_lock = threading.Lock()
_kept: list[Held] = []


def held() -> Held:
    """All rates as they are now: one query, and a reading where rates were brought since the last one."""
    mark, version = _now()
    for kept in tuple(_kept):
        if kept.version == version:
            return kept
    with _lock:
        for kept in tuple(_kept):
            if kept.version == version:
                return kept
        _kept[:] = [_read(mark, version)]
        return _kept[0]


@once.looked_up
def _now() -> tuple[int | None, str]:
    """The last entry, and the hash of its document.

    An entry's number can come again after an act that was rolled back; the hash, with 32 random bytes in it, cannot.
    """
    last = RatesFile.objects.order_by("-pk").values_list("attested__entry_id", "attested__content_hash").first()
    return last or (None, "")


def _read(mark: int | None, version: str) -> Held:
    if mark is None:
        return Held(None, version, bundled(), {}, {})
    until = RatesFile.objects.filter(attested__entry_id__lte=mark)
    files = {pk: (name, on) for pk, name, on in until.values_list("pk", "name", "on")}
    brought: dict[tuple[str, date], int] = {}

    def rows() -> Iterator[tuple[date, str, Decimal]]:
        found = BroughtRate.objects.filter(file__attested__entry_id__lte=mark).order_by("pk")
        for file, day, currency, rate in found.values_list("file_id", "day", "currency", "rate").iterator(5000):
            brought[currency, day] = file
            yield day, currency, Decimal(rate)

    return Held(mark, version, bundled().with_these(rows(), "the company's reference rates"), brought, files)


@cache
def bundled() -> Rates:
    """The rates that come with this installation, read once."""
    return Rates.bundled()


def in_words(day: date) -> str:
    """3 March 2026."""
    return f"{day.day} {day:%B %Y}"
