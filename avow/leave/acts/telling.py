"""What the person tells: that it was given, or that it was not after all."""

from datetime import date, datetime

from django.db import transaction

from avow.disclosures.acts.drafting import refuse_when_closed
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.disclosures.models import Disclosure
from avow.gifts import acts as gifts
from avow.gifts.models import Became
from avow.leave import signals
from avow.leave.acts.recording import judge, latest, lock
from avow.leave.models import Given, Leave
from avow.leave.standing import current, told
from avow.ledger.acts import Doc, record

NOT_GIVEN = "not_given"
"""What the policy calls it when something was not given after all (policy.toml, [becomes])."""


@transaction.atomic
def tell_given(disclosure: Disclosure, *, by, given_on: date, on: date, at: datetime) -> Given:
    """ "I gave it on this day": not a day to come. Without leave, or outside its days, that is for people to hear.

    Raises NotTheirs, Refused.
    """
    leave = _own(disclosure, by)
    if given_on > on:
        raise Refused("That day is still to come. Tell us once you have given it.")
    body = {
        "disclosure": disclosure.public_id,
        "version": leave.version.number,
        "given_on": given_on.isoformat(),
        "on": on.isoformat(),
    }
    doc = Doc(Given.schema, body, key=disclosure.person.key)
    entry = record("given", actor=by, acting_as="discloser", subject=disclosure.subject, at=at, docs=[doc])
    row = Given.objects.create(attested=entry.documents[0], leave=leave, given_on=given_on, on=on)
    judge(latest(disclosure), "given", entry=entry, on=on, at=at)
    signals.given.send(Given, disclosure=disclosure, leave=leave, given=row, entry=entry, on=on, at=at)
    return row


@transaction.atomic
def tell_not_given(disclosure: Disclosure, *, by, on: date, at: datetime) -> Became:
    """It was not given after all, as the policy calls it. Raises NotTheirs, Refused."""
    _own(disclosure, by)
    return gifts.become(disclosure, NOT_GIVEN, by=by, became_on=on, on=on, at=at)


def _own(disclosure: Disclosure, by) -> Leave:
    """The leave of one's own entry, of which it was not told yet that it was given."""
    if disclosure.person_id != by.pk:
        raise NotTheirs
    lock(disclosure.pk)
    refuse_when_closed(disclosure)
    leave = current(disclosure)
    if leave is None:
        raise Refused("No leave was asked for this. If something changed, change the entry.")
    if told(leave, "given"):
        raise Refused("You have told us already that it was given.")
    if Became.objects.filter(disclosure=disclosure, becoming=NOT_GIVEN, taken_back__isnull=True).exists():
        raise Refused("You have told us that it was not given.")
    return leave
