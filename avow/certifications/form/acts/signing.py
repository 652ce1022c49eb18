"""Signing a form: the text, each conflict reported on it, and what follows of it, in one transaction."""

import unicodedata
from datetime import date, datetime
from typing import Any

from django.db import transaction

from avow.certifications import acts as acknowledging
from avow.certifications import places
from avow.certifications.form import wording
from avow.certifications.form.acts.drafting import lock, refuse_signed, refuse_unless_open
from avow.certifications.form.acts.refusals import (
    Contradicts,
    DraftChanged,
    Incomplete,
    NameDiffers,
    NoDraft,
    Refused,
)
from avow.certifications.form.asking import COMPLIED, conversation
from avow.certifications.form.filled import ENDED, YES, Filled, New
from avow.certifications.form.following import begin, clear, follow
from avow.certifications.models import Acknowledgement, FormDraft, Included, ReportedConflict, SignedForm
from avow.certifications.outstanding import is_outstanding
from avow.disclosures.models import Disclosure
from avow.ledger.acts import Doc, record
from avow.ledger.canonical import instant
from avow.ledger.identifiers import public_id
from avow.people.models import Person
from avow.policy import Kind

Begun = tuple[New, Disclosure | None]
"""What is new, and the draft that was begun of it; None in a trial."""


@transaction.atomic
def sign(
    included: Included, *, by: Person, typed_name: str, way: str = "account", captured_by: Person | None = None,
    language: str = "en", on: date, at: datetime, revision: int | None = None, shown: str | None = None,
) -> SignedForm:  # fmt: skip
    """Sign what is in the draft: the exact text is kept with its hash, and each conflict becomes a row (6.2).

    `by` is the person who certifies; `captured_by` enters their paper for them. `revision` is that of the draft, and
    `shown` the hash of the text, which they had before them. A yes that is not disclosed yet becomes the draft of a
    disclosure; what changed opens the disclosure to be changed; what is over is told as ended, which is an entry of
    its own; what the version before opened for nothing goes away. From paper the last three wait until the person
    confirms. In the trial of a
    campaign nothing follows at all.

    Raises NotTheirs, NotOpen, AlreadySigned, NoDraft, DraftChanged, Incomplete, Contradicts, NameDiffers, Refused,
    adoptions.current.NoPolicyInForce.
    """
    if (way == "paper") != (captured_by is not None):
        raise Refused("What was captured from paper names who captured it, and nothing else does.")
    locked = lock(included, by)
    refuse_unless_open(locked, on)
    refuse_signed(locked)
    draft = FormDraft.objects.select_for_update().filter(included=locked).first()
    if draft is None:
        raise NoDraft
    draft.included = locked
    if revision is not None and revision != draft.revision:
        raise DraftChanged
    list(Disclosure.objects.select_for_update(no_key=True).filter(person=by).order_by("pk"))  # before the head
    filled = Filled(conversation(locked, on), draft.open())
    if undone := filled.undone():
        raise Incomplete(undone)
    if wrong := [one.says for one in filled.contradictions() if one.stops and not (way == "paper" and one.on_paper)]:
        raise Contradicts(" ".join(wrong))
    text = wording.text(filled)
    if shown is not None and shown != wording.digest(text):
        raise DraftChanged
    if not same_name(typed_name, by.name):
        raise NameDiffers(by.name)
    counts = locked.campaign.trial_of_id is None
    begun = [(new, begin(new, by, at) if counts else None) for new in filled.new]
    form = _record(locked, filled, begun, text, typed_name, way, captured_by, language, on, at)
    draft.delete()
    if way != "paper" and counts:
        follow(filled.confirmed, by, at)
        clear(form, by, at)
    places.look_again([locked], on)
    return form


