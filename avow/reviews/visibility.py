"""Which cases a person may open as a reviewer: the rows of `access.participants`, and what is checked on the day.

The discloser reads their own disclosure on its own page, never the case: a reviewer's notes are there.
"""

from datetime import date

from django.db.models import Q
from django.http import Http404

from avow.access import participants
from avow.access.models import Capacity, Role
from avow.access.roles import DECIDING_ROLES, OFFICER_ROLES, roles_of
from avow.config import once
from avow.people.line import keys_above
from avow.people.models import Person
from avow.reviews.models import Case, Consultation
from avow.reviews.queries import CaseQuerySet

REVIEWS = (Capacity.OFFICER.value, Capacity.DECIDER.value)


def cases_for(person: Person, on: date) -> CaseQuerySet:
    """The cases that a person may open on a day: those they take part in as reviewer, and for officers all others
    too; never their own, a superior's, or one they are kept out of. Roles that ended on the way count no more."""
    roles = roles_of(person, on)
    if Role.ADMINISTRATOR.value in roles or roles.isdisjoint(DECIDING_ROLES):
        return Case.objects.none()
    seen = Q(disclosure__public_id__in=participants.subjects_for(person, on, REVIEWS))
    if not roles.isdisjoint(OFFICER_ROLES):
        seen = ~Q(pk=None)
    above = keys_above(person, on)
    cases = Case.objects.filter(seen).exclude(disclosure__person=person).exclude(disclosure__person__in=above)
    return cases.exclude(disclosure__public_id__in=participants.kept_from(person, on))


def case_or_404(person: Person, public_id: str, on: date) -> Case:
    """One case, or the same 404 as for a number that never existed."""
    found = cases_for(person, on).filter(public_id=public_id).select_related("disclosure__person").first()
    if found is None:
        raise Http404
    return found


def decided_by(person: Person, on: date) -> CaseQuerySet:
    """The cases in which the person is one of those who decide."""
    return Case.objects.filter(
        disclosure__public_id__in=participants.subjects_for(person, on, [Capacity.DECIDER.value])
    )


def prepared_by(person: Person, on: date) -> CaseQuerySet:
    """The cases that the person prepares: as officer, or as decider where no officer is left."""
    if not roles_of(person, on).isdisjoint(OFFICER_ROLES):
        return Case.objects.all()
    officers = participants.Participant.objects.on(on).filter(capacity=Capacity.OFFICER.value)
    return decided_by(person, on).exclude(disclosure__public_id__in=officers.values("subject"))


def may_review_anything(person: Person, on: date) -> bool:
    """Whether there is a desk for this person at all."""
    roles = roles_of(person, on)
    return Role.ADMINISTRATOR.value not in roles and not roles.isdisjoint(DECIDING_ROLES)


@once.looked_up
def own_cases(person: Person) -> tuple[Case, ...]:
    """The cases of the person's own matters that are not taken back or over, with where they stand. Most people have
    none, which is asked first."""
    keys = list(Case.objects.filter(disclosure__person=person).values_list("pk", flat=True))
    if not keys:
        return ()
    return tuple(Case.objects.filter(pk__in=keys).marked().filter(is_over=False).select_related("disclosure"))


def consultations_of(person: Person):
    """What a person was ever asked, whatever became of it; nobody else sees these pages."""
    return Consultation.objects.filter(asked=person).select_related(
        "case__disclosure__person", "version", "answer", "moved_to"
    )
