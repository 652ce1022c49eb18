"""Conflicts reported on forms, as local HR reads them: person, kind and clauses, never what the disclosure tells; and
who must not read of a form because it is their own, or names them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from avow.access.models import Capacity, Participant
from avow.adoptions.current import pack_by_hash
from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.models import Advice, Campaign, Included, ReportedConflict, SignedForm
from avow.disclosures.models import Disclosure, Draft, Relative, Version
from avow.disclosures.models.version import ERASED
from avow.disclosures.naming import NAMING, folded, names_in
from avow.ledger import keyring
from avow.people.models import Person

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


def waiting(
    looks: Looks, campaign: Campaign, department: str | None = None, *, only: Collection[str] | None = None,
    most: int | None = None,
) -> list[Line]:  # fmt: skip
    """What waits to be advised of and this person may read of, by name; of the conflicts `only` by public id, or of the
    first `most`, so that a page need not open the disclosures of thousands."""
    places = looks.places(campaign).filter(to_advise__gt=0)
    if department is not None:
        places = places.filter(department=department)
    rows = not_advised().filter(form__included__place__in=places)
    if only is not None:
        rows = rows.filter(public_id__in=only)
    return lines(rows.order_by("form__included__person__name", "pk")[:most], looks)


def lines(rows: QuerySet[ReportedConflict], looks: Looks) -> list[Line]:
    """These conflicts without those of a form that this person must not read of, nor those of erased people."""
    gone = keyring.destroyed()
    rows = rows.select_related("form__included__person", "form__included__place")
    found = [row for row in rows if row.form.included.person.key not in gone]
    forms = list({row.form.included_id: row.form.included for row in found}.values())
    away = kept_away_of(forms, [looks.person], looks.on)
    return _told_apart([_line(row) for row in found if looks.person.pk not in away[row.form.included_id]])


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


def kept_away(included: Included, people: Collection[int], on: date) -> set[int]:
    """Which of these people (primary keys) must not read of this form."""
    return kept_away_of([included], list(Person.objects.filter(pk__in=people)), on)[included.pk]


def kept_away_of(forms: Sequence[Included], people: Sequence[Person], on: date) -> dict[int, set[int]]:
    """For each form, by primary key, which of these people must not read of it: it is their own, a disclosure reported
    on it names them or keeps them out, or one named the other as a relative. Names are compared by their words,
    whatever the order; a draft counts as it stands."""
    reported: dict[str, int] = {}
    rows = ReportedConflict.objects.filter(form__included__in=[one.pk for one in forms])
    for disclosure, form in rows.exclude(disclosure="").values_list("disclosure", "form__included_id"):
        reported[disclosure] = form
    named = _named(reported)
    out = _kept_out(reported, people, on)
    relatives = _relatives({one.person_id for one in forms} | {one.pk for one in people})
    found = {}
    for form in forms:
        discloser, name = form.person_id, folded(form.person.name)
        found[form.pk] = {
            one.pk
            for one in people
            if one.pk == discloser
            or one.pk in out.get(form.pk, ())
            or folded(one.name) in named.get(form.pk, set()) | relatives.get(discloser, set())
            or name in relatives.get(one.pk, ())
        }
    return found


def _named(reported: dict[str, int]) -> dict[int, set[frozenset[str]]]:
    """The names in every version and draft of these disclosures, by form."""
    found: dict[int, set[frozenset[str]]] = {form: set() for form in reported.values()}
    versions = Version.objects.filter(disclosure__public_id__in=reported)
    for version in versions.select_related("attested", "relative__attested", "disclosure"):
        found[reported[version.disclosure.public_id]] |= names_in(version)
    for draft in Draft.objects.filter(disclosure__public_id__in=reported).select_related("disclosure__person"):
        found[reported[draft.disclosure.public_id]] |= _in_draft(draft)
    return found


def _in_draft(draft: Draft) -> set[frozenset[str]]:
    try:
        answers = draft.open()["answers"]
    except keyring.Erased:
        return set()
    return {folded(str(answers[name])) for name in NAMING if answers.get(name)} - {frozenset()}


def _kept_out(reported: dict[str, int], people: Sequence[Person], on: date) -> dict[int, set[int]]:
    rows = Participant.objects.on(on).filter(subject__in=reported, person__in=people, capacity=Capacity.EXCLUDED.value)
    found: dict[int, set[int]] = {}
    for subject, person in rows.values_list("subject", "person_id"):
        found.setdefault(reported[subject], set()).add(person)
    return found


def _relatives(people: Collection[int]) -> dict[int, set[frozenset[str]]]:
    """The names of the relatives whom these people ever named."""
    found: dict[int, set[frozenset[str]]] = {}
    for row in Relative.objects.filter(person__in=people).select_related("attested"):
        if (name := row.name()) != ERASED and folded(name):
            found.setdefault(row.person_id, set()).add(folded(name))
    return found


def _line(row: ReportedConflict) -> Line:
    pack = pack_by_hash(row.form.pack_hash)
    kind = pack.kinds.get(row.kind)
    included = row.form.included
    return Line(
        row, included.person, kind.title if kind else row.kind, tuple(row.clauses.split()), included.place.department
    )
