"""Which lines of the register somebody sees: the compliance officer and deputies, without the matters that they must
keep away from. Those are as if absent: not shown, not counted, not exported."""

from collections.abc import Collection
from datetime import date
from itertools import permutations

from django.db.models import Q, QuerySet

from avow.access import participants
from avow.access.models import Role
from avow.access.roles import OFFICER_ROLES, holders, roles_of
from avow.config import once
from avow.disclosures.models import Disclosure, PartyResolved
from avow.gifts.models import Gift
from avow.gifts.relatives import relatives_of
from avow.people.line import keys_above
from avow.people.models import Person
from avow.policy import normalised

MOST_WORDS = 4
MOST_APART = 500


def may_see(person: Person, on: date) -> bool:
    """Whether there is a register for this person at all."""
    held = roles_of(person, on)
    return Role.ADMINISTRATOR.value not in held and not held.isdisjoint(OFFICER_ROLES)


@once.looked_up
def lines_for(person: Person, on: date) -> QuerySet[Gift]:
    """The lines that the person may see as an officer: not their own, no superior's, no relative's, for a deputy not
    those of the compliance officer they act for, none from which they are kept out, or with themselves as the other
    side. Nothing for anybody else."""
    if not may_see(person, on):
        return Gift.objects.none()
    kept = Disclosure.objects.filter(public_id__in=participants.kept_from(person, on)).values("pk")
    lines = Gift.objects.exclude(person__in=people_away(person, on))
    for away in (Q(disclosure__in=kept), Q(party_key__in=_called(person)), Q(disclosure__in=_resolved_from(person))):
        lines = _without(lines, away)
    return lines


def _without(lines: QuerySet[Gift], away: Q) -> QuerySet[Gift]:
    """These are few or none: looked up first, so that the lines themselves need not be read to be counted."""
    keys = list(Gift.objects.filter(away).values_list("pk", flat=True)[: MOST_APART + 1])
    return lines.exclude(away) if len(keys) > MOST_APART else lines.exclude(pk__in=keys)


def _called(person: Person) -> list[str]:
    """The person's name as the key of a party, with its words in any order; beyond four words, as it is."""
    words = normalised(person.name).split()
    if not words or len(words) > MOST_WORDS:
        return [" ".join(words)] if words else []
    return sorted({" ".join(some) for some in permutations(words)})


def _resolved_from(person: Person) -> QuerySet:
    """The disclosures whose other side was written as the person's name before an officer resolved it."""
    words = person.name.split()
    written = Q(pk__in=[])
    for some in permutations(words) if len(words) <= MOST_WORDS else [words]:
        written |= Q(disclosure__versions__facts__other_side__iexact=" ".join(some))
    return PartyResolved.objects.filter(written, counterparty__isnull=False).order_by().values("disclosure")


def read_by_an_officer(people: Collection[int], on: date) -> set[int]:
    """Which of these people (primary keys) have entries that at least one officer may read."""
    officers = {one.pk: one for role in sorted(OFFICER_ROLES) for one in holders(role, on) if may_see(one, on)}
    found: set[int] = set()
    for officer in officers.values():
        if found >= set(people):
            break
        found |= set(people) - people_away(officer, on)
    return found


def people_away(person: Person, on: date) -> set[int]:
    """The primary keys of those whose matters the person keeps away from, whatever these are."""
    away = {person.pk, *keys_above(person, on)}
    if Role.DEPUTY.value in roles_of(person, on):
        away |= {officer.pk for officer in holders(Role.COMPLIANCE_OFFICER, on)}
    return away | relatives_of(person)
