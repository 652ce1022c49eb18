"""Windows: the last calendar months, `(d − months, d]`, and the calendar year up to d; d itself is always in."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_before(on: date, months: int) -> date:
    """The same day of the month, `months` earlier; where that month is shorter, its last day.

    31 March less one month is 28 (or 29) February; 29 February less twelve is 28 February. Before the year 1, the
    first day of the calendar.
    """
    count = on.year * 12 + (on.month - 1) - months
    year, month = divmod(count, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def year_before(on: date) -> date:
    """The last day of the calendar year before, which is just outside a window that is the calendar year."""
    return date(on.year - 1, 12, 31) if on.year > 1 else date.min


def in_window(day: date, on: date, months: int) -> bool:
    """Whether a row of this day counts on the judged day."""
    return months_before(on, months) < day <= on
