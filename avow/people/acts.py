"""Taking people on, recording that something about them changed, and recording that they left."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from avow.ledger.acts import Doc, record
from avow.ledger.history import end_all
from avow.ledger.identifiers import public_id
from avow.people import lock
from avow.people.models import PLAIN_FIELDS, Person, PersonRecord
from avow.people.statements import LaterRecord, covering, step

FIELDS = ("name", "email", *PLAIN_FIELDS, "manager", "joined_on")
DEFAULTS: dict[str, Any] = dict.fromkeys(FIELDS, "") | {
    "standing": "employee",
    "acting_supervisor": False,
    "manager": None,
    "joined_on": None,
}
BATCH = 500


@dataclass(frozen=True)
class Change:
    """One field of one person that is different from now on. Managers are given by employee number."""

    field: str
    was: Any
    now: Any


@dataclass
class Outcome:
    """What a bulk act did, by employee number. `returned` are those of `added` who had been with us before; `late`
    holds the statements that were refused for their day. `entry` is None when there was nothing to write."""

    added: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    changed: dict[str, list[Change]] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    late: dict[str, LaterRecord] = field(default_factory=dict)
    entry: Any = None


@dataclass
class _Row:
    """One record to be written, before the ledger has given it a document."""

    person: Person
    fields: dict[str, Any]
    to_day: date | None

    def doc(self, on: date) -> Doc:
        """Everything about the person on that day, with days as text."""
        joined_on, manager = self.fields["joined_on"], self.fields["manager"]
        body = {
            **{name: self.fields[name] for name in ("name", "email", *PLAIN_FIELDS)},
            "person": self.person.public_id,
            "number": self.person.number,
            "manager": manager.public_id if manager else None,
            "joined_on": joined_on.isoformat() if joined_on else None,
            "from_day": on.isoformat(),
        }
        return Doc(schema=PersonRecord.schema, body=body, key=self.person.key)


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
    people = _people({*statements, *leavers, *_managers_named(statements)})
    concerned = {people[number].pk for number in (*statements, *leavers) if number in people}
    known = _records(concerned, on)
    people |= _newcomers(statements, people)
    by_key = {person.pk: person for person in people.values() if person.pk is not None}
    outcome, rows, closing = Outcome(), [], []
    for number, given in statements.items():
        person = people[number]
        spans = known.get(person.pk, []) if person.pk else []
        current = covering(spans, on)
        before = _values(person, current) if current else DEFAULTS | _lasting(person)
        after = before | _resolved(given, people)
        changes = _changes(before, after, by_key)
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
        rows.append(_Row(person, after, now.to_day))
    leaving = _leaving(leavers, people, known, outcome)
    if (rows or leaving) and not try_only:
        _name_managers(rows, by_key)
        closes = [(row, on) for row in closing] + leaving
        outcome.entry = _write(rows, closes, also(outcome), on=on, by=by, at=at, verb=verb, acting_as=acting_as)
        _save_leavers([(people[number], leavers[number]) for number in outcome.left])
    return outcome


def _people(numbers: set[str]) -> dict[str, Person]:
    """Those of the numbers that are known already. Beyond a few hundred, one read of the table is quicker."""
    found = Person.objects.all() if len(numbers) > BATCH else Person.objects.filter(number__in=numbers)
    return {person.number: person for person in found.order_by() if person.number in numbers}


def _records(ids: set[int], on: date) -> dict[int, list[PersonRecord]]:
    """The rows of these people that hold on the day or begin after it."""
    rows = PersonRecord.objects.exclude(to_day__lte=on).select_related("attested").defer("attested__sealed")
    if len(ids) <= BATCH:
        rows = rows.filter(person__in=ids)
    known: dict[int, list[PersonRecord]] = {}
    for row in rows.order_by("id").iterator(chunk_size=5000) if ids else ():
        if row.person_id in ids:
            known.setdefault(row.person_id, []).append(row)
    return known


def _managers_named(statements: Mapping[str, Mapping[str, Any]]) -> set[str]:
    return {given["manager"] for given in statements.values() if isinstance(given.get("manager"), str)}


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


def _lasting(person: Person) -> dict[str, Any]:
    """What someone who left brings back: who they are, not where they were."""
    return {"name": person.name, "email": person.email} if person.pk else {}


def _values(person: Person, row: PersonRecord) -> dict[str, Any]:
    """Everything the row says. The name is read from the sealed document only where the copy may be newer."""
    latest = row.to_day is None
    return {
        "name": person.name if latest else row.name,
        "email": person.email if latest else row.email,
        **{name: getattr(row, name) for name in PLAIN_FIELDS},
        "manager": row.manager_id,
        "joined_on": row.joined_on,
    }


def _resolved(given: Mapping[str, Any], people: Mapping[str, Person]) -> dict[str, Any]:
    """The given fields, with the manager as a Person."""
    manager = given.get("manager")
    if isinstance(manager, str):
        if manager not in people:
            raise ValueError(f"The manager {manager!r} is not known. Record them first, or in the same act.")
        return {**given, "manager": people[manager]}
    return dict(given)


def _changes(before: Mapping[str, Any], after: Mapping[str, Any], by_key: Mapping[int, Person]) -> list[Change]:
    """The fields that differ. A manager kept as they were is still the key of the row."""
    found = []
    for name in FIELDS:
        was, now = before[name], after[name]
        if name == "manager":
            if was == now or (was is not None and now is not None and was == now.pk):
                continue
            was = by_key[was].number if was in by_key else _number_of(was)
            now = now.number if now else None
        if was != now:
            found.append(Change(name, was, now))
    return found


def _number_of(pk: int | None) -> str | None:
    return None if pk is None else Person.objects.values_list("number", flat=True).get(pk=pk)


def _leaving(
    leavers: Mapping[str, date],
    people: Mapping[str, Person],
    known: Mapping[int, list[PersonRecord]],
    outcome: Outcome,
) -> list[tuple[PersonRecord, date]]:
    """The open rows to close for good, each with its day. Those who are not here, or left already, are passed over."""
    found = []
    for number, day in leavers.items():
        spans = known.get(people[number].pk, []) if number in people else []
        current = covering(spans, day)
        if current is not None and current.to_day is None:
            found.append((current, day))
            outcome.left.append(number)
        elif spans:
            later = current.to_day if current else spans[-1].from_day
            outcome.late[number] = LaterRecord(f"The record of {number}", day, later)
    return found


def _save_leavers(left: list[tuple[Person, date]]) -> None:
    for person, day in left:
        person.left_on = day
    Person.objects.bulk_update([person for person, _ in left], ["left_on"], batch_size=BATCH)


def _name_managers(rows: list[_Row], by_key: Mapping[int, Person]) -> None:
    """Turn the managers that were kept as they were, still keys, into people."""
    keys = {row.fields["manager"] for row in rows if isinstance(row.fields["manager"], int)}
    missing = keys - set(by_key)
    found = {**by_key, **(Person.objects.in_bulk(missing) if missing else {})}
    for row in rows:
        if isinstance(row.fields["manager"], int):
            row.fields["manager"] = found[row.fields["manager"]]


def _write(
    rows: list[_Row],
    closing: list[tuple[PersonRecord, date]],
    further: list[Doc],
    *,
    on: date,
    by: Any,
    at: datetime,
    verb: str,
    acting_as: str,
) -> Any:
    """The entry with its documents, the people, and their rows, in that order. Gives the entry."""
    docs = [row.doc(on) for row in rows]
    ids = {doc.body["person"] for doc in docs} or {row.attested.key.partition(":")[2] for row, _ in closing}
    subject = f"person:{ids.pop()}" if len(ids) == 1 else "people"
    endings = [row.ending(day) for row, day in closing]
    entry = record(verb, actor=by, acting_as=acting_as, subject=subject, at=at, docs=[*docs, *endings, *further])
    documents = list(entry.documents)[: len(docs)]
    for day in {day for _, day in closing}:
        end_all([row for row, its in closing if its == day], entry, day)
    _save(rows)
    until = _until(rows, documents, by=by, at=at, acting_as=acting_as)
    PersonRecord.objects.bulk_create(
        [
            PersonRecord(
                attested=document,
                person=row.person,
                from_day=on,
                to_day=row.to_day,
                ended_by=until if row.to_day else None,
                **{name: row.fields[name] for name in (*PLAIN_FIELDS, "manager", "joined_on")},
            )
            for row, document in zip(rows, documents, strict=True)
        ],
        batch_size=BATCH,
    )
    return entry


def _until(rows: list[_Row], documents: list[Any], *, by: Any, at: datetime, acting_as: str) -> Any:
    """The entry that ends those of the new rows that were put before a later one; None when there are none."""
    docs = [
        PersonRecord(attested=document).ending(row.to_day)
        for row, document in zip(rows, documents, strict=True)
        if row.to_day
    ]
    if not docs:
        return None
    verb = "until what was known already"
    return record(verb, actor=by, acting_as=acting_as, subject="people", at=at, docs=docs)


def _save(rows: list[_Row]) -> None:
    """Insert the newcomers, and renew the copies on `Person` where the row is the latest one."""
    renewed = []
    for row in rows:
        if row.to_day is None:
            row.person.name, row.person.email = row.fields["name"], row.fields["email"]
            row.person.joined_on, row.person.left_on = row.fields["joined_on"], None
            if row.person.pk is not None:
                renewed.append(row.person)
    Person.objects.bulk_create([row.person for row in rows if row.person.pk is None], batch_size=BATCH)
    Person.objects.bulk_update(renewed, ["name", "email", "joined_on", "left_on"], batch_size=BATCH)
