"""Campaigns that were started and ask the same people on days that overlap, and from which day on another is clear of
them."""

from collections.abc import Iterable
from datetime import date

from avow.certifications.models import Campaign
from avow.policy.calendar import Days, Yearly, a_year_later


def overlapping(cohort: str, days: Days, rolling: str = "") -> list[Campaign]:
    """Those that a campaign of this cohort with these days would overlap with, the first first. Two in which each is
    asked on a day of their own overlap only where their years of asking do: whoever was asked last by the one may still
    sign while the other begins."""
    rows = Campaign.objects.real().filter(
        started__isnull=False, cohort=cohort, opens__lt=days.closes, closes__gt=days.opens
    )
    return [one for one in rows.order_by("opens", "pk") if not _ask_apart(one, days.opens, rolling)]


def clear_from(others: Iterable[Campaign], rolling: str = "") -> date:
    """The first day on which another can open that does not overlap with any of these; there has to be one."""
    return max(a_year_later(one.opens) if rolling and one.rolling else one.closes for one in others)


def twice(days: Days, others: Iterable[Campaign], rolling: str = "") -> str:
    """Why a campaign with these days would ask the same people twice, and what to do; "" where there are no others."""
    others = list(others)
    if not others:
        return ""
    said = "; ".join(named(one) for one in others)
    first = f"{clear_from(others, rolling):%-d %B %Y}"
    return (
        f"From {days.opens:%-d %B %Y} to {days.closes:%-d %B %Y} the same people would be asked twice, as these days "
        f"overlap with {said}. Open it on {first} or later, or close it before the other opens."
    )


def clear_days(cohort: str, every: Yearly, days: Days) -> tuple[Days, list[Campaign]]:
    """The days to open on instead of these, and the campaigns because of which; the same days where there is none.

    Where one of them opened in the year of these days, that year is asked already: the policy's day of the year after.
    Otherwise the year would go by without being asked, so it opens on the day on which the others close.
    """
    because: list[Campaign] = []
    while others := overlapping(cohort, days, every.rolling):
        because += [one for one in others if one not in because]
        if any(one.opens.year == days.opens.year for one in others):
            days = every.days(days.opens.year + 1)
        else:
            days = every.days_from(clear_from(others, every.rolling))
    return days, because


def _ask_apart(one: Campaign, opens: date, rolling: str) -> bool:
    if not (one.rolling and rolling):
        return False
    return opens >= a_year_later(one.opens) or one.opens >= a_year_later(opens)


def named(one: Campaign) -> str:
    """Its name and days."""
    return f"“{one.name}”, {one.opens:%-d %B %Y} to {one.closes:%-d %B %Y}"
