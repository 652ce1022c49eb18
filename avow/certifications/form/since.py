"""What the policy says otherwise since the person last signed or acknowledged it, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from avow.adoptions.comparing import between
from avow.adoptions.current import pack_by_hash
from avow.certifications.models import Acknowledgement, SignedForm
from avow.people.models import Person
from avow.policy import Pack
from avow.policy.differing.change import CHANGED, Change
from avow.policy.figure_names import the_figure
from avow.policy.values import shown

LEFT_OUT = ("figure", "case")
"""Figures are told as they count for the reader; worked cases are for those who change the policy."""
OF_THE_WHOLE = ("reading",)


@dataclass(frozen=True)
class Since:
    """When they last signed or acknowledged (`did`), which version, and what changed since: by clause, with its title;
    "" for the policy as a whole."""

    on: date
    did: str
    version: str
    changes: list[tuple[str, str, list[Change]]]


def since(person: Person, pack: Pack, on: date) -> Since | None:
    """What changed since; None for whoever never signed nor acknowledged any version."""
    read = Acknowledgement.objects.filter(person=person, on__lte=on).order_by("-on", "-pk").first()
    forms = SignedForm.objects.filter(included__person=person, included__campaign__trial_of=None, on__lte=on)
    form = forms.order_by("-on", "-pk").first()
    if form is not None and (read is None or form.on >= read.on):
        last, then, did = form.pack_hash, form.on, "signed this form"
    elif read is not None:
        last, then, did = read.pack_hash, read.on, "acknowledged the policy"
    else:
        return None
    old = pack_by_hash(last)
    return Since(then, did, old.version, list(_changes(old, then, pack, on, _country(person, on))))


def _changes(
    old: Pack, then: date, new: Pack, on: date, country: str | None
) -> Iterator[tuple[str, str, list[Change]]]:
    found: dict[str, list[Change]] = {}
    if old.hash != new.hash:
        for change in between(old.hash, new.hash).changes:
            if change.part not in LEFT_OUT and (change.clause or change.part in OF_THE_WHOLE):
                found.setdefault(change.clause, []).append(change)
    for number, clause in new.clauses.items():
        before = old.clauses.get(number)
        for name, figure in clause.figures.items():
            is_now = figure.on(on, country)
            figure_then = before.figures.get(name) if before else None
            was = figure_then.on(then, country) if figure_then else None
            if is_now is None or was is None or was.value == is_now.value or figure_then is None:
                continue
            called = the_figure(clause, figure)
            texts = shown(figure_then.type, was.value), shown(figure.type, is_now.value)
            says = f"{called[0].upper()}{called[1:]} was {texts[0]} and is {texts[1]}."
            found.setdefault(number, []).append(Change(number, "figure", CHANGED, name, says, *texts))
    for number in [*(one for one in new.clauses if one in found), *(one for one in found if one not in new.clauses)]:
        clauses = new.clauses if number in new.clauses else old.clauses
        yield number, clauses[number].title if number else "How open words are read", found[number]


def _country(person: Person, on: date) -> str | None:
    record = person.record(on)
    return record.country or None if record else None
