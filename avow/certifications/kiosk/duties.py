"""What the shared device puts on the home page of the compliance officer and deputies: slips that open nothing."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from avow.access.duties import Duty
from avow.certifications.kiosk.worthless import MOST, worthless
from avow.certifications.local_hr.looking_after import looks
from avow.certifications.models import Campaign, OneTimeCode
from avow.people.models import Person


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
