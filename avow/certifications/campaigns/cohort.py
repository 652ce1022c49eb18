"""Who belongs to a cohort of the policy on a day, and why: everyone at once, in a few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from avow.access.models import Role, RoleGrant
from avow.people.models import Person, PersonRecord
from avow.policy.cohorts import INCLUDED, LEFT_OUT, Membership, members
from avow.policy.pack import Pack

OF_PEOPLE = ("person_id", "worker_type", "grade", "country", "standing", "acting_supervisor", "manager_id",
             "hr_department", "employer", "joined_on")  # fmt: skip
FEW = 500
"""Up to so many people are looked up by their keys; more are read from everyone."""


@dataclass(frozen=True)
class Member:
    """A person and how they stand to a cohort; `person` and `manager` are primary keys. `because` is the reason why
    they belong or do not, or what is missing to tell it."""

    person: int
    hr_department: str
    manager: int | None
    because: str


@dataclass(frozen=True)
class Cohort:
    """Everyone who belongs, everyone of whom it cannot be told, and everyone else; in the order of their keys."""

    members: tuple[Member, ...]
    unknown: tuple[Member, ...]
    left_out: tuple[Member, ...] = ()


def of(pack: Pack, name: str, on: date, known_at: int | None = None, only: Iterable[int] | None = None) -> Cohort:
    """The cohort on that day, as it is known now, or as it was known right after the entry `known_at`; of everyone, or
    of these people (primary keys) alone. Each combination of what the cohort reads is judged once."""
    history = PersonRecord.objects.on(on) if known_at is None else PersonRecord.objects.as_of(on, known_at)
    reporting = history.exclude(manager=None).values_list("person_id", "manager_id")
    if only is not None:
        keys = list(only)
        reporting = reporting.filter(manager__in=keys)
        history = history.filter(person__in=keys)
    leading = {manager for person, manager in reporting.iterator(chunk_size=2000) if manager != person}
    roles = _roles(on, known_at)
    reads = [fact for fact in pack.cohorts[name].when.names if fact in pack.facts]
    judged: dict[tuple[object, ...], Membership] = {}
    found: dict[str, list[Member]] = {}
    for row in history.order_by("person_id").values_list(*OF_PEOPLE):
        person, manager, department = row[0], row[6], row[7]
        facts = _facts(row, person in leading, roles.get(person, set()))
        key = tuple(facts.get(fact) for fact in reads)
        if key not in judged:
            judged[key] = members(pack, name, {person: dict(zip(reads, key, strict=True))}, on)[person]
        one = judged[key]
        found.setdefault(one.standing, []).append(Member(person, department, manager, " ".join(one.reasons)))
    belong, left_out = found.pop(INCLUDED, []), found.pop(LEFT_OUT, [])
    return Cohort(tuple(belong), tuple(one for rest in found.values() for one in rest), tuple(left_out))


def _facts(row: tuple, leads: bool, roles: set[str]) -> dict[str, object]:
    """What `people.facts.facts_for_cohorts` and the roles say of one person."""
    _, worker_type, grade, country, standing, acting, _, department, employer, joined_on = row
    return {
        "worker_type": worker_type or None,
        "grade": grade or None,
        "country": country or None,
        "is_manager": acting or leads,
        "is_officer": standing == "officer",
        "is_director": standing == "director",
        "has_reports": leads,
        "acting_supervisor": acting,
        "hr_department": department or None,
        "legal_entity": employer or None,
        "joined_on": joined_on,
        "is_compliance_officer": Role.COMPLIANCE_OFFICER.value in roles,
        "is_chief_executive": Role.CHIEF_EXECUTIVE.value in roles,
    }


def _roles(on: date, known_at: int | None) -> dict[int, set[str]]:
    grants = RoleGrant.objects.on(on) if known_at is None else RoleGrant.objects.as_of(on, known_at)
    wanted = grants.filter(role__in=[Role.COMPLIANCE_OFFICER.value, Role.CHIEF_EXECUTIVE.value])
    found: dict[int, set[str]] = {}
    for person, role in wanted.values_list("person_id", "role"):
        found.setdefault(person, set()).add(role)
    return found


def people(members: Iterable[Member]) -> dict[int, Person]:
    """The people of these members, by primary key."""
    wanted = {member.person for member in members}
    if len(wanted) <= FEW:
        return Person.objects.in_bulk(wanted)
    return {person.pk: person for person in Person.objects.iterator(chunk_size=2000) if person.pk in wanted}
