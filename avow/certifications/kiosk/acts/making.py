"""Making one-time codes for people who have no account, or who ask for one."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from avow.certifications.form.acts.drafting import refuse_unless_open
from avow.certifications.kiosk import codes, facts
from avow.certifications.kiosk.acts.entering import MOST_FAILED
from avow.certifications.kiosk.handing_out import (
    NOT_YOURS,
    instead_of_partners,
    kept_from,
    openly_kept_from,
    that_open_nothing,
)
from avow.certifications.local_hr.looking_after import Looks, looks
from avow.certifications.models import Campaign, CodeMade, Included, OneTimeCode, Place
from avow.certifications.models.handling import MISSING, TO_CONFIRM
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.ledger.acts import Doc, hold, record
from avow.ledger.identifiers import public_id
from avow.people.models import Person


@transaction.atomic
def make_codes(asked: Sequence[Included], *, by: Person, on: date, at: datetime) -> list[tuple[Included, str]]:
    """A code for each of these people of one campaign, or for none: those who have not signed, or whose paper they have
    not confirmed. An earlier code of theirs is void, and a sitting that it opened is over. By an HR partner of their
    department, or an officer where it has none who may; for a trial by an officer; never for oneself, nor for whoever
    `openly_kept_from` says. The codes are in the answer and nowhere else.

    Where something that they do not know keeps whoever makes it away, the code opens nothing, see `entering.enter`, and
    replaces none that somebody else made and that opens the form.

    Raises NotTheirs, Refused, form.acts.NotOpen, ledger.keyring.Erased.
    """
    wanted = sorted({one.pk for one in asked})
    locked = Included.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=wanted)
    rows = list(locked.select_related("person", "campaign").order_by("pk"))
    list(OneTimeCode.objects.select_for_update().filter(included__in=wanted).order_by("pk"))
    hold()  # nobody signs, leaves a department, or makes the same codes meanwhile
    if not rows or len({one.campaign_id for one in rows}) != 1:
        raise NotTheirs
    theirs, campaign = looks(by, on), rows[0].campaign
    at_hand = theirs.places(campaign).filter(included__in=wanted).select_related("included__person")
    places = {one.included_id: one for one in at_hand}
    if len(places) != len(rows) or not all(makes_for(theirs, campaign, one) for one in places.values()):
        raise NotTheirs
    for one in rows:
        _refuse(one, places[one.pk], on)
    if openly_kept_from(by, rows, on):
        raise Refused(NOT_YOURS)
    made = [(one, public_id(), codes.new()) for one in rows]
    docs = [_doc(one, number, by, on) for one, number, _ in made]
    entry = record("one-time codes made", actor=by, subject=campaign.subject, at=at, docs=docs)
    stay = _stay(rows, by, on)
    OneTimeCode.objects.filter(included__in=wanted).exclude(included__in=stay).delete()
    for (one, number, code), attested in zip(made, entry.documents, strict=True):
        row = CodeMade.objects.create(attested=attested, public_id=number, included=one, on=on, by=by)
        if one.pk not in stay:
            OneTimeCode.objects.create(included=one, digest=codes.digest(code), made=row, made_at=at)
    return [(one, code) for one, _, code in made]


def _stay(rows: Sequence[Included], by: Person, on: date) -> set[int]:
    """Of these people, by primary key, those whose code opens their form and stays, as one that `by` makes opens
    nothing."""
    away = kept_from([by], rows, on)
    blind = [one.pk for one in rows if by.pk in away[one.pk]]
    there = OneTimeCode.objects.filter(included__in=blind, used_at=None, failed__lt=MOST_FAILED)
    found = list(there.select_related("included__person", "made__by")) if blind else []
    nothing = that_open_nothing(found, on) if found else set()
    return {one.included_id for one in found if one.pk not in nothing}


def hands_out(theirs: Looks, campaign: Campaign, department: str) -> bool:
    """Whether they make codes for this department: what local HR does, but for a trial, which is the officers'."""
    return theirs.is_officer if campaign.trial_of_id is not None else theirs.acts_for(department)


def makes_for(theirs: Looks, campaign: Campaign, place: Place) -> bool:
    """Whether they do for this one person, or an officer does for want of a partner."""
    return hands_out(theirs, campaign, place.department) or instead_of_partners(theirs, place)


def _refuse(one: Included, place: Place, on: date) -> None:
    if place.state not in (MISSING, TO_CONFIRM):
        raise Refused(f"{one.person.name} has signed, is exempt, or has left us, and needs no code.")
    refuse_unless_open(one, on)
    if not facts.of(one.person):
        raise Refused(
            f"Of {one.person.name} it is not known on which day they joined, which they would type beside the code. "
            "Import it first, or use a form on paper."
        )


def _doc(one: Included, number: str, by: Person, on: date) -> Doc:
    body = {
        "public_id": number, "campaign": one.campaign.public_id, "person": one.person.public_id,
        "on": on.isoformat(), "by": by.public_id,
    }  # fmt: skip
    return Doc(CodeMade.schema, body, key=one.person.key)
