"""What the person tells after sending: since when, that it is taken back, that it is over."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from avow.disclosures import signals
from avow.disclosures.acts.drafting import refuse_when_closed
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.disclosures.files import orphans
from avow.disclosures.models import Disclosure, Draft, Ending, Started, Version, Withdrawal
from avow.ledger.acts import Doc, record


@transaction.atomic
def tell_started(disclosure: Disclosure, by, started_on: date, at: datetime) -> Started:
    """ "I started on this day." Not a day to come. Whether it was too early is for a human to hear (1.1)."""
    _sent(disclosure, by)
    on = timezone.localdate(at)
    if started_on > on:
        raise Refused("That day is still to come. Tell us once you have started.")
    body = {"disclosure": disclosure.public_id, "started_on": started_on.isoformat()}
    entry, (attested,) = _say("disclosure started", disclosure, by, at, Doc(Started.schema, body, key=by.key))
    row = Started.objects.create(attested=attested, disclosure=disclosure, started_on=started_on)
    signals.started.send(Disclosure, disclosure=disclosure, started=row, entry=entry, on=on, at=at)
    return row


@transaction.atomic
def withdraw(disclosure: Disclosure, by, reason: str, at: datetime) -> Withdrawal:
    """Take it back, with a reason. What was sent stays on record; a draft of changes goes."""
    version = _sent(disclosure, by)
    if not reason.strip():
        raise Refused("Say why you take it back; one sentence is enough.")
    on = timezone.localdate(at)
    body = {
        "disclosure": disclosure.public_id,
        "version": version.number,
        "on": on.isoformat(),
        "reason": reason.strip(),
    }
    entry, (attested,) = _say("disclosure withdrawn", disclosure, by, at, Doc(Withdrawal.schema, body, key=by.key))
    row = Withdrawal.objects.create(attested=attested, disclosure=disclosure, version=version, on=on)
    _drop_draft(disclosure)
    signals.withdrawn.send(Disclosure, disclosure=disclosure, withdrawal=row, entry=entry, on=on, at=at)
    return row


@transaction.atomic
def end(disclosure: Disclosure, by, ended_on: date, at: datetime, remark: str = "") -> Ending:
    """It is over since that day, which is not to come."""
    version = _sent(disclosure, by)
    on = timezone.localdate(at)
    if ended_on > on:
        raise Refused("That day is still to come. Tell us once it is over.")
    body = {
        "disclosure": disclosure.public_id,
        "version": version.number,
        "ended_on": ended_on.isoformat(),
        "remark": remark.strip(),
    }
    entry, (attested,) = _say("disclosure ended", disclosure, by, at, Doc(Ending.schema, body, key=by.key))
    row = Ending.objects.create(attested=attested, disclosure=disclosure, version=version, ended_on=ended_on)
    _drop_draft(disclosure)
    signals.ended.send(Disclosure, disclosure=disclosure, ending=row, entry=entry, on=on, at=at)
    return row


def _sent(disclosure: Disclosure, by) -> Version:
    """The version that counts, with the disclosure locked. Raises NotTheirs or Refused."""
    if disclosure.person_id != by.pk:
        raise NotTheirs
    Disclosure.objects.select_for_update(no_key=True).get(pk=disclosure.pk)
    Draft.objects.select_for_update().filter(disclosure=disclosure).first()
    version = Version.objects.filter(disclosure=disclosure).order_by("-number").first()
    if version is None:
        raise Refused("You have not sent this yet.")
    refuse_when_closed(disclosure)
    return version


def _say(verb: str, disclosure: Disclosure, by, at: datetime, *docs: Doc):
    entry = record(verb, actor=by, acting_as="discloser", subject=disclosure.subject, at=at, docs=list(docs))
    return entry, list(entry.documents)


def _drop_draft(disclosure: Disclosure) -> None:
    Draft.objects.filter(disclosure=disclosure).delete()
    orphans.drop_uncarried(disclosure)
