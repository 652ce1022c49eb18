"""Whose slip or paper somebody must not have in hand: with either they read what that person has disclosed. One rule
for slips, forms to be printed, and papers to be entered.

Nobody is to learn from it that a disclosure names them. So they are left out, and told so, only where it follows from
what they know: their own, their superior's, and that of a relative whom they named themselves. Where anything else
keeps them away they notice nothing: the slip that they make opens nothing, the form that they print and the page on
which they enter it lack what they must not know of, and what they enter is refused at the very end.

Where every HR partner of the department has to keep away, and where somebody holds such a slip, the compliance officer
does it, or a deputy.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Max, Q

from avow.access.models import Capacity, Participant
from avow.certifications.form.keeping_away import kept_away, reported
from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.models import CodeMade, FormDraft, Included, OneTimeCode, Place, SignedForm
from avow.disclosures import keeping_away
from avow.disclosures.models import Disclosure, Draft, Version
from avow.disclosures.naming import NAMING, folded, names_in, relatives_of
from avow.ledger import keyring
from avow.people.line import superiors
from avow.people.models import Person

NOT_YOURS = "Somebody else sees to their slip or paper: another HR partner, or the compliance officer or a deputy."
"""Said of whoever is left out as one knows oneself."""


def left_out(many: int) -> str:
    """How many of those chosen are left out, in a sentence that does not say why; "" where nobody is."""
    if not many:
        return ""
    return f"{many} {'person is' if many == 1 else 'people are'} left out. {NOT_YOURS}"


def kept_from(
    people: Sequence[Person], asked: Sequence[Included], on: date, *, begun_here: bool = True
) -> dict[int, set[int]]:
    """For each of those asked, by primary key, which of these people (also by primary key) must have neither slip
    nor paper in hand: it is their own or their superior's, the form names them or a relative, they must not read a
    disclosure that is open or told of on the form, or what is not sent yet names them; with `begun_here` also what was
    answered or typed on the form. The number of queries does not grow with those asked."""
    away = {key: set(those) for key, those in kept_away(asked, people, on).items()}
    forms: dict[int, set[int]] = {}
    for one in asked:
        forms.setdefault(one.person_id, set()).add(one.pk)
    for person in people:
        for above in superiors(person, on):
            for form in forms.get(above.pk, ()):
                away[form].add(person.pk)
    matters = {one.pk: one for one in _matters(asked, on)}
    for who, matter in keeping_away.kept_away(people, list(matters.values()), on):
        for form in forms[matters[matter].person_id]:
            away[form].add(who)
    called: dict[frozenset[str], set[int]] = {}
    for person in people:
        called.setdefault(folded(person.name), set()).add(person.pk)
    for who, name in _begun(matters, asked if begun_here else ()):
        for form in forms[who]:
            away[form] |= called.get(folded(name), set())
    return away


def openly_kept_from(person: Person, asked: Sequence[Included], on: date) -> set[int]:
    """Those asked, by primary key, whose slip and paper this person must not have in hand as they know themselves:
    their own, their superior's, and of whom they named as a relative."""
    above = {person.pk, *(one.pk for one in superiors(person, on))}
    relatives = relatives_of(person)
    return {one.pk for one in asked if one.person_id in above or folded(one.person.name) in relatives}


def divided(looks: Looks, asked: Sequence[Included]) -> tuple[list[Included], int]:
    """Those of them whose slips and papers this person makes, and how many are left out as they know themselves."""
    away = openly_kept_from(looks.person, asked, looks.on)
    theirs = [one for one in asked if one.pk not in away]
    return theirs, len(asked) - len(theirs)


def hidden_from(person: Person, asked: Sequence[Included], on: date) -> set[str]:
    """The disclosures of those asked, by public id, that this person must not know of: what names them or keeps them
    away, also where it is being changed. The number of queries does not grow with those asked."""
    matters = {one.pk: one for one in _matters(asked, on)}
    found = {matter for _, matter in keeping_away.kept_away([person], list(matters.values()), on)}
    name = folded(person.name)
    versions = Version.objects.filter(disclosure__in=matters).select_related("attested", "relative__attested")
    found |= {one.disclosure_id for one in versions if name in names_in(one)}
    for draft in Draft.objects.filter(disclosure__in=matters).select_related("disclosure__person"):
        if name in {folded(one) for one in _names(_opened(draft).get("answers", {}))}:
            found.add(draft.disclosure_id)
    ids = {one.public_id for one in matters.values()}
    out = Participant.objects.on(on).filter(subject__in=ids, person=person, capacity=Capacity.EXCLUDED.value)
    return {matters[one].public_id for one in found} | set(out.values_list("subject", flat=True))


