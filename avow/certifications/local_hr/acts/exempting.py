"""Sparing somebody the form of a campaign, with a reason and until a day; and ending that before its time."""

from datetime import date, datetime

from django.db import transaction

from avow.certifications.form.keeping_away import kept_away
from avow.certifications.kiosk.handing_out import openly_kept_from
from avow.certifications.local_hr import signing
from avow.certifications.local_hr.exemptions import holding
from avow.certifications.local_hr.looking_after import looks
from avow.certifications.models import Exempted, ExemptionEnded, Included, Place
from avow.certifications.models.handling import EXEMPT, MISSING
from avow.certifications.places import look_again
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.ledger.acts import Doc, hold, record
from avow.ledger.identifiers import public_id
from avow.people.models import Person

KEY = "register"
"""That an exemption ended says nothing of anybody, and must be possible after an erasure."""
NOT_YOURS = "This is not for you to say. Ask another HR partner of the department, or the compliance officer."


@transaction.atomic
def exempt(included: Included, *, by: Person, reason: str, until: date | None, on: date, at: datetime) -> Exempted:
    """They need not sign from that day until the day before `until`, or at all in this campaign. By an HR partner of
    their department, or an officer; never for oneself, a superior, a relative, or whoever named them on a form. Raises
    NotTheirs, Refused, ledger.keyring.Erased."""
    hold()  # they may just be signing
    place = _theirs(included, by, on)
    if place.state == EXEMPT:
        raise Refused("They are exempt already. End that first to change it.")
    if place.state != MISSING:
        raise Refused("They have signed, or have left us, so that there is nothing to exempt them from.")
    if until is not None and until <= on:
        raise Refused("The first day on which they are asked again has to be still to come.")
    if not on < included.closes:
        raise Refused("The campaign is closed.")
    reason = signing.words(reason, "Say why; one sentence is enough.")
    is_away = by.pk in kept_away([included], [by], on)[included.pk]
    if is_away or openly_kept_from(by, [included], on):  # last, so that trying tells of nobody without a record
        raise Refused(NOT_YOURS)
    number = public_id()
    body = {
        "public_id": number,
        "campaign": included.campaign.public_id,
        "person": included.person.public_id,
        "on": on.isoformat(),
        "until": until.isoformat() if until else None,
        "by": by.public_id,
        "reason": reason,
    }
    doc = Doc(Exempted.schema, body, key=included.person.key)
    entry = record("exempted from certifying", actor=by, subject=included.campaign.subject, at=at, docs=[doc])
    row = Exempted.objects.create(
        attested=entry.documents[0], public_id=number, included=included, on=on, until=until, by=by
    )
    look_again([included], on)
    return row


@transaction.atomic
def end_exemption(row: Exempted, *, by: Person, on: date, at: datetime) -> ExemptionEnded:
    """They are asked again from that day. Raises NotTheirs, Refused."""
    hold()
    _theirs(row.included, by, on)
    if not holding(on).filter(pk=row.pk).exists():
        raise Refused("It is over already.")
    body = {"exemption": row.public_id, "on": on.isoformat(), "by": by.public_id}
    doc = Doc(ExemptionEnded.schema, body, key=KEY)
    entry = record("exemption ended", actor=by, subject=row.included.campaign.subject, at=at, docs=[doc])
    ended = ExemptionEnded.objects.create(attested=entry.documents[0], exemption=row, on=on, by=by)
    look_again([row.included], on)
    return ended


def _theirs(included: Included, by: Person, on: date) -> Place:
    """Where they stand, if `by` may say so. Raises NotTheirs."""
    theirs = looks(by, on)
    place = theirs.places(included.campaign).filter(included=included).first()
    if place is None:
        raise NotTheirs
    look_again([included], on)
    return theirs.places(included.campaign).get(pk=place.pk)
