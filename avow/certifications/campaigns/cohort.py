"""Who belongs to a cohort of the policy on a day, and why: everyone at once, in a few queries."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from avow.access.models import Role, RoleGrant
from avow.people.models import Person, PersonRecord
from avow.policy.cohorts import INCLUDED, LEFT_OUT, Membership, members
from avow.policy.pack import Pack

OF_PEOPLE = ("person_id", "worker_type", "grade", "country", "standing", "acting_supervisor", "manager_id",
             "hr_department", "employer", "joined_on")  # fmt: skip
FEW = 500
"""Up to so many people are looked up by their keys; more are read from everyone."""


class Member(NamedTuple):
    """A person and how they stand to a cohort; `person` and `manager` are primary keys. `because` is the reason why
    they belong or do not, or what is missing to tell it; `joined_on` the day of joining, where it was said."""

    person: int
    hr_department: str
    manager: int | None
    because: str
    joined_on: date | None = None


@dataclass(frozen=True)
class Cohort:
    """Everyone who belongs, everyone of whom it cannot be told, and everyone else; in the order of their keys.
    `next_time` belong to a rolling cohort, and have no day in the year of the campaign."""

    members: tuple[Member, ...]
    unknown: tuple[Member, ...]
    left_out: tuple[Member, ...] = ()
    next_time: tuple[Member, ...] = ()


def of(pack: Pack, name: str, on: date, known_at: int | None = None, only: Iterable[int] | None = None) -> Cohort:
    """The cohort on that day, as it is known now, or as it was known right after the entry `known_at`; of everyone, or
    of these people (primary keys) alone. Each combination of what the cohort reads is judged once."""
    history = PersonRecord.objects.on(on) if known_at is None else PersonRecord.objects.as_of(on, known_at)
    reporting = history
    if only is not None:
        keys = list(only)
        reporting, history = history.filter(manager__in=keys), history.filter(person__in=keys)
    rows = list(history.order_by("person_id").values_list(*OF_PEOPLE))
    pairs = reporting.values_list("person_id", "manager_id") if only is not None else ((row[0], row[6]) for row in rows)
    leading = {manager for person, manager in pairs if manager != person}
    roles = _roles(on, known_at)
    reads = [fact for fact in pack.cohorts[name].when.names if fact in pack.facts and fact in FACTS]
    ask = [FACTS[fact] for fact in reads]
    columns = sorted({COLUMNS[fact] for fact in reads if fact in COLUMNS})
    bare = itemgetter(*columns) if columns else lambda row: None
    judged: dict[tuple[object, ...], Membership] = {}
    alike: dict[tuple[object, ...], tuple[str, str]] = {}  # by columns alone: few rows are asked for their facts
    found: dict[str, list[Member]] = {}
    for row in rows:
        person = row[0]
        leads, held = person in leading, roles.get(person, NO_ROLE)
        said = (bare(row), leads, held)
        if said not in alike:
            key = tuple([answer(row, leads, held) for answer in ask])
            if key not in judged:
                judged[key] = members(pack, name, {person: dict(zip(reads, key, strict=True))}, on)[person]
            alike[said] = judged[key].standing, " ".join(judged[key].reasons)
        standing, because = alike[said]
        found.setdefault(standing, []).append(Member(person, row[7], row[6], because, row[9]))
    belong, left_out = found.pop(INCLUDED, []), found.pop(LEFT_OUT, [])
    return Cohort(tuple(belong), tuple(one for rest in found.values() for one in rest), tuple(left_out))


NO_ROLE: frozenset[str] = frozenset()
COLUMNS = {
    "worker_type": 1, "grade": 2, "country": 3, "is_officer": 4, "is_director": 4, "acting_supervisor": 5,
    "is_manager": 5, "hr_department": 7, "legal_entity": 8, "joined_on": 9,
}  # fmt: skip
"""In which place of OF_PEOPLE a fact is read; the others are told by who reports to whom, and by roles."""
Answer = Callable[[tuple[Any, ...], bool, Collection[str]], object]
FACTS: dict[str, Answer] = {
    "worker_type": lambda row, leads, roles: row[1] or None,
    "grade": lambda row, leads, roles: row[2] or None,
    "country": lambda row, leads, roles: row[3] or None,
    "is_officer": lambda row, leads, roles: row[4] == "officer",
    "is_director": lambda row, leads, roles: row[4] == "director",
    "acting_supervisor": lambda row, leads, roles: row[5],
    "has_reports": lambda row, leads, roles: leads,
    "is_manager": lambda row, leads, roles: row[5] or leads,
    "hr_department": lambda row, leads, roles: row[7] or None,
    "legal_entity": lambda row, leads, roles: row[8] or None,
    "joined_on": lambda row, leads, roles: row[9],
    "is_compliance_officer": lambda row, leads, roles: Role.COMPLIANCE_OFFICER.value in roles,
    "is_chief_executive": lambda row, leads, roles: Role.CHIEF_EXECUTIVE.value in roles,
}
"""What `access.facts.facts_for_cohorts` says of one person, from a row of OF_PEOPLE."""


def _roles(on: date, known_at: int | None) -> dict[int, frozenset[str]]:
    grants = RoleGrant.objects.on(on) if known_at is None else RoleGrant.objects.as_of(on, known_at)
    wanted = grants.filter(role__in=[Role.COMPLIANCE_OFFICER.value, Role.CHIEF_EXECUTIVE.value])
    found: dict[int, set[str]] = {}
    for person, role in wanted.values_list("person_id", "role"):
        found.setdefault(person, set()).add(role)
    return {person: frozenset(held) for person, held in found.items()}


def people(members: Iterable[Member]) -> dict[int, Person]:
    """The people of these members, by primary key."""
    wanted = {member.person for member in members}
    if len(wanted) <= FEW:
        return Person.objects.in_bulk(wanted)
    return {person.pk: person for person in Person.objects.iterator(chunk_size=2000) if person.pk in wanted}