def _record(
    included: Included, filled: Filled, begun: list[Begun], text: str, typed_name: str, way: str,
    captured_by: Person | None, language: str, on: date, at: datetime,
) -> SignedForm:  # fmt: skip
    person, pack = included.person, filled.asked.pack
    goes_on = [one.known for one in filled.confirmed if one.standing != ENDED]
    reported: list[tuple[Kind, Disclosure | None]] = [(new.kind, disclosure) for new, disclosure in begun]
    reported += [(one.kind, one.disclosure) for one in goes_on]
    number = SignedForm.objects.filter(included=included).count() + 1
    body = {
        "public_id": public_id(),
        "campaign": included.campaign.public_id,
        "person": person.public_id,
        "number": number,
        "on": on.isoformat(),
        "signed_at": instant(at),
        "language": language,
        "way": way,
        "captured_by": captured_by.public_id if captured_by else None,
        "pack_hash": pack.hash,
        "conflicts": len(reported),
        "complied": filled.answers[COMPLIED]["answer"] == YES,
        "text_hash": wording.digest(text),
        "text": text,
        "signed_by": " ".join(typed_name.split()),
        "answers": _answers(filled, begun),
    }
    conflicts = [
        {
            "public_id": public_id(),
            "form": body["public_id"],
            "kind": kind.id,
            "clauses": " ".join(kind.clauses),
            "disclosure": disclosure.public_id if disclosure else "",
        }
        for kind, disclosure in reported
    ]
    reads_it = way != "paper" and included.campaign.trial_of_id is None
    read = _acknowledgement(person, filled, language, on) if reads_it else None
    docs = [Doc(SignedForm.schema, body, key=person.key)]
    docs += [Doc(ReportedConflict.schema, one, key=person.key) for one in conflicts]
    docs += [Doc(Acknowledgement.schema, read, key=person.key)] if read else []
    entry = record("form signed", actor=captured_by or person, subject=f"form:{body['public_id']}", at=at, docs=docs)
    plain = ("public_id", "number", "language", "way", "pack_hash", "conflicts", "complied", "text_hash")
    form = SignedForm.objects.create(
        attested=entry.documents[0],
        included=included,
        on=on,
        signed_at=at,
        captured_by=captured_by,
        **{name: body[name] for name in plain},
    )
    for one, attested in zip(conflicts, entry.documents[1:], strict=False):
        ReportedConflict.objects.create(attested=attested, **{**one, "form": form})
    if read:
        plain_read = {name: read[name] for name in ("pack_hash", "version", "language")}
        Acknowledgement.objects.create(attested=entry.documents[-1], person=person, on=on, **plain_read)
    return form


def _answers(filled: Filled, begun: list[Begun]) -> dict[str, Any]:
    """The answers as they were given, each new thing with the disclosure that was begun of it: when the form is
    unlocked and signed again, nothing is begun twice."""
    answers: dict[str, Any] = {step: dict(said) for step, said in filled.answers.items() if step in filled.steps}
    for step in (one.step for one in filled.asked.asked):
        if answers[step]["answer"] != YES:
            answers[step]["new"] = []  # typed, and then answered no: it is not part of what is signed
    for new, disclosure in begun:
        if disclosure is None:
            continue
        told = answers[new.step]
        if told["new"]:
            told["new"] = [
                {**one, "disclosure": disclosure.public_id} if place == new.place else one
                for place, one in enumerate(told["new"])
            ]
        else:
            told["disclosure"] = disclosure.public_id
    return answers


def _acknowledgement(person: Person, filled: Filled, language: str, on: date) -> dict[str, Any] | None:
    """That they read this version, which the text says; None where they said so before, or are not asked."""
    pack = filled.asked.pack
    if not is_outstanding(person, pack, on):
        return None
    return acknowledging.says(person, pack, language, on)


def same_name(typed: str, name: str) -> bool:
    """Whether it is the name, whatever the capitals, blanks and accents: keyboards differ."""
    return _plain(typed) == _plain(name) != ""


def _plain(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(sign for sign in parts if not unicodedata.combining(sign)).split())
