"""What is on record of people, and how a statement differs from it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from avow.people.models import PLAIN_FIELDS, Person, PersonRecord
from avow.people.outcome import Change

FIELDS = ("name", "email", *PLAIN_FIELDS, "manager", "joined_on")
DEFAULTS: dict[str, Any] = dict.fromkeys(FIELDS, "") | {
    "standing": "employee",
    "acting_supervisor": False,
    "manager": None,
    "joined_on": None,
}
BATCH = 500


def people(numbers: set[str]) -> dict[str, Person]:
    """Those of the numbers that are known already. Beyond a few hundred, one read of the table is quicker."""
    found = Person.objects.all() if len(numbers) > BATCH else Person.objects.filter(number__in=numbers)
    return {person.number: person for person in found.order_by() if person.number in numbers}


def records(ids: set[int], on: date) -> dict[int, list[PersonRecord]]:
    """The rows of these people that hold on the day or begin after it."""
    rows = PersonRecord.objects.exclude(to_day__lte=on).select_related("attested").defer("attested__sealed")
    if len(ids) <= BATCH:
        rows = rows.filter(person__in=ids)
    found: dict[int, list[PersonRecord]] = {}
    for row in rows.order_by("id").iterator(chunk_size=5000) if ids else ():
        if row.person_id in ids:
            found.setdefault(row.person_id, []).append(row)
    return found


def managers_named(statements: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The managers that statements give by number."""
    return {given["manager"] for given in statements.values() if isinstance(given.get("manager"), str)}


def lasting(person: Person) -> dict[str, Any]:
    """What someone who left brings back: who they are, not where they were."""
    return {"name": person.name, "email": person.email} if person.pk else {}


def values(person: Person, row: PersonRecord) -> dict[str, Any]:
    """Everything the row says. The name is read from the sealed document only where the copy may be newer."""
    latest = row.to_day is None
    return {
        "name": person.name if latest else row.name,
        "email": person.email if latest else row.email,
        **{name: getattr(row, name) for name in PLAIN_FIELDS},
        "manager": row.manager_id,
        "joined_on": row.joined_on,
    }


def resolved(given: Mapping[str, Any], people: Mapping[str, Person]) -> dict[str, Any]:
    """The given fields, with the manager as a Person."""
    manager = given.get("manager")
    if isinstance(manager, str):
        if manager not in people:
            raise ValueError(f"The manager {manager!r} is not known. Record them first, or in the same act.")
        return {**given, "manager": people[manager]}
    return dict(given)


def changes(before: Mapping[str, Any], after: Mapping[str, Any], by_key: Mapping[int, Person]) -> list[Change]:
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
