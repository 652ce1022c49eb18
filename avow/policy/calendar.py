"""When a cohort is asked: every year from a day on, or for every version; and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Days:
    """The days of one time of asking: it opens, is due, and closes. After `closes` nothing is taken any more."""

    opens: date
    due: date
    closes: date


@dataclass(frozen=True)
class Yearly:
    """Once a year. It opens on `month` and `day`; the rest are calendar days after that day."""

    month: int
    day: int
    due_after_days: int
    closes_after_days: int

    def days(self, year: int) -> Days:
        """The days of the time of asking that opens in this year; it may close in the next."""
        opens = date(year, self.month, self.day)
        return Days(opens, opens + timedelta(days=self.due_after_days), opens + timedelta(days=self.closes_after_days))

    def __str__(self) -> str:
        opens = date(2001, self.month, self.day)
        return (
            f"every year from {opens.day} {opens:%B}, due {self.due_after_days} days later, "
            f"closed {self.closes_after_days} days later"
        )


@dataclass(frozen=True)
class EachVersion:
    """For every version of the policy, and whoever joins later; never closed. Calendar days after both."""

    due_after_days: int

    def due(self, asked_on: date) -> date:
        """The last day for somebody who was first asked on this day."""
        return asked_on + timedelta(days=self.due_after_days)

    def __str__(self) -> str:
        return f"for every version and whoever joins, due after {self.due_after_days} days"
