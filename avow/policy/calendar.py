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


def a_year_later(day: date) -> date:
    """The same day and month of the next year; 1 March where that year has no 29 February."""
    return on_the_day(day, day.year + 1)


def on_the_day(day: date, year: int) -> date:
    """The day and month of `day` in that year; 1 March where it has no 29 February."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


@dataclass(frozen=True)
class Yearly:
    """Once a year. It opens on `month` and `day`; the rest are calendar days after that day.

    `rolling`: "joined_on" where each person is asked on the day and month on which they joined, over the year that
    opens then, with days counted from their own; "" where everyone is asked when it opens.
    """

    month: int
    day: int
    due_after_days: int
    closes_after_days: int
    rolling: str = ""

    def days(self, year: int) -> Days:
        """The days of the time of asking that opens in this year; it may close in the next."""
        return self.days_from(date(year, self.month, self.day))

    def days_from(self, opens: date) -> Days:
        """The days of one that opens on that day. Where it is rolling, `due` and `closes` are those of whoever is asked
        on its last day."""
        last = a_year_later(opens) - timedelta(days=1) if self.rolling else opens
        return Days(opens, last + timedelta(days=self.due_after_days), last + timedelta(days=self.closes_after_days))

    def __str__(self) -> str:
        opens = date(2001, self.month, self.day)
        whose = ", each person on the day on which they joined" if self.rolling else ""
        return (
            f"every year from {opens.day} {opens:%B}{whose}, due {self.due_after_days} days later, "
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
