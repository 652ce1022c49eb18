"""Taking people on, recording that something about them changed, and recording that they left."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from avow.ledger.acts import Doc
from avow.ledger.identifiers import public_id
from avow.people import known, lock, writing
from avow.people.known import DEFAULTS, FIELDS
from avow.people.models import Person, PersonRecord
from avow.people.outcome import Outcome
from avow.people.statements import LaterRecord, covering, step


def put(number: str, *, on: date, by: Any, at: datetime, **fields: Any) -> Person:
    """Record what holds of one person from a day on; a person not known yet is taken on. One ledger entry, or none
    when nothing is new. Fields left out keep their value. `manager` is a Person, an employee number or None.

    Raises LaterRecord when something later is on record already (see `statements`), KeyError for a field that does
    not exist, ValueError for a new person without a name or a manager who is not known.
    """
    outcome = put_many({number: fields}, on=on, by=by, at=at)
    for late in outcome.late.values():
        raise late
    return Person.objects.get(number=number)


def end(person: Person, *, on: date, by: Any, at: datetime) -> Person:
    """The person leaves; `on` is the first day without them. Nothing of theirs is deleted.

    Raises LaterRecord when their record changes after that day, ValueError when they are not with us.
    """
    outcome = put_many({}, leavers={person.number: on}, on=on, by=by, at=at, verb="person left")
    for late in outcome.late.values():
        raise late
    if not outcome.left:
        raise ValueError(f"{person.number} is not with us on {on}, and cannot leave.")
    person.refresh_from_db()
    return person


@transaction.atomic
def put_many(
    statements: Mapping[str, Mapping[str, Any]],
    *,
    on: date,
    by: Any,
    at: datetime,
    leavers: Mapping[str, date] | None = None,
    verb: str = "people recorded",
    acting_as: str = "",
    also: Callable[[Outcome], list[Doc]] = lambda outcome: [],
    try_only: bool = False,
) -> Outcome:
    """Record what holds of many people from a day on, as one act with one ledger entry.

    `leavers` gives for those who left their first day without us. Statements that would rewrite later records are left
    out and returned in `late`; all others are written. `also` gives further documents for the entry, which come last
    in it. With `try_only` nothing is written, and the outcome is what would have been.
    """
    lock.people()
    leavers = leavers or {}
    people = known.people({*statements, *leavers, *known.managers_named(statements)})
    concerned = {people[number].pk for number in (*statements, *leavers) if number in people}
    records = known.records(concerned, on)
    people |= _newcomers(statements, people)
    by_key = {person.pk: person for person in people.values() if person.pk is not None}
    outcome, rows, closing = Outcome(), [], []
    for number, given in statements.items():
        person = people[number]
        spans = records.get(person.pk, []) if person.pk else []
        current = covering(spans, on)
        before = known.values(person, current) if current else DEFAULTS | known.lasting(person)
        after = before | known.resolved(given, people)
        changes = known.changes(before, after, by_key)
        if current is not None and not changes:
            outcome.unchanged.append(number)
            continue
        try:
            now = step(f"The record of {number}", spans, on)
        except LaterRecord as late:
            outcome.late[number] = late
            continue
        if now.closes is not None:
            closing.append(now.closes)
            outcome.changed[number] = changes
        else:
            outcome.added.append(number)
            if person.pk:
                outcome.returned.append(number)
        rows.append(writing.Row(person, after, now.to_day))
    leaving = _leaving(leavers, people, records, outcome)
    if (rows or leaving) and not try_only:
        writing.name_managers(rows, by_key)
        closes = [(row, on) for row in closing] + leaving
        outcome.entry = writing.write(rows, closes, also(outcome), on=on, by=by, at=at, verb=verb, acting_as=acting_as)
        writing.save_leavers([(people[number], leavers[number]) for number in outcome.left])
    return outcome


def _newcomers(statements: Mapping[str, Mapping[str, Any]], people: Mapping[str, Person]) -> dict[str, Person]:
    """People to take on, made but not saved. Raises ValueError where the name is missing."""
    made = {}
    for number, given in statements.items():
        if unknown := set(given) - set(FIELDS):
            raise KeyError(f"A person has no {sorted(unknown)[0]!r}. There are: {', '.join(FIELDS)}.")
        if number not in people:
            if not given.get("name"):
                raise ValueError(f"{number} is not known yet, and needs a name to be taken on.")
            made[number] = Person(number=number, public_id=public_id())
    return made


def _leaving(
    leavers: Mapping[str, date],
    people: Mapping[str, Person],
    records: Mapping[int, list[PersonRecord]],
    outcome: Outcome,
) -> list[tuple[PersonRecord, date]]:
    """The open rows to close for good, each with its day. Those who are not here, or left already, are passed over."""
    found = []
    for number, day in leavers.items():
        spans = records.get(people[number].pk, []) if number in people else []
        current = covering(spans, day)
        if current is not None and current.to_day is None:
            found.append((current, day))
            outcome.left.append(number)
        elif spans:
            later = current.to_day if current else spans[-1].from_day
            outcome.late[number] = LaterRecord(f"The record of {number}", day, later)
    return found
