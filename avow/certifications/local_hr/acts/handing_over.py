"""Handing forms over to another department that may look after them."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from avow.certifications.local_hr.handing_over import Handing, wanted
from avow.certifications.models import Campaign, HandedOver
from avow.certifications.places import look_again
from avow.ledger import keyring
from avow.ledger.acts import Doc, hold, record


@transaction.atomic
def hand_over(campaign: Campaign, *, on: date, at: datetime) -> int:
    """Hand over whatever of a campaign its own department may not look after, as one entry; gives how many. Again, and
    twice at once, is once."""
    if not any(wanted(campaign, on)):
        return 0
    hold()
    gone = keyring.destroyed()
    found = [one for one in wanted(campaign, on) if one.included.person.key not in gone]
    if not found:
        return 0
    keys = [one.included.pk for one in found]
    last = dict(HandedOver.objects.filter(included__in=keys).values_list("included").annotate(Max("number")))
    numbers = [last.get(key, 0) + 1 for key in keys]
    docs = [_doc(campaign, one, number, on) for one, number in zip(found, numbers, strict=True)]
    entry = record("forms handed over", actor="system", subject=campaign.subject, at=at, docs=docs)
    for one, number, attested in zip(found, numbers, entry.documents, strict=True):
        HandedOver.objects.create(
            attested=attested, included=one.included, number=number, to=one.to, on=on, because=one.because
        )
    look_again([one.included for one in found], on)
    return len(found)


def _doc(campaign: Campaign, one: Handing, number: int, on: date) -> Doc:
    person = one.included.person
    body = {
        "campaign": campaign.public_id, "person": person.public_id, "number": number, "to": one.to,
        "on": on.isoformat(), "because": one.because, "transferred": False,
    }  # fmt: skip
    return Doc(HandedOver.schema, body, key=person.key)
