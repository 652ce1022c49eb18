"""Asking for leave, in the act that sends the entry; and asking the next one where no answer came."""

from datetime import date, datetime, timedelta

from django.db import transaction

from avow.adoptions.current import pack_by_hash
from avow.config import working_days
from avow.disclosures.models import Version
from avow.leave.acts.recording import locked
from avow.leave.choosing import Choice, is_in_hand, next_one
from avow.leave.models import AskedOf, Carried, Leave
from avow.ledger.acts import Doc, record
from avow.ledger.identifiers import public_id


@transaction.atomic
def ask(version: Version, *, on: date, at: datetime):
    """Ask the first in order for leave; gives the leave and the entry. Where nobody is left at all it is asked of
    nobody, and of whoever comes first as soon as there is somebody."""
    disclosure, policy = version.disclosure, pack_by_hash(version.pack_hash).leave
    last = version.on + timedelta(days=policy.lapses_after_days)
    leave = Leave(version=version, asked_on=on, last_day=last)
    body = {
        "disclosure": disclosure.public_id,
        "version": version.number,
        "asked_on": on.isoformat(),
        "last_day": last.isoformat(),
    }
    docs, choice = [Doc(Leave.schema, body, key=disclosure.person.key)], next_one(version, on)
    row = _row(leave, choice, on) if choice else None
    if row:
        docs.append(_doc(row))
    entry = record(
        "leave asked", actor=disclosure.person, acting_as="discloser", subject=disclosure.subject, at=at, docs=docs
    )
    leave.attested = entry.documents[0]
    leave.save(force_insert=True)
    if row:
        row.leave, row.attested = leave, entry.documents[1]
        row.save(force_insert=True)
    return leave, entry


@transaction.atomic
def carry(leave: Leave, version: Version, *, on: date, at: datetime) -> Carried:
    """The new version asks nothing else of the manager: what was asked and answered is about it as well."""
    disclosure = version.disclosure
    body = {"leave": leave.attested.entry_id, "disclosure": disclosure.public_id, "version": version.number}
    doc = Doc(Carried.schema, body, key=disclosure.person.key)
    entry = record("leave carried over", actor="system", subject=disclosure.subject, at=at, docs=[doc])
    return Carried.objects.create(attested=entry.documents[0], leave=leave, version=version)


@transaction.atomic
def move_on(leave: Leave, *, on: date, at: datetime) -> AskedOf | None:
    """Ask the next one as well, where the time of those asked is over, or they no longer are what they were asked as;
    None where there is nothing to do: it was answered, somebody still has time, or nobody is left. Earlier ones may
    still answer."""
    found = locked(leave)
    if found is None:
        return None
    if is_in_hand(found, on):
        return None
    choice = next_one(found.version, on, found)
    if choice is None:
        return None
    row = _row(found, choice, on)
    disclosure = found.disclosure
    entry = record("leave asked of the next", actor="system", subject=disclosure.subject, at=at, docs=[_doc(row)])
    row.attested = entry.documents[0]
    row.save(force_insert=True)
    return row


def _row(leave: Leave, choice: Choice, on: date) -> AskedOf:
    days = pack_by_hash(leave.version.pack_hash).leave.answer_within_days
    return AskedOf(
        leave=leave, public_id=public_id(), person=choice.person, because=choice.because, asked_on=on,
        answer_by=working_days.after(on, days),
    )  # fmt: skip


def _doc(row: AskedOf) -> Doc:
    version = row.leave.version
    body = {
        "asked": row.public_id,
        "disclosure": version.disclosure.public_id,
        "version": version.number,
        "person": row.person.public_id,
        "because": row.because,
        "asked_on": row.asked_on.isoformat(),
        "answer_by": row.answer_by.isoformat(),
    }
    return Doc(AskedOf.schema, body, key=version.disclosure.person.key)
