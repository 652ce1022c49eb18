"""The days of a campaign: what somebody gave, and for the rest what the policy says of its cohort."""

from datetime import date, timedelta

from avow.policy.calendar import Days, Yearly
from avow.policy.pack import Cohort


class NoDays(ValueError):
    """A day is missing that the policy does not say either. The text names it."""


def days_of(
    cohort: Cohort, on: date, *, opens: date | None = None, due: date | None = None, closes: date | None = None
) -> Days:
    """The days, where those not given are the policy's: the first opening that is not before `on`, and counted from
    whatever day it opens. Raises NoDays."""
    yearly = cohort.every if isinstance(cohort.every, Yearly) else None
    if yearly:
        if opens is None:
            opens = next(day for day in (yearly.days(on.year + more).opens for more in (0, 1)) if day >= on)
        due = due or opens + timedelta(days=yearly.due_after_days)
        closes = closes or opens + timedelta(days=yearly.closes_after_days)
    if opens is None or due is None or closes is None:
        missing = [name for name, day in (("opens", opens), ("is due", due), ("closes", closes)) if day is None]
        raise NoDays(f"The policy does not say on which day it {' and '.join(missing)}. Give the days.")
    return Days(opens, due, closes)
