"""Which department looks after a form that its own may not: that of an HR partner of the department, and one that names
a partner of it.

The rule: the next department in the alphabet, beginning again after the last, that has an HR partner, and none who
is that person or is named. Where there is none, the compliance officer looks after it: department "".
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from avow.access.models import Role, RoleGrant
from avow.certifications.local_hr import conflicts
from avow.certifications.local_hr.looking_after import partners
from avow.certifications.models import Campaign, Included, Place

OWN = "They are HR partner of {department} themselves, and certify with another department."
NAMED = "An HR partner of {department} does not handle this form."


@dataclass(frozen=True)
class Handing:
    """A form that is to go to another department, `to`, and why."""

    included: Included
    to: str
    because: str


def looked_after_by(department: str, away: Collection[int], there: Mapping[str, Collection[int]]) -> str:
    """The department that looks after a form of `department` from which the people `away` (primary keys) are kept.
    `there` are the partners of each department, as in `looking_after.partners`."""
    if not department or not set(there.get(department, ())) & set(away):
        return department
    fit = sorted(name for name, who in there.items() if who and not set(who) & set(away))
    return next((name for name in fit if name > department), fit[0] if fit else "")


def wanted(campaign: Campaign, on: date) -> Iterator[Handing]:
    """The forms of a campaign whose own department may not look after them any more."""
    there = partners(on)
    for place in _in_question(campaign, on):
        own = {place.included.person_id}
        if own & there.get(place.department, set()):
            because = OWN
        else:
            because, own = NAMED, own | conflicts.kept_away(place.included, there.get(place.department, set()), on)
        to = looked_after_by(place.department, own, there)
        if to != place.department:
            yield Handing(place.included, to, because.format(department=place.department))


def _in_question(campaign: Campaign, on: date) -> list[Place]:
    """Forms of HR partners of the very department, and those with conflicts that wait to be advised of."""
    grants = RoleGrant.objects.on(on).filter(
        role=Role.HR_PARTNER.value, person=OuterRef("included__person"), department=OuterRef("department")
    )
    rows = Place.objects.filter(campaign=campaign).exclude(department="").select_related("included__person")
    return [*rows.filter(Exists(grants)), *rows.filter(to_advise__gt=0).exclude(Exists(grants))]
