"""Figures: numbers of the policy, chosen by the day judged and the country of the person's employer."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from avow.policy.values import Type


@dataclass(frozen=True)
class FigureValue:
    """What the figure is from this day on, everywhere or in one country (ISO 3166, two letters).

    `place` is the line and column at which it is written.
    """

    since: date
    value: Decimal
    country: str | None = None
    place: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)


@dataclass(frozen=True)
class Figure:
    """One figure of one clause, with its values over time (oldest first)."""

    name: str
    unit: str
    type: Type
    values: tuple[FigureValue, ...]
    reference: str = ""

    def on(self, day: date, country: str | None = None) -> FigureValue | None:
        """The value in force that day: the country's own where it has one, else the general one, else None."""
        started = [value for value in self.values if value.since <= day]
        own = [value for value in started if country is not None and value.country == country]
        general = [value for value in started if value.country is None]
        chosen = own or general
        return max(chosen, key=lambda value: value.since) if chosen else None
