"""Naming who answers while one is away, and ending that."""

from datetime import date, datetime

from django.db import transaction

from avow.access.roles import here
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.leave.models import Deputy
from avow.ledger.acts import Doc, record
from avow.people.models import Person


@transaction.atomic
def name_deputy(by: Person, deputy: Person, *, from_day: date, until: date | None, on: date, at: datetime) -> Deputy:
    """This person answers for me from one day until another, both included, or until I end it.

    Days that are over are never added: nobody is a deputy after the fact. Raises Refused.
    """
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=[by.pk, deputy.pk]).order_by("pk"))
    if deputy.pk == by.pk:
        raise Refused("You cannot stand in for yourself. Name somebody else.")
    if not here(deputy, on):
        raise Refused("This person is not with us any more. Name somebody else.")
    if from_day < on:
        raise Refused("The first day is over already. Begin with today.")
    if until is not None and until < from_day:
        raise Refused("The last day is before the first.")
    body = {
        "manager": by.public_id,
        "deputy": deputy.public_id,
        "from_day": from_day.isoformat(),
        "until": until.isoformat() if until else None,
    }
    doc = Doc(Deputy.schema, body, key=by.key)
    entry = record("deputy named", actor=by, acting_as="manager", subject=_subject(by), at=at, docs=[doc])
    return Deputy.objects.create(attested=entry.documents[0], manager=by, deputy=deputy, from_day=from_day, until=until)


@transaction.atomic
def end_deputy(row: Deputy, *, by: Person, on: date, at: datetime) -> Deputy:
    """I am back: from today they do not answer for me any more. Raises NotTheirs, Refused."""
    if row.manager_id != by.pk:
        raise NotTheirs
    row = Deputy.objects.select_for_update(no_key=True).get(pk=row.pk)
    if row.to_day is not None:
        raise Refused("This has ended already.")
    day = max(on, row.from_day)
    entry = record("deputy ended", actor=by, acting_as="manager", subject=_subject(by), at=at, docs=[row.ending(day)])
    row.end(entry, day)
    return row


def _subject(person: Person) -> str:
    return f"person:{person.public_id}"
