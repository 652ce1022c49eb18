"""What waits to be received of local HR: advice and closing returns; and who receives and reads advice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from django.db.models import QuerySet

from avow.access.roles import is_officer
from avow.adoptions.current import pack_by_hash
from avow.certifications.form.keeping_away import kept_away
from avow.certifications.form.visibility import handled
from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.models import Advice, ClosingReturn
from avow.people.models import Person

AT_ONCE = 100
"""How many are looked at together."""


@dataclass(frozen=True)
class Told:
    """An advice as one reads it in a list, and whether it is the reader's to receive."""

    advice: Advice
    what: str
    clauses: tuple[str, ...]
    receives: bool

    @property
    def person(self) -> Person:
        return self.advice.conflict.form.included.person


def receivable(advices: Sequence[Advice], person: Person, on: date) -> set[int]:
    """Which of these, by primary key, are this person's to receive: as an officer who may read the form, or on the
    board committee where every officer keeps away from it; never of their own."""
    mine = handled(person, [one.conflict.form for one in advices], on)
    return {one.pk for one in advices if one.conflict.form_id in mine}


def waiting_advice(person: Person, on: date, most: int | None = None) -> list[Told]:
    """Advice that nobody has received and this person is to, the oldest first. For the board committee only what is
    known to be for it is looked at: see `for_the_committee`."""
    found: list[Told] = []
    rows = Advice.objects.filter(received=None).order_by("pk")
    if not is_officer(person, on):
        rows = rows.filter(for_committee__isnull=False)
    for part in parts(rows):
        mine = receivable(part, person, on)
        found += [_told(one, receives=True) for one in part if one.pk in mine]
        if most is not None and len(found) >= most:
            return found[:most]
    return found


def received_advice(person: Person, on: date, most: int) -> list[Told]:
    """What this person received and may still read, the latest first."""
    rows = whole(Advice.objects.filter(received__by=person).order_by("-received__pk"))[:most]
    mine = receivable(list(rows), person, on)
    return [_told(one, receives=True) for one in rows if one.pk in mine]


def told(found: Sequence[Advice], theirs: Looks) -> list[Told]:
    """These, as far as the person may read them: what is theirs to receive, and what was advised of forms that they
    look after, from which they need not keep away."""
    mine = receivable(found, theirs.person, theirs.on)
    others = [one for one in found if one.pk not in mine and theirs.acts_for(one.department)]
    forms = {one.conflict.form.included_id: one.conflict.form.included for one in others}
    away = kept_away(list(forms.values()), [theirs.person], theirs.on)
    reads = mine | {one.pk for one in others if theirs.person.pk not in away[one.conflict.form.included_id]}
    return [_told(one, receives=one.pk in mine) for one in found if one.pk in reads]


def parts(rows: QuerySet[Advice], at_once: int = AT_ONCE) -> Iterator[list[Advice]]:
    """All of these, part by part in their order."""
    for first in count(0, at_once):
        part = list(whole(rows)[first : first + at_once])
        if part:
            yield part
        if len(part) < at_once:
            return


def whole(rows: QuerySet[Advice]) -> QuerySet[Advice]:
    """With all that is asked of them."""
    return rows.select_related(
        "by", "received__by", "conflict__form__included__person", "conflict__form__included__campaign"
    )


def _told(row: Advice, *, receives: bool) -> Told:
    kind = pack_by_hash(row.conflict.form.pack_hash).kinds.get(row.conflict.kind)
    return Told(row, kind.title if kind else row.conflict.kind, tuple(row.conflict.clauses.split()), receives)


def waiting_returns() -> list[ClosingReturn]:
    """Closing returns that nobody has received, the oldest first."""
    rows = ClosingReturn.objects.filter(received=None).select_related("campaign", "by", "attested")
    return list(rows.order_by("pk"))
