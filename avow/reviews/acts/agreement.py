"""The person agrees to the conditions of a decision, or says why not."""

from datetime import date, datetime

from django.db import transaction

from avow.people.models import Person
from avow.reviews.acts.decisions import holding
from avow.reviews.acts.recording import latest, limited, locked, words, write
from avow.reviews.models import Agreement, Decision
from avow.reviews.refusals import Refused


@transaction.atomic
def agree(decision: Decision, *, by: Person, on: date, at: datetime, words: str = "") -> Agreement:
    """Agree to the conditions; the decision holds from now on, or from its day. Raises Refused."""
    return _answer(decision, True, limited(words), by, on, at)


@transaction.atomic
def decline(decision: Decision, *, by: Person, words: str, on: date, at: datetime) -> Agreement:
    """Say that one cannot agree, and why; the matter goes back to the reviewers. Raises Refused."""
    return _answer(decision, False, _said(words), by, on, at)


def _said(text: str) -> str:
    return words(text, "Say what you cannot agree to, and what would work for you.")


def _answer(decision: Decision, agreed: bool, text: str, by: Person, on: date, at: datetime) -> Agreement:
    case = locked(decision.case)
    if by.pk != case.disclosure.person_id:
        raise Refused("Only the person who disclosed agrees to conditions.")
    held = holding(latest(case))
    if held is None or held.pk != decision.pk:
        raise Refused("This decision does not hold any more. Please look at what counts now.")
    if Agreement.objects.filter(decision=decision).exists():
        raise Refused("You have answered this already.")
    if not decision.conditions.exists():
        raise Refused("There is nothing to agree to: this decision has no conditions.")
    body = {"decision": decision.public_id, "agreed": agreed, "on": on.isoformat(), "words": text}
    verb = "conditions agreed" if agreed else "conditions declined"
    _, (attested,) = write(verb, case, by=by, role="discloser", at=at, docs=[(Agreement, body)])
    return Agreement.objects.create(attested=attested, decision=decision, agreed=agreed, on=on)
