"""Having seen that a gift counts differently than before."""

from datetime import date, datetime

from django.db import transaction

from avow.gifts.models import AnewSeen, CountedAnew
from avow.ledger.acts import Doc, hold, record


@transaction.atomic
def see(anew: CountedAnew, *, by, as_officer: bool, on: date, at: datetime) -> AnewSeen:
    """The person, or an officer, has seen it; seen already, it stays as it is. Who may is for the caller to check."""
    hold()
    there = AnewSeen.objects.filter(anew=anew, as_officer=as_officer).first()
    if there is not None:
        return there
    disclosure = anew.disclosure
    body = {
        "judgement": anew.judgement.attested.entry_id,
        "by": by.public_id,
        "as_officer": as_officer,
        "on": on.isoformat(),
    }
    doc = Doc(AnewSeen.schema, body, key=disclosure.person.key)
    role = "officer" if as_officer else "discloser"
    entry = record("counted anew: seen", actor=by, acting_as=role, subject=disclosure.subject, at=at, docs=[doc])
    return AnewSeen.objects.create(attested=entry.documents[0], anew=anew, by=by, as_officer=as_officer, on=on)
