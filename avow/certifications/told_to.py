"""Who is told of a missing form or acknowledgement: the person, their manager, HR, or the officer; and who instead,
where one of these is not there or cannot be written to."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from avow.access.models import Role, RoleGrant
from avow.access.roles import holders_of_each
from avow.notices.sending.making import usable
from avow.notices.sources import Wanted
from avow.people.line import superiors
from avow.people.models import Person, PersonRecord

Asked = tuple[Person, str]
"""Somebody, and the HR department that looks after them."""


PAPER = "paper"
"""The step of those whom no mail reaches, from the first day on."""


def told(
    topic: str, step: str, audience: str, people: Sequence[Asked], due: date, deadline: date, on: date
) -> Iterator[Wanted]:
    """One for each of these people and whoever is told of them. Nobody is told of themselves but as the person."""
    find = {"person": _persons, PAPER: _unreachable, "manager": _managers, "hr": _partners, "officer": _officers}[
        audience
    ]
    for one, readers, as_, instead in find(people, on):
        for reader in readers:
            key = f"{topic}:{one.public_id}:{step}:{reader.public_id}"
            yield Wanted(key, topic, step, as_, reader.pk, one.pk, due, deadline, instead)


Found = Iterator[tuple[Person, list[Person], str, str]]


def _persons(people: Sequence[Asked], on: date) -> Found:
    for one, _ in people:
        if usable(one.email):
            yield one, [one], "person", ""
    yield from _unreachable(people, on)


def _unreachable(people: Sequence[Asked], on: date) -> Found:
    """HR, of those whom no mail reaches."""
    without = [(one, department) for one, department in people if not usable(one.email)]
    for one, readers, as_, _ in _partners(without, on):
        yield one, readers, as_, "paper"


def _managers(people: Sequence[Asked], on: date) -> Found:
    keys = [one.pk for one, _ in people]
    rows = PersonRecord.objects.on(on).filter(person__in=keys).exclude(manager=None).select_related("manager")
    direct = {row.person_id: row.manager for row in rows}
    here = set(
        PersonRecord.objects.on(on)
        .filter(person__in={one.pk for one in direct.values() if one})
        .values_list("person_id", flat=True)
    )
    alone = []
    for one, department in people:
        manager = direct.get(one.pk)
        if manager is not None and (manager.pk not in here or manager.pk == one.pk):
            manager = next(iter(superiors(one, on, depth=1)), None)
        if manager is not None and usable(manager.email):
            yield one, [manager], "manager", ""
        else:
            alone.append((one, department))
    for one, readers, as_, _ in _partners(alone, on):
        yield one, readers, as_, "manager"


def _partners(people: Sequence[Asked], on: date) -> Found:
    departments = {department for _, department in people if department}
    grants = RoleGrant.objects.on(on).filter(role=Role.HR_PARTNER, department__in=departments)
    looking_after: dict[str, list[Person]] = {}
    for grant in grants.exclude(person__left_on__lte=on).select_related("person").order_by("pk"):
        if usable(grant.person.email):
            looking_after.setdefault(grant.department, []).append(grant.person)
    alone = []
    for one, department in people:
        readers = [partner for partner in looking_after.get(department, ()) if partner.pk != one.pk]
        if readers:
            yield one, readers, "hr", ""
        else:
            alone.append((one, department))
    for one, readers, as_, _ in _officers(alone, on):
        yield one, readers, as_, "hr"


OFFICERS = (Role.COMPLIANCE_OFFICER, Role.DEPUTY, Role.CHIEF_EXECUTIVE)
"""The first of these that somebody else holds is told."""


def _officers(people: Iterable[Asked], on: date) -> Found:
    asked = list(people)
    held = holders_of_each(OFFICERS, on).values() if asked else ()
    for one, _ in asked:
        others = [[holder for holder in holding if holder.pk != one.pk] for holding in held]
        yield one, next((some for some in others if some), []), "officer", ""
