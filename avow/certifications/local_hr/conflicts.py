"""Conflicts reported on forms, as local HR reads them: person, kind and clauses, never what the disclosure tells."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import count, islice

from django.db.models import Exists, OuterRef, Q, QuerySet

from avow.adoptions.current import pack_by_hash
from avow.certifications.form.keeping_away import kept_away
from avow.certifications.form.visibility import handled
from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.models import Advice, Campaign, ReportedConflict, SignedForm
from avow.disclosures.models import Disclosure
from avow.ledger import keyring
from avow.people.models import Person

AT_ONCE = 100
"""So many are looked at together."""
BEFORE, NEW = "disclosed before", "new on this form"


@dataclass(frozen=True)
class Line:
    """One conflict as local HR reads it. `told` parts it from another that reads the same: whether it was disclosed
    before or is new on the form; "" where no other does."""

    conflict: ReportedConflict
    person: Person
    what: str
    clauses: tuple[str, ...]
    department: str
    told: str = ""


def not_advised() -> QuerySet[ReportedConflict]:
    """Those on forms in force of which nobody has advised; one told of on an earlier version is not told of again."""
    told = Advice.objects.filter(
        conflict__form__included=OuterRef("form__included"), conflict__disclosure=OuterRef("disclosure")
    )
    rows = ReportedConflict.objects.filter(form__unlocked=None, advice=None)
    return rows.exclude(~Q(disclosure="") & Exists(told))


def first_asked(campaign: Campaign) -> QuerySet[ReportedConflict, int]:
    """Whose forms the first that wait in the campaign are on, as keys of `Included`, for looking at all of them at
    once."""
    rows = not_advised().filter(form__included__campaign=campaign).order_by("form__included__person__name", "pk")
    return rows.values("form__included")[:AT_ONCE]


def waiting(
    looks: Looks, campaign: Campaign, department: str | None = None, *, only: Collection[str] | None = None,
    most: int | None = None, acts: bool | None = None,
) -> list[Line]:  # fmt: skip
    """What waits to be advised of and this person may read of, by name; of the conflicts `only` by public id, or the
    first `most`, so that a page need not open the disclosures of thousands; with `acts` only of departments for which
    they act, or only of the others, as far as they would receive the advice."""
    places = looks.places(campaign).filter(to_advise__gt=0)
    if acts is not None:
        theirs = Q(department__in=looks.departments)
        if looks.is_officer:
            theirs |= ~Q(department__in=looks.partners)
        places = places.filter(theirs if acts else ~theirs)
    if department is not None:
        places = places.filter(department=department)
    rows = not_advised().filter(form__included__place__in=places)
    if only is not None:
        rows = rows.filter(public_id__in=only)
    ordered = rows.order_by("form__included__person__name", "pk")
    return _told_apart(list(islice(_readable(ordered, looks, to_receive=acts is False), most)))


def _readable(rows: QuerySet[ReportedConflict], looks: Looks, *, to_receive: bool) -> Iterator[Line]:
    """Those that this person may read of, part by part; with `to_receive` only those of which they would be advised."""
    for first in count(0, AT_ONCE):
        part = _whole(rows)[first : first + AT_ONCE]
        found = _lines(part, looks)
        if to_receive:
            theirs = handled(looks.person, [line.conflict.form for line in found], looks.on)
            found = [line for line in found if line.conflict.form_id in theirs]
        yield from found
        if len(part) < AT_ONCE:
            return


def lines(rows: QuerySet[ReportedConflict], looks: Looks) -> list[Line]:
    """These conflicts without those of a form that this person must not read of, nor those of erased people."""
    return _told_apart(_lines(_whole(rows), looks))


def _whole(rows: QuerySet[ReportedConflict]) -> QuerySet[ReportedConflict]:
    return rows.select_related("form__included__person", "form__included__place")


def _lines(rows: QuerySet[ReportedConflict], looks: Looks) -> list[Line]:
    gone = keyring.destroyed()
    found = [row for row in rows if row.form.included.person.key not in gone]
    forms = list({row.form.included_id: row.form.included for row in found}.values())
    away = kept_away(forms, [looks.person], looks.on)
    return [_line(row) for row in found if looks.person.pk not in away[row.form.included_id]]


def _told_apart(lines: list[Line]) -> list[Line]:
    """The same, where several of a form read the same with whether each was disclosed before. A disclosure that a
    version of the form began was begun at the instant of its signature."""
    reads = Counter((line.conflict.form_id, line.what, line.clauses) for line in lines)
    twins = [line for line in lines if reads[line.conflict.form_id, line.what, line.clauses] > 1]
    if not twins:
        return lines
    numbers = [line.conflict.disclosure for line in twins]
    begun = dict(Disclosure.objects.filter(public_id__in=numbers).values_list("public_id", "started_at"))
    forms = SignedForm.objects.filter(included__in={line.conflict.form.included_id for line in twins})
    signed = set(forms.values_list("included_id", "signed_at"))
    told = {
        line.conflict.pk: NEW if (line.conflict.form.included_id, at) in signed else BEFORE
        for line in twins
        if (at := begun.get(line.conflict.disclosure)) is not None
    }
    return [replace(line, told=told.get(line.conflict.pk, "")) for line in lines]


def _line(row: ReportedConflict) -> Line:
    pack = pack_by_hash(row.form.pack_hash)
    kind = pack.kinds.get(row.kind)
    included = row.form.included
    return Line(
        row, included.person, kind.title if kind else row.kind, tuple(row.clauses.split()), included.place.department
    )
