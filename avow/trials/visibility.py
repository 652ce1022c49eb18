"""Who sees what a version would change: the compliance officer and deputies, but for matters they keep out of."""

from datetime import date

from django.db.models import Q

from avow.access import participants
from avow.access.models import Role
from avow.access.roles import OFFICER_ROLES, holders, holds, roles_of
from avow.people.line import keys_above
from avow.people.models import Person

NOBODY = Q(pk__in=[])


def may_see(person: Person, on: date) -> bool:
    """Whether the person sees back-tests and lists at all on the day."""
    held = roles_of(person, on)
    return Role.ADMINISTRATOR.value not in held and not held.isdisjoint(OFFICER_ROLES)


def visible_records(person: Person | None, on: date) -> Q:
    """The condition on rows with a `disclosure`: not the person's own, no superior's, for a deputy not that of the
    compliance officer they act for, none they are kept out of."""
    if person is None or not may_see(person, on):
        return NOBODY
    away = [person.pk, *keys_above(person, on)]
    if holds(person, Role.DEPUTY, on):
        away += [officer.pk for officer in holders(Role.COMPLIANCE_OFFICER, on)]
    kept_from = participants.kept_from(person, on)
    return ~Q(disclosure__person__in=away) & ~Q(disclosure__public_id__in=kept_from)
