"""Which lines of the register somebody sees: the compliance officer and deputies, without the matters that they must
keep away from. Those are as if absent: not shown, not counted, not exported."""

from datetime import date

from django.db.models import Q, QuerySet

from avow.access import participants
from avow.access.models import Role
from avow.access.roles import OFFICER_ROLES, holders, roles_of
from avow.disclosures.models import Disclosure
from avow.gifts.models import Gift
from avow.gifts.relatives import relatives_of
from avow.people.line import superiors
from avow.people.models import Person


def may_see(person: Person, on: date) -> bool:
    """Whether there is a register for this person at all."""
    held = roles_of(person, on)
    return Role.ADMINISTRATOR.value not in held and not held.isdisjoint(OFFICER_ROLES)


def lines_for(person: Person, on: date) -> QuerySet[Gift]:
    """The lines that the person may see as an officer: not their own, no superior's, no relative's, for a deputy not
    those of the compliance officer they act for, none from which they are kept out. Nothing for anybody else."""
    return Gift.objects.filter(visible(person, on)) if may_see(person, on) else Gift.objects.none()


def visible(person: Person, on: date, disclosure: str = "disclosure", whose: str = "person") -> Q:
    """The same as a condition, for an officer: `disclosure` and `whose` are the ways from a row to its disclosure and
    to the person who sent it."""
    kept = Disclosure.objects.filter(public_id__in=participants.kept_from(person, on)).values("pk")
    return ~Q(**{f"{whose}__in": people_away(person, on)}) & ~Q(**{f"{disclosure}__in": kept})


def people_away(person: Person, on: date) -> set[int]:
    """The primary keys of those whose matters the person keeps away from, whatever these are."""
    away = {person.pk, *(superior.pk for superior in superiors(person, on))}
    if Role.DEPUTY.value in roles_of(person, on):
        away |= {officer.pk for officer in holders(Role.COMPLIANCE_OFFICER, on)}
    return away | relatives_of(person)
