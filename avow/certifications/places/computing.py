"""Computing where asked people stand, from projections and the day, and keeping it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from avow.certifications.models import (
    Advice,
    Campaign,
    Exempted,
    FormConfirmed,
    HandedOver,
    Included,
    Place,
    ReportedConflict,
    SignedForm,
)
from avow.certifications.models.handling import EXEMPT, LEFT, MISSING, SIGNED, TO_CONFIRM
from avow.people.models import PersonRecord

AT_ONCE = 500
"""How many are computed with one set of queries."""


@dataclass(frozen=True)
class Holds:
    """What a `Place` must hold."""

    department: str
    state: str
    conflicts: int
    to_advise: int


def what_holds(included: Sequence[Included], on: date) -> dict[int, Holds]:
    """Where these stand on that day, by the primary key of `included`. Whoever signed has signed, whatever came after;
    whoever left need not sign; whoever is exempt need not either."""
    keys = [one.pk for one in included]
    people = [one.person_id for one in included]
    here = set(PersonRecord.objects.on(on).filter(person__in=people).values_list("person_id", flat=True))
    rows = HandedOver.objects.filter(included__in=keys, on__lte=on).order_by("number")
    handed = dict(rows.values_list("included_id", "to"))
    exempt = Exempted.objects.filter(Q(until=None) | Q(until__gt=on), included__in=keys, on__lte=on)
    spared = set(exempt.exclude(ended__on__lte=on).values_list("included_id", flat=True))
    forms = {one.included_id: one for one in _in_force(keys)}
    numbers = [one.pk for one in forms.values()]
    confirmed = set(FormConfirmed.objects.filter(form__in=numbers).values_list("form_id", flat=True))
    conflicts, to_advise = _conflicts(keys, numbers)
    found = {}
    for one in included:
        form = forms.get(one.pk)
        if form is not None:
            state = TO_CONFIRM if form.way == "paper" and form.pk not in confirmed else SIGNED
        elif one.person_id not in here:
            state = LEFT
        else:
            state = EXEMPT if one.pk in spared else MISSING
        department = handed.get(one.pk, one.hr_department)
        found[one.pk] = Holds(department, state, conflicts[one.pk], to_advise[one.pk])
    return found


def _in_force(keys: Sequence[int]) -> Iterable[SignedForm]:
    """The signed versions that were not unlocked: at most one for each."""
    return SignedForm.objects.filter(included__in=keys, unlocked=None)


def _conflicts(keys: Sequence[int], forms: Sequence[int]) -> tuple[Counter[int], Counter[int]]:
    """How many conflicts stand on these forms, and how many of them HR has not advised of. One that was advised of on
    an earlier version, and tells of the same disclosure, is not advised of again."""
    conflicts: Counter[int] = Counter()
    to_advise: Counter[int] = Counter()
    if not forms:
        return conflicts, to_advise
    given = Advice.objects.filter(conflict__form__included__in=keys)
    advised, told = set(), set()
    for conflict, key, disclosure in given.values_list(
        "conflict_id", "conflict__form__included_id", "conflict__disclosure"
    ):
        advised.add(conflict)
        if disclosure:
            told.add((key, disclosure))
    reported = ReportedConflict.objects.filter(form__in=forms).values_list("pk", "form__included_id", "disclosure")
    for number, key, disclosure in reported:
        conflicts[key] += 1
        to_advise[key] += number not in advised and (key, disclosure) not in told
    return conflicts, to_advise


def look_again(included: Iterable[Included], on: date) -> int:
    """Keep anew where these stand. To be called in the transaction of whatever changed it. Gives how many moved."""
    wanted, moved = list(included), 0
    for first in range(0, len(wanted), AT_ONCE):
        part = wanted[first : first + AT_ONCE]
        there, holds = _there(part), what_holds(part, on)
        new = [
            _put(Place(included=one, campaign_id=one.campaign_id), holds[one.pk]) for one in part if one.pk not in there
        ]
        changed = [_put(place, holds[key]) for key, place in there.items() if _kept(place) != holds[key]]
        Place.objects.bulk_create(new)
        Place.objects.bulk_update(changed, ["department", "state", "conflicts", "to_advise"])
        moved += len(new) + len(changed)
    return moved


def check(campaign: Campaign, on: date) -> list[str]:
    """What is kept otherwise than it holds on that day, as the public ids of the people. Empty is right."""
    asked = list(Included.objects.filter(campaign=campaign).annotate(who=F("person__public_id")).order_by("pk"))
    wrong = []
    for first in range(0, len(asked), AT_ONCE):
        part = asked[first : first + AT_ONCE]
        there, holds = _there(part), what_holds(part, on)
        wrong += [one.who for one in part if one.pk not in there or _kept(there[one.pk]) != holds[one.pk]]
    return wrong


def _there(part: Sequence[Included]) -> dict[int, Place]:
    return {place.included_id: place for place in Place.objects.filter(included__in=[one.pk for one in part])}


def _put(place: Place, holds: Holds) -> Place:
    place.department, place.state = holds.department, holds.state
    place.conflicts, place.to_advise = holds.conflicts, holds.to_advise
    return place


def _kept(place: Place) -> Holds:
    return Holds(place.department, place.state, place.conflicts, place.to_advise)
