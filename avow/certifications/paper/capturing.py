"""Entering a form that somebody signed on paper: what stands on it, the day, and the scan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from avow.certifications import places
from avow.certifications.form import acts as form_acts
from avow.certifications.form.acts.drafting import refuse_signed, refuse_unless_open
from avow.certifications.form.asking import conversation
from avow.certifications.form.filled import ENDED
from avow.certifications.kiosk.handing_out import hidden_from, instead_of_partners, kept_from, openly_kept_from
from avow.certifications.local_hr.looking_after import looks
from avow.certifications.models import FormDraft, FormUnlocked, Included, PaperCaptured, Place, SignedForm
from avow.certifications.models.handling import MISSING
from avow.disclosures import showing
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.disclosures.files import sniffing, store
from avow.ledger.acts import Doc, record
from avow.ledger.identifiers import public_id
from avow.people.models import Person

NOT_TO_ENTER = (
    "This form is not for you to enter. Give the paper, unread, to another HR partner, or to the compliance officer or "
    "a deputy."
)
GOOD = ("application/pdf", "image/png", "image/jpeg", "image/webp")


@dataclass(frozen=True)
class Scan:
    """The file as it was sent in."""

    name: str
    data: bytes


@transaction.atomic
def capture(
    included: Included, answers: Mapping[str, Any], scan: Scan, dated: date, *, by: Person, language: str = "en",
    on: date, at: datetime,
) -> SignedForm:  # fmt: skip
    """Enter what stands on the paper, for a person who has not signed. It counts from the day on the paper, and the
    entry says when it was captured and by whom. What the person had begun to write here is replaced unread. By an HR
    partner of their department, or an officer where it has none who may; never one's own form, nor for whoever
    `kept_from` says. What keeps them away without their knowledge refuses it last, when all else is right: so trying
    tells of nobody without leaving on record what was entered for the others.

    Raises NotTheirs, Refused, form.acts.Refused (with what is missing or does not go together), OSError,
    ledger.keyring.Erased.
    """
    rows = Included.objects.select_for_update(no_key=True, of=("self",)).select_related("person", "campaign")
    locked = rows.get(pk=included.pk)
    place_of(locked, by, on)
    if openly_kept_from(by, [locked], on):
        raise Refused(NOT_TO_ENTER)
    refuse_unless_open(locked, on)
    refuse_signed(locked)
    if dated > on:
        raise Refused("The day on the paper is still to come.")
    if dated < (earliest := first_day(locked)):
        raise Refused(f"A paper for this campaign is dated on {showing.day(earliest)} or later.")
    kind = scan_type(scan)
    kept_away = is_kept_away(locked, by, on)
    FormDraft.objects.filter(included=locked).delete()
    draft = FormDraft(included=locked, saved_at=at)
    draft.put({"answers": _with_hidden(answers, locked, by, dated, on), "raw": {}})
    draft.save()
    form = form_acts.sign(
        locked, by=locked.person, typed_name=locked.person.name, way="paper", captured_by=by, language=language,
        on=dated, at=at,
    )  # fmt: skip
    if kept_away or is_kept_away(locked, by, on):
        raise Refused(NOT_TO_ENTER)
    identifier = public_id()
    file = {
        "id": identifier, "name": sniffing.safe_name(scan.name, kind), "type": kind, "size": len(scan.data),
        "sha256": sha256(scan.data).hexdigest(),
    }  # fmt: skip
    body = {"form": form.public_id, "scan": file, "dated": dated.isoformat(), "by": by.public_id}
    doc = Doc(PaperCaptured.schema, body, key=locked.person.key)
    entry = record("paper form captured", actor=by, subject=form.subject, at=at, docs=[doc])
    PaperCaptured.objects.create(attested=entry.documents[0], form=form, scan=identifier, dated=dated, by=by)
    places.look_again([locked], on)
    store.put(identifier, locked.person.key, scan.data)
    return form


def place_of(included: Included, by: Person, on: date) -> Place:
    """Where they stand, if this person may enter papers of their department, other than the own. Raises NotTheirs."""
    theirs = looks(by, on)
    place = theirs.places(included.campaign).filter(included=included).select_related("included__person").first()
    if place is None or not (theirs.acts_for(place.department) or instead_of_partners(theirs, place)):
        raise NotTheirs
    return place


def is_kept_away(included: Included, by: Person, on: date) -> bool:
    """Whether whoever would enter it must not have it in hand."""
    return by.pk in kept_from([by], [included], on)[included.pk]


def _with_hidden(
    answers: Mapping[str, Any], included: Included, by: Person, dated: date, on: date
) -> dict[str, dict[str, Any]]:  # fmt: skip
    """The answers, with each disclosure that whoever enters them must not know of as over: as if there were none. They
    are refused all the same, after everything of which they read."""
    found = {step: dict(said) for step, said in answers.items()}
    hidden = hidden_from(by, [included], on)
    for asked in conversation(included, dated).asked if hidden else ():
        over = {one.id: {"standing": ENDED, "ended_on": dated.isoformat()} for one in asked.known if one.id in hidden}
        if over and asked.step in found:
            found[asked.step]["known"] = {**found[asked.step].get("known", {}), **over}
    return found


def waits(place: Place) -> bool:
    """Whether there is something to enter."""
    return place.state == MISSING


def first_day(included: Included) -> date:
    """The first day that may stand on the paper: from then on they were asked, and no earlier version counts."""
    days = [included.campaign.opens, included.asked_on or included.campaign.opens]
    days += FormUnlocked.objects.filter(form__included=included).values_list("on", flat=True)
    return max(days)


def scan_type(scan: Scan) -> str:
    """The media type of a scan. Raises Refused for what is no picture of a paper."""
    try:
        kind = sniffing.media_type(scan.name, scan.data)
    except sniffing.NotAllowed as error:
        raise Refused(str(error))
    if kind not in GOOD:
        raise Refused("A scan is a PDF or a picture (PNG, JPEG or WebP). Scan or photograph the paper.")
    return kind
