"""The reporting line on a day: who manages whom, at any depth. Circles in the data never make it go round twice."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import connection

from avow.config import once
from avow.people.models import Person, PersonRecord


def manager_of(person: Person, on: date) -> Person | None:
    """The manager on that day. None at the top, where the manager is the person themselves, and for a manager who is
    not with us on that day and has nobody above them either; otherwise the line goes on to who was above that one."""
    return next(iter(superiors(person, on, depth=1)), None)


def superiors(person: Person, on: date, depth: int | None = None) -> list[Person]:
    """Everyone above the person on that day, nearest first; the person is never among them.

    Someone who has left is passed over: the line goes on to the manager they last had.
    """
    return list(_called(tuple(keys_above(person, on, depth))))


def keys_above(person: Person, on: date, depth: int | None = None) -> list[int]:
    """The primary keys of `superiors`, where nothing else of them is asked."""
    return list(_above([person], on)[person.pk][:depth])


def keys_above_each(people: Iterable[Person], on: date) -> dict[int, list[int]]:
    """`keys_above` of several people, by primary key, in one query."""
    return {person: list(above) for person, above in _above(people, on).items()}


@once.looked_up
def _called(keys: tuple[int, ...]) -> tuple[Person, ...]:
    found = Person.objects.in_bulk(keys)
    return tuple(found[key] for key in keys)


def reports_of(person: Person, on: date) -> list[Person]:
    """Those whose direct manager this person is on that day, by name."""
    records = PersonRecord.objects.on(on).filter(manager=person).exclude(person=person)
    return list(Person.objects.filter(pk__in=records.values("person")).order_by("name", "number"))


def is_below(person: Person, superior: Person, on: date) -> bool:
    """Whether `superior` is above the person on that day, directly or at any depth."""
    return person.pk != superior.pk and superior.pk in keys_above(person, on)


LINE = """
WITH RECURSIVE line(person_id, manager_id, is_here) AS (
    SELECT r.person_id, r.manager_id, {here}
    FROM people_person p JOIN people_personrecord r ON r.id = ({latest}) WHERE p.id IN ({people})
    UNION
    SELECT r.person_id, r.manager_id, {here}
    FROM line JOIN people_personrecord r ON r.id = ({latest_above})
)
SELECT person_id, manager_id, is_here FROM line
"""
LATEST = """
    SELECT l.id FROM people_personrecord l
    WHERE l.person_id = {person} AND l.from_day <= %s AND (l.to_day IS NULL OR l.to_day > l.from_day)
    ORDER BY l.from_day DESC, l.id DESC LIMIT 1
"""


@once.looked_up_each
def _above(people: Iterable[Person], on: date) -> dict[int, tuple[int, ...]]:
    """Who is above each of these, nearest first."""
    keys = [person.pk for person in people]
    managers, here = _upward(keys, on) if keys else ({}, set())
    return {key: tuple(one for one in _up_from(key, managers) if one in here) for key in keys}


def _up_from(key: int, managers: dict[int, int | None]) -> Iterator[int]:
    """Each manager further up, until there is none or it goes in a circle."""
    seen, at = {key}, managers.get(key)
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = managers.get(at)


def _upward(people: list[int], on: date) -> tuple[dict[int, int | None], set[int]]:
    """One query up the line: who manages whom, and who of them is here on that day. UNION ends it in a circle."""
    sql = LINE.format(
        here="CASE WHEN r.to_day IS NULL OR r.to_day > %s THEN 1 ELSE 0 END",
        latest=LATEST.format(person="p.id"),
        latest_above=LATEST.format(person="line.manager_id"),
        people=", ".join(["%s"] * len(people)),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [on, on, *people, on, on])
        rows = cursor.fetchall()
    return {row[0]: row[1] for row in rows}, {row[0] for row in rows if row[2]}
