"""Who reads a signed form: the person, and the compliance officer or a deputy who need not keep away from them.

Where every officer has to keep away, because the form is their superior's or their own, the board committee reads it.
"""

from collections.abc import Iterable
from datetime import date

from avow.access.independence import why_not
from avow.access.models import Role
from avow.access.participants import kept_from
from avow.access.roles import OFFICER_ROLES, holders, is_officer, roles_of
from avow.certifications.models import ReportedConflict, SignedForm
from avow.disclosures.keeping_away import keeps_away
from avow.disclosures.models import Disclosure
from avow.people.models import Person


def reads(person: Person, form: SignedForm, on: date) -> bool:
    """Whether the person may read it on the day."""
    if person.pk == form.included.person_id:
        return True
    roles = roles_of(person, on)
    if Role.ADMINISTRATOR.value in roles or not _independent(person, form, on):
        return False
    if roles & OFFICER_ROLES:
        return True
    if Role.BOARD_COMMITTEE.value not in roles:
        return False
    return not any(_independent(officer, form, on) for officer in officers(on))


def readable(person: Person, forms: Iterable[SignedForm], on: date) -> set[int]:
    """Which of these forms, by primary key, the person may read on the day: for lists that lead to them."""
    if not may_read_any(person, on):
        return set()
    return {form.pk for form in {form.pk: form for form in forms}.values() if reads(person, form, on)}


def may_read_any(person: Person, on: date) -> bool:
    """Whether there can be a form of somebody else that the person reads."""
    roles = roles_of(person, on)
    return Role.ADMINISTRATOR.value not in roles and bool(roles & (OFFICER_ROLES | {Role.BOARD_COMMITTEE.value}))


def officers(on: date) -> list[Person]:
    """The compliance officer and the deputies."""
    return [person for role in sorted(OFFICER_ROLES) for person in holders(role, on) if is_officer(person, on)]


def _independent(person: Person, form: SignedForm, on: date) -> bool:
    if why_not(person, form.included.person, "", on):
        return False
    told = [one for one in ReportedConflict.objects.filter(form=form).values_list("disclosure", flat=True) if one]
    about = list(Disclosure.objects.sent().filter(public_id__in=told).select_related("person"))
    if kept_from(person, on).filter(subject__in=[one.public_id for one in about]).exists():
        return False
    return not any(keeps_away(person, one, on) for one in about)
