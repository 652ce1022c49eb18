"""Which department looks after a form that its own may not: that of an HR partner of the department, one that names a
partner of it, and one from which every officer keeps away who would look after it.

The rule: the next department in the alphabet, beginning again after the last, that has an HR partner, and none who
is that person or is named. Where there is none, the compliance officer looks after it: department "", or the one it is
in where that has no partner.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from avow.access.models import Role, RoleGrant
from avow.certifications.form.keeping_away import kept_away
from avow.certifications.local_hr.looking_after import officers, partners
from avow.certifications.models import Campaign, Included, Place
from avow.people.models import Person

OWN = "They are HR partner of {department} themselves, and certify with another department."
NAMED = "An HR partner of {department} does not handle this form."
OFFICERS = "No HR partner looks after it there, and the compliance officer does not handle this form."


@dataclass(frozen=True)
class Handing:
    """A form that is to go to another department, `to`, and why."""

    included: Included
    to: str
    because: str


def looked_after_by(
    department: str, away: Collection[int], there: Mapping[str, Collection[int]], officers: Collection[int] = ()
) -> str:
    """The department that looks after a form of `department` from which the people `away` (primary keys) are kept.
    `there` are the partners of each department, as in `looking_after.partners`; where it has none, the `officers` look
    after it, one of whom is enough."""
    here = set(there.get(department, ()))
    if not here & set(away) if here else not officers or set(officers) - set(away):
        return department
    fit = sorted(name for name, who in there.items() if who and not set(who) & set(away))
    otherwise = "" if here else department
    return next((name for name in fit if name > department), fit[0] if fit else otherwise)


def wanted(campaign: Campaign, on: date) -> Iterator[Handing]:
    """The forms of a campaign whose own department may not look after them any more."""
    there, counsel = partners(on), officers(on)
    places = _in_question(campaign, counsel, on)
    everyone = list(Person.objects.filter(pk__in=counsel.union(*there.values())))
    away = kept_away([place.included for place in places], everyone, on)
    for place in places:
        to = looked_after_by(place.department, away[place.included_id], there, counsel)
        if to != place.department:
            yield Handing(place.included, to, _because(place, there))


def _because(place: Place, there: Mapping[str, Collection[int]]) -> str:
    here = there.get(place.department)
    if not here:
        return OFFICERS
    return (OWN if place.included.person_id in here else NAMED).format(department=place.department)


def _in_question(campaign: Campaign, counsel: Collection[int], on: date) -> list[Place]:
    """Forms of HR partners of the very department and of officers, and those with conflicts that wait to be advised
    of."""
    grants = RoleGrant.objects.on(on).filter(
        role=Role.HR_PARTNER.value, person=OuterRef("included__person"), department=OuterRef("department")
    )
    asks = Q(Exists(grants)) | Q(included__person__in=counsel) | Q(to_advise__gt=0)
    return list(Place.objects.filter(asks, campaign=campaign).select_related("included__person").order_by("pk"))
