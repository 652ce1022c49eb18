"""Rolling campaigns: each person is asked on their own day of the year, the day and month on which they joined.

Such a campaign asks over the year that begins when it opens. Whoever has no day in that year joined too late for it:
their first day is in the next one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from avow.certifications.campaigns import cohort as cohorts
from avow.certifications.campaigns.cohort import Cohort, Member
from avow.certifications.models import Campaign
from avow.policy.calendar import a_year_later, on_the_day
from avow.policy.pack import Pack

YEARLY = "Your yearly day: you joined on {day}."
UNSAID = "Nobody said on which day you joined, so you are asked on the first day."


def day_of(joined_on: date | None, opens: date) -> date | None:
    """On which day of the year that begins on `opens` somebody is asked; None where their first yearly day is later.

    The first day where nobody said when they joined. Who joined on 29 February is asked on 1 March in other years;
    where that leaves a year of asking without their day, on its first.
    """
    if joined_on is None:
        return opens
    if a_year_later(joined_on) >= (end := a_year_later(opens)):
        return None
    days = [on_the_day(joined_on, year) for year in (opens.year, opens.year + 1)]
    return next((day for day in days if opens <= day < end), opens)


def with_reasons(members: Iterable[Member]) -> list[Member]:
    """The same, with why they are asked on that day before why they belong."""
    return [one._replace(because=f"{_why(one)} {one.because}") for one in members]


def _why(one: Member) -> str:
    if one.joined_on is None:
        return UNSAID
    return YEARLY.format(day=f"{one.joined_on.day} {one.joined_on:%B %Y}")


def of_the_year(campaign: Campaign, found: Cohort) -> Cohort:
    """Of everyone who belongs, those who have a day in its year, with why; the others are `next_time`."""
    theirs = [one for one in found.members if day_of(one.joined_on, campaign.opens) is not None]
    others = tuple(one for one in found.members if day_of(one.joined_on, campaign.opens) is None)
    return replace(found, members=tuple(with_reasons(theirs)), next_time=others)


def whose_day_has_come(campaign: Campaign, members: Iterable[Member], on: date) -> list[Member]:
    """Those who have a day in its year that is not after `on`."""
    days = ((one, day_of(one.joined_on, campaign.opens)) for one in members)
    return [one for one, day in days if day is not None and day <= on]


def belonged_then(campaign: Campaign, pack: Pack, members: Sequence[Member], started: date, on: date) -> list[Member]:
    """Of those whose day has come, the ones who belonged on it, or on the day of the start where that was later.
    Whoever came to belong after their day is asked on their next one, in another campaign."""
    by_day: dict[date, list[Member]] = {}
    for one in whose_day_has_come(campaign, members, on):
        day = max(day_of(one.joined_on, campaign.opens) or started, started)
        by_day.setdefault(day, []).append(one)
    found = []
    for day, those in sorted(by_day.items()):
        if day < on:
            then = cohorts.of(pack, campaign.cohort, day, only=[one.person for one in those])
            belonged = {one.person for one in then.members}
            those = [one for one in those if one.person in belonged]
        found += those
    return sorted(found, key=lambda one: one.person)


def is_to_come(campaign: Campaign, joined_on: date | None, on: date) -> bool:
    """Whether the day in its year of somebody who joined then is after `on`."""
    day = day_of(joined_on, campaign.opens)
    return day is not None and day > on


def months(campaign: Campaign, members: Iterable[Member], on: date) -> list[tuple[str, tuple[int, int]]]:
    """How many would be asked in each month if it started on that day: by the day on which they joined, and because
    nobody said it."""
    joined: Counter[tuple[int, int]] = Counter()
    unsaid: Counter[tuple[int, int]] = Counter()
    for one in members:
        day = max(day_of(one.joined_on, campaign.opens) or on, on)
        (unsaid if one.joined_on is None else joined)[day.year, day.month] += 1
    return [
        (f"{date(year, month, 1):%B %Y}", (joined[year, month], unsaid[year, month]))
        for year, month in sorted({*joined, *unsaid})
    ]
