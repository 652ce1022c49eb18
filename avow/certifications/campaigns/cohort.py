"""Who belongs to a cohort of the policy on a day, and why: everyone at once, in a few queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from avow.access.models import Role, RoleGrant
from avow.people.models import Person, PersonRecord
from avow.policy.kleene import Compared, Truth, evaluate
from avow.policy.pack import Pack

OF_PEOPLE = ("person_id", "worker_type", "grade", "country", "standing", "acting_supervisor", "manager_id",
             "hr_department")  # fmt: skip


@dataclass(frozen=True)
class Member:
    """A person who belongs, or of whom it cannot be told; `person` and `manager` are primary keys. `because` is the
    reason, or the facts that are missing."""

    person: int
    hr_department: str
    manager: int | None
    because: str


@dataclass(frozen=True)
class Cohort:
    """Everyone who belongs, and everyone of whom it cannot be told; both in the order of their primary keys."""

    members: tuple[Member, ...]
    unknown: tuple[Member, ...]


def of(pack: Pack, name: str, on: date, known_at: int | None = None) -> Cohort:
    """The cohort on that day, as it is known now, or as it was known right after the entry `known_at`."""
    history = PersonRecord.objects.on(on) if known_at is None else PersonRecord.objects.as_of(on, known_at)
    rows = list(history.order_by("person_id").values_list(*OF_PEOPLE))
    leading = {row[6] for row in rows if row[6] is not None and row[6] != row[0]}
    roles = _roles(on, known_at)
    judged: dict[tuple[tuple[str, object], ...], tuple[Truth, str]] = {}
    members, unknown = [], []
    for person, worker_type, grade, country, standing, acting, manager, department in rows:
        facts: dict[str, object] = {
            "worker_type": worker_type or None,
            "grade": grade or None,
            "country": country or None,
            "is_manager": acting or person in leading,
            "is_officer": standing == "officer",
            "is_director": standing == "director",
            "is_compliance_officer": Role.COMPLIANCE_OFFICER.value in roles.get(person, ()),
            "is_chief_executive": Role.CHIEF_EXECUTIVE.value in roles.get(person, ()),
        }
        key = tuple(facts.items())
        if key not in judged:
            judged[key] = _judge(pack, name, facts)
        belongs, because = judged[key]
        if belongs is not False:
            (members if belongs else unknown).append(Member(person, department, manager, because))
    return Cohort(tuple(members), tuple(unknown))


def _roles(on: date, known_at: int | None) -> dict[int, set[str]]:
    grants = RoleGrant.objects.on(on) if known_at is None else RoleGrant.objects.as_of(on, known_at)
    wanted = grants.filter(role__in=[Role.COMPLIANCE_OFFICER.value, Role.CHIEF_EXECUTIVE.value])
    found: dict[int, set[str]] = {}
    for person, role in wanted.values_list("person_id", "role"):
        found.setdefault(person, set()).add(role)
    return found


def _judge(pack: Pack, name: str, facts: Mapping[str, object]) -> tuple[Truth, str]:
    """Whether someone with these facts belongs, and the questions that say why, with their answers."""
    when = pack.cohorts[name].when
    known = pack.read({fact: value for fact, value in facts.items() if fact in pack.facts})
    heard: list[Compared] = []
    belongs = evaluate(when, known.get, heard.append)
    if belongs is None:
        missing = [fact for fact in when.names if known.get(fact) is None]
        return belongs, "; ".join(f"{pack.facts[fact].label} Nobody said." for fact in missing)
    if not belongs:
        return belongs, ""
    held = {column.name for one in heard if one.holds for column in one.node.find_all(exp.Column)}
    return belongs, "; ".join(_said(pack, fact, known.get(fact)) for fact in when.names if fact in held)


def _said(pack: Pack, fact: str, value: object) -> str:
    answer = {True: "Yes", False: "No"}[value] if isinstance(value, bool) else str(value)
    return f"{pack.facts[fact].label} {answer}."


def people(members: Iterable[Member]) -> dict[int, Person]:
    """The people of these members, by primary key."""
    wanted = {member.person for member in members}
    return {person.pk: person for person in Person.objects.iterator(chunk_size=2000) if person.pk in wanted}
