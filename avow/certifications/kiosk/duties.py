"""What the shared device puts on the home page: for local HR those who have no account, to whom they bring slips or
paper; for the compliance officer and deputies slips that open nothing."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from avow.access.duties import Duty
from avow.certifications.kiosk import slips
from avow.certifications.kiosk.worthless import MOST, worthless
from avow.certifications.local_hr.looking_after import looks
from avow.certifications.models import Campaign, OneTimeCode
from avow.certifications.models.handling import MISSING
from avow.people.models import Person

MOST_COUNTED = 1_000
"""People without account that are counted."""


def of_partners(person: Person, on: date) -> Iterator[Duty]:
    """In each open campaign, those of one's departments who have not signed and have no account, from the first day on;
    for an officer those of departments without partner."""
    theirs = looks(person, on)
    if not theirs:
        return
    for campaign in theirs.campaigns().filter(frozen__isnull=False, opens__lte=on, closes__gt=on):
        mine = Q(department__in=theirs.departments)
        if theirs.is_officer:
            mine |= ~Q(department__in=list(theirs.partners))
        rows = slips.without_account(slips.unsigned(theirs, campaign).filter(mine, state=MISSING))
        many = rows[: MOST_COUNTED + 1].count()
        if many:
            who = "somebody" if many == 1 else f"{min(many, MOST_COUNTED):,} people"
            who += " and more" if many > MOST_COUNTED else ""
            url = reverse(
                f"certifications:{'hr_slips' if settings.AVOW_KIOSK else 'hr_papers'}", args=[campaign.public_id]
            )
            title = f"Bring slips or paper to {who} without an account: {campaign.name}"
            yield Duty(title, url, campaign.due, minutes=10, weight=10, under="certification")


def of_officers(person: Person, on: date) -> Iterator[Duty]:
    """In each open campaign, the people whose slip opens nothing because of who made it."""
    theirs = looks(person, on)
    if not theirs.is_officer:
        return
    codes = OneTimeCode.objects.filter(opens_nothing=True, used_at=None)
    rows = Campaign.objects.real().filter(closes__gt=on, pk__in=codes.values("included__campaign"))
    for campaign in rows.order_by("due", "pk"):
        many = len(worthless(theirs, campaign))
        if many:
            who = "somebody" if many == 1 else f"{many} people" if many < MOST else f"{MOST} people or more"
            title = f"Make a new slip for {who} whose slip opens nothing: {campaign.name}"
            url = f"{reverse('certifications:hr_slips', args=[campaign.public_id])}#worthless"
            yield Duty(title, url, campaign.due, minutes=min(many, 10), weight=20, under="certification")
