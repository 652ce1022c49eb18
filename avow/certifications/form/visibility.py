"""Who reads a signed form, and receives the advice on it (6.2): the person reads it; the compliance officer or a deputy
who need not keep away does both.

Where every officer has to keep away, because the form is their own or their superior's, or names them, the board
committee does.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from avow.access.models import Role
from avow.access.roles import OFFICER_ROLES, holders_of_each, is_officer, roles_of
from avow.certifications.form.keeping_away import kept_away, reported
from avow.certifications.models import Included, SignedForm
from avow.config import once
from avow.disclosures import keeping_away
from avow.disclosures.models import Disclosure
from avow.people.line import keys_above_each
from avow.people.models import Person


def reads(person: Person, form: SignedForm, on: date) -> bool:
    """Whether the person may read it on the day."""
    return form.pk in readable(person, [form], on)


def readable(person: Person, forms: Iterable[SignedForm], on: date) -> set[int]:
    """Which of these forms, by primary key, the person may read on the day: their own, and those they handle."""
    given = list(forms)
    return {form.pk for form in given if form.included.person_id == person.pk} | handled(person, given, on)


def handled(person: Person, forms: Iterable[SignedForm], on: date) -> set[int]:
    """Which of these forms, by primary key, are the person's to read and to be advised of, as an officer or on the
    board committee; never their own. The number of queries does not grow with the forms, which come with `included` and
    its `person`."""
    if not handles_any(person, on):
        return set()
    given = [form for form in forms if form.included.person_id != person.pk]
    every_officer = [] if is_officer(person, on) else officers(on)
    away = _away(list({form.included_id: form.included for form in given}.values()), [person, *every_officer], on)
    free = [form for form in given if person.pk not in away[form.included_id]]
    return {form.pk for form in free if all(one.pk in away[form.included_id] for one in every_officer)}


def look_at(person: Person, asked: Sequence[Included], on: date) -> None:
    """Look up at once what a page is going to ask of these forms. They come with their `person`."""
    if handles_any(person, on):
        every_officer = [] if is_officer(person, on) else officers(on)
        _away([one for one in asked if one.person_id != person.pk], [person, *every_officer], on)
    kept_away(asked, [person], on)


def without_officer(forms: Iterable[SignedForm], on: date) -> set[int]:
    """Of these forms, by primary key, those from which every officer keeps away; all of them where there is none."""
    given, counsel = list(forms), officers(on)
    away = _away(list({form.included_id: form.included for form in given}.values()), counsel, on)
    return {form.pk for form in given if {one.pk for one in counsel} <= away[form.included_id]}


def handles_any(person: Person, on: date) -> bool:
    """Whether there can be a form of somebody else that the person reads."""
    roles = roles_of(person, on)
    return Role.ADMINISTRATOR.value not in roles and bool(roles & (OFFICER_ROLES | {Role.BOARD_COMMITTEE.value}))


def officers(on: date) -> list[Person]:
    """The compliance officer and the deputies; without those who administer, who read nothing."""
    held = holders_of_each([*sorted(OFFICER_ROLES), Role.ADMINISTRATOR.value], on)
    reading_none = {person.pk for person in held.pop(Role.ADMINISTRATOR.value)}
    found = {person.pk: person for people in held.values() for person in people}
    return [person for person in found.values() if person.pk not in reading_none]


@once.looked_up_each
def _away(asked: Sequence[Included], people: Sequence[Person], on: date) -> dict[int, set[int]]:
    """For each form, by primary key of who is asked, which of these people keep away: all that `keeping_away` says,
    their superior's, and those that tell of a matter which they must not read."""
    away = {key: set(those) for key, those in kept_away(asked, people, on).items()}
    for person, above in keys_above_each(people, on).items():
        for one in asked:
            if one.person_id in above:
                away[one.pk].add(person)
    told = reported(asked)
    matters = {one.pk: one for one in Disclosure.objects.sent().filter(public_id__in=told).select_related("person")}
    for who, matter in keeping_away.kept_away(people, list(matters.values()), on):
        for key in told[matters[matter].public_id]:
            away[key].add(who)
    return away
