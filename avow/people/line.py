"""The reporting line on a day: who manages whom, at any depth. Circles in the data never make it go round twice."""

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
    managers, here = _upward(person, on)
    above, seen, at = [], {person.pk}, managers.get(person.pk)
    while at is not None and at not in seen and (depth is None or len(above) < depth):
        seen.add(at)
        if at in here:
            above.append(at)
        at = managers.get(at)
    return above


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
    return person.pk != superior.pk and superior.pk in {above.pk for above in superiors(person, on)}


LINE = """
WITH RECURSIVE line(person_id, manager_id, is_here) AS (
    SELECT r.person_id, r.manager_id, {here} FROM people_personrecord r WHERE r.id = ({latest})
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


@once.looked_up
def _upward(person: Person, on: date) -> tuple[dict[int, int | None], set[int]]:
    """One query up the line: who manages whom, and who of them is here on that day. UNION ends it in a circle."""
    sql = LINE.format(
        here="CASE WHEN r.to_day IS NULL OR r.to_day > %s THEN 1 ELSE 0 END",
        latest=LATEST.format(person="%s"),
        latest_above=LATEST.format(person="line.manager_id"),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [on, person.pk, on, on, on])
        rows = cursor.fetchall()
    return {row[0]: row[1] for row in rows}, {row[0] for row in rows if row[2]}
