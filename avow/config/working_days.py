"""Working days: Monday to Friday. Holidays differ by site and are not taken out; an answer may come later by one."""

from datetime import date, timedelta

SATURDAY = 5


def after(day: date, days: int) -> date:
    """The working day that lies `days` working days after `day`, which itself does not count.

    Raises ValueError for a negative number.
    """
    if days < 0:
        raise ValueError("working days are counted forwards")
    weeks, rest = divmod(days, 5)
    start = min(day.weekday(), 4)
    day = day - timedelta(days=day.weekday() - start) + timedelta(weeks=weeks)
    for _ in range(rest):
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return day