def instead_of_partners(looks: Looks, place: Place) -> bool:
    """Whether an officer does it although the department has HR partners: each of them has to keep away, or a slip
    that is out opens nothing."""
    if not looks.is_officer:
        return False
    partners = list(Person.objects.filter(pk__in=looks.partners.get(place.department, ())))
    if {one.pk for one in partners} <= kept_from(partners, [place.included], looks.on)[place.included_id]:
        return True
    rows = OneTimeCode.objects.filter(included=place.included_id, used_at=None)
    code = rows.select_related("included__person", "made__by").first()
    return code is not None and (bool(made_in_vain([code])) or opens_nothing(code, looks.on))


def opens_nothing(code: OneTimeCode, on: date, *, sitting: bool = False) -> bool:
    """Whether whoever made this code must by now keep away from what it opens. In a sitting that it opened before, what
    is written there does not count: whoever sits there wrote it; and once it was signed there, only the receipt is left
    of it."""
    if sitting and code.used_at is not None and SignedForm.objects.filter(included=code.included, unlocked=None):
        return False
    return code.pk in that_open_nothing([code], on, begun_here=not sitting)


def that_open_nothing(codes: Sequence[OneTimeCode], on: date, *, begun_here: bool = True) -> set[int]:
    """Of these codes, by primary key, those that open nothing because of who made them."""
    makers = list({one.made.by_id: one.made.by for one in codes}.values())
    away = kept_from(makers, [one.included for one in codes], on, begun_here=begun_here)
    return {one.pk for one in codes if one.made.by_id in away[one.included_id]}


def made_in_vain(codes: Sequence[OneTimeCode]) -> set[int]:
    """Of these codes, by primary key, those after which another slip was made that replaced nothing, as it opens
    nothing itself: the person may hold that one, and have given the other back."""
    last = CodeMade.objects.filter(included__in=[one.included_id for one in codes]).values("included")
    newest = dict(last.annotate(newest=Max("pk")).values_list("included", "newest"))
    return {one.pk for one in codes if newest[one.included_id] != one.made_id}


def _matters(asked: Sequence[Included], on: date) -> list[Disclosure]:
    """What these people disclosed or began to disclose, if it goes on or a form tells of it."""
    is_open = ~Q(pk__in=Disclosure.objects.filter(ending__ended_on__lte=on).values("pk")) & Q(withdrawal=None)
    rows = Disclosure.objects.filter(person__in={one.person_id for one in asked}).select_related("person")
    return list(rows.filter(is_open | Q(public_id__in=reported(asked))))


def _begun(matters: Mapping[int, Disclosure], asked: Sequence[Included]) -> Iterator[tuple[int, str]]:
    """Who names whom in what they have not sent: drafts of disclosures, and the form as they began to fill it in."""
    for draft in Draft.objects.filter(disclosure__in=matters).select_related("disclosure__person"):
        for name in _names(_opened(draft).get("answers", {})):
            yield draft.disclosure.person_id, name
    for form in FormDraft.objects.filter(included__in=[one.pk for one in asked]).select_related("included__person"):
        contents = _opened(form)
        told = [new["facts"] for said in contents.get("answers", {}).values() for new in said.get("new", ())]
        for name in (name for facts in (*told, *contents.get("raw", {}).values()) for name in _names(facts)):
            yield form.included.person_id, name


def _opened(draft: Draft | FormDraft) -> dict[str, Any]:
    try:
        return draft.open()
    except keyring.Erased:
        return {}


def _names(facts: Mapping[str, Any]) -> list[str]:
    """What naming facts say; what is half typed on a form is called after the place as well, "new-0-other_side"."""
    found = [str(said) for fact, said in facts.items() if said and fact.rpartition("-")[2] in NAMING]
    return [name for name in found if folded(name)]
