"""Asking the past what a version would have meant; and looking at what an adopted one judges otherwise."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from avow.adoptions.models import Proposal
from avow.disclosures.keeping_away import keeps_away
from avow.ledger.acts import Doc, record
from avow.ledger.keyring import Erased
from avow.people.models import Person
from avow.trials.models import BackTest, LookedAt, ToReview
from avow.trials.question import Question
from avow.trials.visibility import may_see


class Refused(Exception):
    """The act was not done. The text says why, and what to do."""


@transaction.atomic
def ask(proposal: Proposal, question: Question, *, by: Person, at: datetime) -> BackTest:
    """Let the background try the proposal on the past. The same question asked twice is asked once, until it is
    answered. Raises Refused."""
    if not may_see(by, timezone.localdate(at)):
        raise Refused("Only the compliance officer or a deputy tries a version on the past.")
    if not proposal.is_open:
        raise Refused("This proposal is not open any more: it was adopted, withdrawn or superseded.")
    if question.groups == "file":
        raise Refused("Groups from a file are tried on the command line: avow policy backtest, with --groups.")
    Proposal.objects.select_for_update(no_key=True, of=("self",)).get(pk=proposal.pk)
    asked = question.as_json()
    waiting = BackTest.objects.unfinished().filter(proposal=proposal, in_background=True)
    same = next((one for one in waiting if one.question == asked), None)
    return same or BackTest.objects.create(
        proposal=proposal,
        pack_hash=proposal.pack_hash,
        name=proposal.name,
        version=proposal.version,
        question=asked,
        asked_by=by,
        asked_at=at,
        stage="waiting",
    )


@transaction.atomic
def look_at(row: ToReview, *, by: Person, at: datetime, remark: str) -> LookedAt:
    """An officer looked at a record that the adopted version judges otherwise. Nothing decided changes by it.

    Raises Refused; pages answer a row that one may not see as if it did not exist.
    """
    on = timezone.localdate(at)
    if not remark.strip():
        raise Refused("Say what you found, in a sentence: it stays on record.")
    if not ToReview.objects.visible_to(by, on).filter(pk=row.pk).exists() or keeps_away(by, row.disclosure, on):
        raise Refused("This is not for you to look at.")
    ToReview.objects.select_for_update(no_key=True, of=("self",)).get(pk=row.pk)
    before = LookedAt.objects.filter(to_review=row).select_related("by").first()
    if before is not None:
        raise Refused(f"{before.by.name} looked at this on {before.on}.")
    body = {
        "disclosure": row.disclosure.public_id,
        "adoption": row.adoption.attested.entry_id,
        "by": by.public_id,
        "on": on.isoformat(),
        "remark": remark.strip(),
    }
    try:
        entry = record(
            "looked at again",
            actor=by,
            subject=row.disclosure.subject,
            at=at,
            docs=[Doc(LookedAt.schema, body, key=row.disclosure.person.key)],
        )
    except Erased:
        raise Refused("This person was erased, so nothing can be kept of it any more. There is nothing left to do.")
    return LookedAt.objects.create(attested=entry.documents[0], to_review=row, by=by, on=on)
