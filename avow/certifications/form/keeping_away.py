"""Who must not read of a form, whatever they are: it is their own, it names them, or they are a relative."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from avow.access.models import Capacity, Participant
from avow.certifications.models import Included, ReportedConflict
from avow.config import once
from avow.disclosures.models import Draft, Version
from avow.disclosures.naming import NAMING, folded, names_in, relatives_of_each
from avow.ledger import keyring
from avow.people.models import Person

Reported = Mapping[str, Collection[int]]
"""The disclosures that forms tell of, by public id, each with the forms that do, by primary key of who is asked."""


@once.looked_up_each
def kept_away(forms: Sequence[Included], people: Sequence[Person], on: date) -> dict[int, set[int]]:
    """For each form, by primary key, which of these people (also by primary key) must not read of it: it is their own,
    a disclosure reported on any version of it names them or keeps them out, or one named the other as a relative. Names
    are compared by their words, whatever the order; a draft counts as it stands. The number of queries grows with
    neither."""
    told = reported(forms)
    named, out = _named(told), _kept_out(told, people, on)
    relatives = relatives_of_each({one.person_id for one in forms} | {one.pk for one in people})
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


def reported(forms: Sequence[Included]) -> Reported:
    """The disclosures that any version of these forms tells of. One that goes on is told of year after year."""
    return _reported(tuple(one.pk for one in forms))


@once.looked_up
def _reported(forms: tuple[int, ...]) -> Reported:
    found: dict[str, set[int]] = {}
    rows = ReportedConflict.objects.filter(form__included__in=forms)
    for disclosure, form in rows.exclude(disclosure="").values_list("disclosure", "form__included_id"):
        found.setdefault(disclosure, set()).add(form)
    return found


def _named(told: Reported) -> dict[int, set[frozenset[str]]]:
    """The names in every version and draft of these disclosures, by form."""
    found: dict[int, set[frozenset[str]]] = {}

    def add(disclosure: str, names: set[frozenset[str]]) -> None:
        for form in told[disclosure]:
            found.setdefault(form, set()).update(names)

    versions = Version.objects.filter(disclosure__public_id__in=told)
    for version in versions.select_related("attested", "relative__attested", "disclosure"):
        add(version.disclosure.public_id, names_in(version))
    for draft in Draft.objects.filter(disclosure__public_id__in=told).select_related("disclosure__person"):
        add(draft.disclosure.public_id, _in_draft(draft))
    return found


def _in_draft(draft: Draft) -> set[frozenset[str]]:
    try:
        answers = draft.open()["answers"]
    except keyring.Erased:
        return set()
    return {folded(str(answers[name])) for name in NAMING if answers.get(name)} - {frozenset()}


def _kept_out(told: Reported, people: Sequence[Person], on: date) -> dict[int, set[int]]:
    rows = Participant.objects.on(on).filter(subject__in=told, person__in=people, capacity=Capacity.EXCLUDED.value)
    found: dict[int, set[int]] = {}
    for subject, person in rows.values_list("subject", "person_id"):
        for form in told[subject]:
            found.setdefault(form, set()).add(person)
    return found
