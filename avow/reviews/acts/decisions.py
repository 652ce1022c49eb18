"""Deciding: one decision on exactly one version, after both consultations and the assessment; one for all who try."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from avow.adoptions.current import pack_by_hash
from avow.disclosures.models import Version
from avow.ledger.identifiers import public_id
from avow.people.models import Person
from avow.policy.deciding import Outcome
from avow.reviews import outcomes, signals
from avow.reviews.acts.consultations import refuse_when_over
from avow.reviews.acts.recording import latest, locked, words, write
from avow.reviews.authority import must_decide
from avow.reviews.missing import missing
from avow.reviews.models import Case, Condition, Decision
from avow.reviews.outcomes import MUST_END
from avow.reviews.refusals import AlreadyDecided, Refused

MOST_CONDITIONS = 20


@dataclass(frozen=True)
class Term:
    """One condition as the decider words it; `due_on` None is "always"."""

    text: str
    due_on: date | None = None


@dataclass(frozen=True)
class Weighed:
    """A decision that could be recorded as it stands: not saved yet."""

    decision: Decision
    chosen: Outcome
    reasons: str
    terms: list[Term]


@transaction.atomic
def decide(
    case: Case,
    version: Version,
    *,
    by: Person,
    outcome: str,
    reasons: str,
    on: date,
    at: datetime,
    conditions: Sequence[Term] = (),
    start_on: date | None = None,
) -> Decision:
    """Decide the version that the decider has read. Raises AlreadyDecided, Refused.

    `start_on` is the day from which it may go on, today unless given; or by which it must end, which has to be given.
    """
    found = weigh(
        case,
        version,
        by=by,
        outcome=outcome,
        reasons=reasons,
        on=on,
        at=at,
        conditions=conditions,
        start_on=start_on,
    )
    return _record(found)


@transaction.atomic
def weigh(
    case: Case,
    version: Version,
    *,
    by: Person,
    outcome: str,
    reasons: str,
    on: date,
    at: datetime,
    conditions: Sequence[Term] = (),
    start_on: date | None = None,
) -> Weighed:
    """The decision as it would be recorded, and nothing is recorded. Raises AlreadyDecided, Refused, as `decide`."""
    case = locked(case)
    newest = latest(case)
    refuse_when_decided(newest)
    role = must_decide(by, case, on).role
    refuse_when_over(case)
    if version.pk != newest.pk:
        raise Refused(
            f"There is a newer version: number {newest.number}, sent on {newest.submitted_at:%d %B %Y}. "
            "Please read it and decide that one."
        )
    gaps = missing(case, newest)
    if gaps:
        raise Refused(" ".join(gaps))
    chosen = _outcome(case, newest, outcome)
    reasons = words(reasons, "Give your reasons, in words that the person will understand.")
    terms = _terms(chosen, conditions, on)
    if chosen.id == MUST_END and start_on is None:
        raise Refused("Give the day by which it must end.")
    start_on = start_on or on
    if start_on < on:
        raise Refused("The day from which this holds cannot lie in the past.")
    decision = Decision(
        public_id=public_id(),
        case=case,
        version=newest,
        version_hash=newest.attested.content_hash,
        outcome=chosen.id,
        register=chosen.register,
        authority=role,
        decided_by=by,
        decided_at=at,
        decided_on=on,
        start_on=start_on,
        instead_of=Decision.objects.filter(version=newest, followed_by__isnull=True).first(),
    )
    return Weighed(decision, chosen, reasons, terms)


def refuse_when_decided(version: Version) -> None:
    """Raises AlreadyDecided when a decision on this version holds."""
    there = holding(version)
    if there is not None:
        raise AlreadyDecided(there.decided_by.name, there.decided_at)


def holding(version: Version) -> Decision | None:
    """The decision on a version that holds: the last one, unless the person declined its conditions."""
    rows = Decision.objects.filter(version=version, followed_by__isnull=True).exclude(agreement__agreed=False)
    return rows.select_related("decided_by").first()


def _outcome(case: Case, version: Version, outcome: str) -> Outcome:
    pack = pack_by_hash(version.pack_hash)
    open_to = {one.id: one for one in outcomes.choices(pack, version.timing, case.routing.decides)}
    if outcome in open_to:
        return open_to[outcome]
    known = pack.decisions.get(outcome)
    if known is not None and known.decides not in ("", case.routing.decides):
        raise Refused(f"“{known.title}” is for the board committee to decide. Refer the case to it.")
    raise Refused("Choose what you decide.")


def _terms(outcome: Outcome, conditions: Sequence[Term], on: date) -> list[Term]:
    terms = [Term(words(term.text, ""), term.due_on) for term in conditions if term.text.strip()]
    if terms and not outcome.conditions:
        raise Refused(f"“{outcome.title}” has no conditions. Take them out, or choose an outcome with conditions.")
    if outcome.id.endswith("with_conditions") and not terms:
        raise Refused("Write down at least one condition.")
    if len(terms) > MOST_CONDITIONS:
        raise Refused(f"{MOST_CONDITIONS} conditions are the most that one person can keep.")
    if any(term.due_on and term.due_on < on for term in terms):
        raise Refused("The day of a condition cannot lie in the past.")
    return terms


def _record(found: Weighed) -> Decision:
    decision, chosen, terms = found.decision, found.chosen, found.terms
    case, version, before = decision.case, decision.version, decision.instead_of
    by, on, at = decision.decided_by, decision.decided_on, decision.decided_at
    body = {
        "decision": decision.public_id,
        "case": case.public_id,
        "disclosure": case.disclosure.public_id,
        "version": version.number,
        "version_hash": decision.version_hash,
        "pack_hash": version.pack_hash,
        "outcome": chosen.id,
        "title": chosen.title,
        "says": chosen.says,
        "register": chosen.register,
        "authority": decision.authority,
        "decided_by": by.public_id,
        "at": at.isoformat(),
        "on": on.isoformat(),
        "start_on": decision.start_on.isoformat(),
        "reasons": found.reasons,
        "instead_of": before.public_id if before else None,
    }
    docs: list[tuple[type, dict]] = [(Decision, body)]
    for number, term in enumerate(terms, 1):
        due = term.due_on.isoformat() if term.due_on else None
        docs.append((Condition, {"decision": decision.public_id, "number": number, "due_on": due, "text": term.text}))
    entry, attested = write("decided", case, by=by, role=decision.authority, at=at, docs=docs)
    decision.attested = attested[0]
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError:
        refuse_when_decided(version)
        raise
    for number, (term, document) in enumerate(zip(terms, attested[1:], strict=True), 1):
        Condition.objects.create(attested=document, decision=decision, number=number, due_on=term.due_on)
    signals.decided.send(Case, case=case, decision=decision, entry=entry, on=on, at=at)
    return decision
