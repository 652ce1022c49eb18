"""Who holds which role on a day. Read-only; granting and ending are in `acts`."""

from collections.abc import Iterable
from datetime import date

from avow.access.models import Role, RoleGrant
from avow.config import once
from avow.people.models import Person

OFFICER_ROLES = frozenset({Role.COMPLIANCE_OFFICER.value, Role.DEPUTY.value})
"""Those who review disclosures and see all that were handed in."""

DECIDING_ROLES = OFFICER_ROLES | {Role.CHIEF_EXECUTIVE.value, Role.BOARD_COMMITTEE.value}
"""Those to whom the pack's routing may send a matter."""

MAY_CONFIRM = frozenset({Role.ADMINISTRATOR.value, Role.COMPLIANCE_OFFICER.value, Role.CHIEF_EXECUTIVE.value})
"""Those who can be the second person behind a grant."""


def holds(person: Person, role: str, on: date) -> bool:
    """Whether the person holds the role on the day and has not left."""
    return role in roles_of(person, on)


def holders(role: str, on: date) -> list[Person]:
    """Everyone who holds the role on the day and has not left, in the order in which they got it."""
    return holders_of_each([role], on)[role]


def holders_of_each(roles: Iterable[str], on: date) -> dict[str, list[Person]]:
    """`holders` of several roles, by role, in one query."""
    return {role: list(people) for role, people in _held_by(roles, on).items()}


@once.looked_up_each
def _held_by(roles: Iterable[str], on: date) -> dict[str, tuple[Person, ...]]:
    found: dict[str, dict[int, Person]] = {role: {} for role in roles}
    rows = RoleGrant.objects.on(on).filter(role__in=list(found)).select_related("person").order_by("from_day", "pk")
    for row in rows:
        if here(row.person, on):
            found[row.role].setdefault(row.person_id, row.person)
    return {role: tuple(people.values()) for role, people in found.items()}


def roles_of(person: Person, on: date) -> set[str]:
    """The roles that a person holds on the day; none once they have left."""
    return {role for role, _ in _granted(person, on)} if here(person, on) else set()


@once.looked_up
def _granted(person: Person, on: date) -> frozenset[tuple[str, str]]:
    """Each role with its department."""
    return frozenset(RoleGrant.objects.on(on).filter(person=person).values_list("role", "department"))


def departments_of(hr_partner: Person, on: date) -> set[str]:
    """The departments for which a person is HR partner on the day."""
    if not here(hr_partner, on):
        return set()
    return {department for role, department in _granted(hr_partner, on) if role == Role.HR_PARTNER.value}


def is_officer(person: Person, on: date) -> bool:
    """Whether the person is compliance officer or a deputy on the day."""
    return not OFFICER_ROLES.isdisjoint(roles_of(person, on))


def here(person: Person, on: date) -> bool:
    """Whether the person has not left by the day. `left_on` is the first day on which they are gone."""
    return person.left_on is None or on < person.left_on
