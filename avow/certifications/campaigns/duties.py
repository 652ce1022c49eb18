"""What campaigns put on the home page of the compliance officer and deputies: the yearly one to prepare, and what is
prepared to start.

No campaign begins by itself: somebody has to see what is wrong with it before.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from avow.access.duties import Duty
from avow.access.roles import is_officer
from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.certifications.models import Campaign
from avow.people.models import Person
from avow.policy.calendar import Days, Yearly, a_year_later
from avow.policy.pack import Cohort

BEFORE = timedelta(days=30)
"""So long before the day on which the policy opens it."""


def of_officers(person: Person, on: date) -> Iterator[Duty]:
    """The campaigns of the policy that nobody has prepared, and those that nobody has started."""
    if not is_officer(person, on):
        return
    yield from _to_prepare(on)
    yield from _to_start(on)


def _to_prepare(on: date) -> Iterator[Duty]:
    try:
        cohorts = policy_in_force(on).cohorts
    except NoPolicyInForce:
        return
    yearly = [one for one in cohorts.values() if one.asks == "certify" and isinstance(one.every, Yearly)]
    for cohort in yearly:
        days = now_to_prepare(cohort, on)
        if days is None:
            continue
        said = f": {cohort.title or cohort.name}" if len(yearly) > 1 else ""
        query = {"year": days.opens.year} | ({"cohort": cohort.name} if len(yearly) > 1 else {})
        url = f"{reverse('certifications:campaign_new')}?{urlencode(query)}"
        title = f"Prepare the yearly certification of {days.opens.year}{said}"
        yield Duty(title, url, days.opens, minutes=5, weight=20, under="certification")


def now_to_prepare(cohort: Cohort, on: date) -> Days | None:
    """The days of the time of asking that is to be prepared: from 30 days before it opens until it would have closed,
    unless a campaign of its cohort was prepared for it. None as well where the policy did not say so when it opened."""
    if not isinstance(cohort.every, Yearly):
        return None
    every = cohort.every
    days = max(
        (one for one in (every.days(on.year + more) for more in (-1, 0, 1)) if one.opens - BEFORE <= on),
        key=lambda one: one.opens,
    )
    if on >= days.closes or not _said_so(cohort, min(days.opens, on)):
        return None
    first = days.opens - BEFORE
    there = Campaign.objects.real().filter(cohort=cohort.name, opens__gte=first, opens__lt=a_year_later(first))
    return None if there.exists() else days


def _said_so(cohort: Cohort, then: date) -> bool:
    """Whether the policy of that day had such a cohort; who adopts one in June has not left January out."""
    try:
        was = policy_in_force(then).cohorts.get(cohort.name)
    except NoPolicyInForce:
        return False
    return was is not None and isinstance(was.every, Yearly)


def _to_start(on: date) -> Iterator[Duty]:
    prepared = Campaign.objects.real().filter(started=None, opens__lte=on + BEFORE, closes__gt=on)
    for campaign in prepared:
        url = reverse("certifications:campaign_preview", args=[campaign.public_id])
        yield Duty(f"Start {campaign.name}", url, campaign.opens, minutes=5, weight=20, under="certification")
