"""What follows of a signed form: a yes is begun as a disclosure, what changed is opened, what is over is told so, and
what an earlier version began for nothing goes away."""

from collections.abc import Iterable
from datetime import date, datetime

from avow.certifications.form.filled import CHANGED, ENDED, Confirmed, New
from avow.certifications.models import SignedForm
from avow.disclosures import acts as disclosures
from avow.disclosures.acts.drafting import from_version
from avow.disclosures.models import Disclosure, Draft
from avow.people.models import Person

STEP = "form"


def begin(new: New, person: Person, at: datetime) -> Disclosure:
    """A draft of this kind with what was typed on the form; the one that an earlier version of the form made, if it is
    still there. Raises disclosures.acts.Refused."""
    there = Disclosure.objects.filter(public_id=new.disclosure, person=person, kind=new.kind.id).first()
    if there is not None:
        return there
    begun = disclosures.start(person, new.kind.id, at)
    if new.facts:
        disclosures.save_step(begun, new.facts, STEP, person, at)
    return begun


def follow(confirmed: Iterable[Confirmed], person: Person, at: datetime) -> None:
    """Open what changed, and tell what is over. Raises disclosures.acts.Refused."""
    for one in confirmed:
        if one.standing == CHANGED:
            disclosures.amend(one.known.disclosure, person, at)
        elif one.standing == ENDED:
            disclosures.end(one.known.disclosure, person, date.fromisoformat(one.ended_on), at)


def clear(form: SignedForm, person: Person, at: datetime) -> None:
    """Throw away what the version before opened or began, where this one says nothing new of it and the person has not
    touched it since. What was touched stays: no word of theirs is lost. Raises disclosures.acts.Refused."""
    before = form.included.forms.filter(number=form.number - 1).select_related("attested").first()
    if before is None:
        return
    wanted = set(form.reported.values_list("disclosure", flat=True)) - same(form)
    unwanted = _opened_by(before) - wanted
    kinds = dict(before.reported.values_list("disclosure", "kind"))
    drafts = Draft.objects.filter(disclosure__public_id__in=unwanted, disclosure__person=person)
    for draft in drafts.select_related("disclosure__person", "base__attested", "base__counterparty").order_by("pk"):
        if draft.disclosure.kind == kinds.get(draft.disclosure.public_id) and _is_untouched(draft):
            disclosures.discard(draft.disclosure, person, at)


def same(form: SignedForm) -> set[str]:
    """The public ids of the disclosures of which this version says that they go on unchanged."""
    return {disclosure for disclosure, standing in _standings(form) if standing not in (CHANGED, ENDED)}


def _standings(form: SignedForm) -> list[tuple[str, str]]:
    answers = form.attested.open()["answers"].values()
    return [(one, said["standing"]) for told in answers for one, said in told.get("known", {}).items()]


def _opened_by(form: SignedForm) -> set[str]:
    """The disclosures that this version opened to be changed, or began."""
    begun = {
        one["disclosure"]
        for told in form.attested.open()["answers"].values()
        for one in (told, *told.get("new", []))
        if one.get("disclosure")
    }
    return begun | {disclosure for disclosure, standing in _standings(form) if standing == CHANGED}


def _is_untouched(draft: Draft) -> bool:
    """Whether it is still as the form made it: what `begin` put there, or the version that it was opened from."""
    contents = draft.open()
    if contents["raw"]:
        return False
    if draft.base is not None:
        return contents == from_version(draft.base)
    return not contents["attachments"] and draft.step in ("", STEP) and draft.revision <= 1
