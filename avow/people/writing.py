"""Writing rows about people together with the ledger entry that attests them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from avow.ledger.acts import Doc, record
from avow.ledger.history import end_all
from avow.people.known import BATCH
from avow.people.models import PLAIN_FIELDS, Person, PersonRecord


@dataclass
class Row:
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


def name_managers(rows: list[Row], by_key: Mapping[int, Person]) -> None:
    """Turn the managers that were kept as they were, still keys, into people."""
    keys = {row.fields["manager"] for row in rows if isinstance(row.fields["manager"], int)}
    missing = keys - set(by_key)
    found = {**by_key, **(Person.objects.in_bulk(missing) if missing else {})}
    for row in rows:
        if isinstance(row.fields["manager"], int):
            row.fields["manager"] = found[row.fields["manager"]]


def write(
    rows: list[Row],
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


def _until(rows: list[Row], documents: list[Any], *, by: Any, at: datetime, acting_as: str) -> Any:
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


def _save(rows: list[Row]) -> None:
    """Insert the newcomers, and renew the copies on `Person` where the latest row says something else."""
    renewed = []
    for row in rows:
        copies = {name: row.fields[name] for name in ("name", "email", "joined_on")} | {"left_on": None}
        if row.to_day is None and any(getattr(row.person, name) != value for name, value in copies.items()):
            for name, value in copies.items():
                setattr(row.person, name, value)
            if row.person.pk is not None:
                renewed.append(row.person)
    Person.objects.bulk_create([row.person for row in rows if row.person.pk is None], batch_size=BATCH)
    Person.objects.bulk_update(renewed, ["name", "email", "joined_on", "left_on"], batch_size=BATCH)


def save_leavers(left: list[tuple[Person, date]]) -> None:
    """Renew the copied day of leaving: the first day without the person."""
    for person, day in left:
        person.left_on = day
    Person.objects.bulk_update([person for person, _ in left], ["left_on"], batch_size=BATCH)
