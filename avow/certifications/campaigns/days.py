"""The days of a campaign: what somebody gave, and for the rest what the policy says of its cohort; and the days of each
person in it, from which all else tells who is late, who may still sign, and who never answered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from avow.policy.calendar import Days, Yearly, a_year_later
from avow.policy.pack import Cohort

if TYPE_CHECKING:
    from avow.certifications.models import Campaign


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
        theirs = yearly.days_from(opens)
        due, closes = due or theirs.due, closes or theirs.closes
    if opens is None or due is None or closes is None:
        missing = [name for name, day in (("opens", opens), ("is due", due), ("closes", closes)) if day is None]
        raise NoDays(f"The policy does not say on which day it {' and '.join(missing)}. Give the days.")
    return Days(opens, due, closes)


def last_day_of_asking(opens: date) -> date:
    """The last day of the year that begins on this day, over which a rolling campaign asks."""
    return a_year_later(opens) - timedelta(days=1)


def due_of(campaign: Campaign, asked_on: date | None) -> date:
    """The last day on which somebody is in time, who was asked on that day (None: from the start on).

    In a rolling campaign it is counted from their own day. In others, whoever came later has as many days as the others
    had, but not beyond the last day on which anything is taken.
    """
    if asked_on is None:
        return campaign.due
    if campaign.rolling:
        return min(asked_on + (campaign.due - last_day_of_asking(campaign.opens)), campaign.due)
    theirs = asked_on + (campaign.due - campaign.opens)
    return max(campaign.due, min(theirs, campaign.closes - timedelta(days=1)))


def closes_of(campaign: Campaign, asked_on: date | None) -> date:
    """The first day on which nothing is taken any more of somebody who was asked on that day."""
    if asked_on is None or not campaign.rolling:
        return campaign.closes
    return min(asked_on + (campaign.closes - last_day_of_asking(campaign.opens)), campaign.closes)


def may_ask(campaign: Campaign, on: date) -> bool:
    """Whether a rolling campaign may still ask somebody after that day, as their day is still to come."""
    return bool(campaign.rolling) and on < last_day_of_asking(campaign.opens)
