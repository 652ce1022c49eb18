"""Reopening a signed form, and confirming one that was captured from paper."""

from datetime import date, datetime

from django.db import transaction

from avow.access.roles import is_officer
from avow.certifications import places
from avow.certifications.form.acts.drafting import refuse_unless_open
from avow.certifications.form.acts.refusals import NotTheirs, Refused
from avow.certifications.form.asking import conversation
from avow.certifications.form.filled import Filled
from avow.certifications.form.following import clear, follow
from avow.certifications.models import FormConfirmed, FormUnlocked, Included, SignedForm
from avow.disclosures.models import Disclosure
from avow.ledger.acts import Doc, record
from avow.people.models import Person

LONGEST = 2_000


@transaction.atomic
def unlock(form: SignedForm, reason: str, *, by: Person, on: date, at: datetime) -> FormUnlocked:
    """Reopen it, so that the person can sign another version; this one stays as it is. By the person, or by the
    compliance officer or a deputy; an HR partner asks the person. Raises Refused, NotOpen."""
    locked = _locked(form)
    if by.pk != locked.included.person_id and not is_officer(by, on):
        raise Refused("Only the person who signed, or the compliance officer, unlocks a form. Ask the person.")
    refuse_unless_open(locked.included, on)
    if FormUnlocked.objects.filter(form=locked).exists():
        raise Refused("This version was unlocked already.")
    reason = reason.strip()
    if not 0 < len(reason) <= LONGEST:
        raise Refused(f"Say why, in at most {LONGEST:,} letters; one sentence is enough.")
    body = {"form": locked.public_id, "on": on.isoformat(), "by": by.public_id, "reason": reason}
    docs = [Doc(FormUnlocked.schema, body, key=locked.included.person.key)]
    entry = record("form unlocked", actor=by, subject=locked.subject, at=at, docs=docs)
    row = FormUnlocked.objects.create(attested=entry.documents[0], form=locked, on=on, by=by)
    places.look_again([locked.included], on)
    return row


@transaction.atomic
def confirm(form: SignedForm, *, by: Person, on: date, at: datetime) -> FormConfirmed:
    """The person says that what was captured from their paper is what they signed; what changed and what is over, by
    that form, follows now. Raises NotTheirs, Refused."""
    locked = _locked(form)
    if by.pk != locked.included.person_id:
        raise NotTheirs
    if locked.way != "paper":
        raise Refused("You signed this yourself; there is nothing to confirm.")
    if FormUnlocked.objects.filter(form=locked).exists():
        raise Refused("This version was unlocked. What counts is the one that is signed after it.")
    if FormConfirmed.objects.filter(form=locked).exists():
        raise Refused("You have confirmed this already.")
    list(Disclosure.objects.select_for_update(no_key=True).filter(person=by).order_by("pk"))  # before the head
    body = {"form": locked.public_id, "on": on.isoformat()}
    docs = [Doc(FormConfirmed.schema, body, key=by.key)]
    entry = record("form confirmed", actor=by, subject=locked.subject, at=at, docs=docs)
    row = FormConfirmed.objects.create(attested=entry.documents[0], form=locked, on=on)
    answers = locked.attested.open()["answers"]
    if locked.included.campaign.trial_of_id is None:
        follow(Filled(conversation(locked.included, on), {"answers": answers, "raw": {}}).confirmed, by, at)
        clear(locked, by, at)
    places.look_again([locked.included], on)
    return row


def _locked(form: SignedForm) -> SignedForm:
    """The form, with the row of whoever was asked locked before it, as all acts about a form do."""
    rows = Included.objects.select_for_update(no_key=True, of=("self",)).select_related("person", "campaign")
    included = rows.get(pk=form.included_id)
    locked = SignedForm.objects.select_related("attested").get(pk=form.pk)
    locked.included = included
    return locked
