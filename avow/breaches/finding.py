"""Looking at what people tell us about starts and gifts, when they tell it; found ones are recorded, never judged."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from avow.adoptions.current import pack_by_hash
from avow.breaches import days, reasoning
from avow.breaches.models import DAYS, PossibleBreach
from avow.breaches.reasoning import Days, Leave, Said
from avow.disclosures.models import Disclosure, Judgement, Version
from avow.leave.models import Answered, Given
from avow.leave.models import Leave as Asked
from avow.leave.showing import clause_of
from avow.leave.standing import told
from avow.ledger.acts import Doc, record
from avow.ledger.identifiers import public_id


@dataclass(frozen=True)
class Looked:
    """What the days say about one start, with the days compared. `said` is the reason; `began_on` None is unknown."""

    said: Said
    began_on: date | None
    disclosed_on: date
    held: Days | None = None
    leave: Leave | None = None
    answered_on: date | None = None
    clause: str | None = None


def look(disclosure: Disclosure, version: Version, on: date) -> Looked | None:
    """What the days say about the latest that is known of a start; None while nothing has begun."""
    sent = days.disclosed_on(disclosure)
    told = disclosure.starts.order_by("pk").last()
    if told is not None and told.attested.entry_id > version.attested.entry_id:
        return _contemplated(disclosure, told.started_on, sent)
    if version.timing != "existing":
        return _contemplated(disclosure, told.started_on, sent) if told else None
    if version.since is not None and version.since >= sent and _was_contemplated(version):
        return _contemplated(disclosure, version.since, sent)
    held = days.of_existing(version, on)
    return Looked(reasoning.existing(held), version.since, sent, held=held)


def find(disclosure: Disclosure, version: Version, on: date, at: datetime) -> PossibleBreach | None:
    """Record a possible breach where the days say so and it was not found before; None otherwise."""
    looked = look(disclosure, version, on)
    return _once(disclosure, version, looked, on, at) if looked is not None else None


def find_given(disclosure: Disclosure, leave: Asked, given: Given, on: date, at: datetime) -> PossibleBreach | None:
    """The same for something that was given, and for which leave was asked (5.5)."""
    answered = told(leave, "answered")
    said = reasoning.given(
        given.given_on, answered.on if answered else None, bool(answered and answered.is_given), leave.last_day
    )
    return _once(disclosure, leave.version, _of_gift(disclosure, leave.version, said, given.given_on, answered), on, at)


def find_entered(
    disclosure: Disclosure, version: Version, judgement: Judgement, on: date, at: datetime
) -> PossibleBreach | None:
    """The same for something that is entered once it has been given, and for which leave was never asked."""
    policy = pack_by_hash(version.pack_hash).leave
    if policy is None or version.kind not in policy.kinds or judgement.facts.get(policy.fact) is not False:
        return None
    if Asked.objects.filter(version__disclosure=disclosure).exists():
        return None
    said = Said("given_without_asking", True)
    return _once(disclosure, version, _of_gift(disclosure, version, said, version.on), on, at)


def _of_gift(
    disclosure: Disclosure, version: Version, said: Said, given_on: date, answered: Answered | None = None
) -> Looked:
    clause = clause_of(version)
    sent = days.disclosed_on(disclosure)
    return Looked(said, given_on, sent, answered_on=answered.on if answered else None, clause=clause)


def _once(disclosure: Disclosure, version: Version, looked: Looked, on: date, at: datetime) -> PossibleBreach | None:
    if not looked.said.is_breach:
        return None
    there = PossibleBreach.objects.filter(disclosure=disclosure, why=looked.said.why, began_on=looked.began_on).first()
    return there or _record(disclosure, version, looked, on, at)


def _was_contemplated(version: Version) -> bool:
    earlier = Version.objects.filter(disclosure=version.disclosure_id, number__lt=version.number)
    return earlier.filter(timing="contemplated").exists()


def _contemplated(disclosure: Disclosure, began_on: date, sent: date) -> Looked:
    leave = days.leave_on(disclosure, began_on)
    return Looked(reasoning.contemplated(began_on, leave), began_on, sent, leave=leave)


@transaction.atomic
def _record(disclosure: Disclosure, version: Version, looked: Looked, on: date, at: datetime) -> PossibleBreach:
    held, leave = looked.held, looked.leave
    row = PossibleBreach(
        public_id=public_id(),
        disclosure=disclosure,
        version=version,
        clause=looked.clause or pack_by_hash(version.pack_hash).cites.get("before_starting", ""),
        why=looked.said.why,
        began_on=looked.began_on,
        found_on=on,
        disclosed_on=looked.disclosed_on,
        policy_from=held.policy_from if held else None,
        joined_on=held.joined_on if held else None,
        counterparty_since=held.other_side if held and isinstance(held.other_side, date) else None,
        decided_on=leave.decided_on if leave else looked.answered_on,
        may_start_on=leave.start_on if leave else None,
        agreed_on=leave.agreed_on if leave else None,
    )
    compared = {name: getattr(row, name) for name in DAYS}
    body = {
        "possible_breach": row.public_id,
        "disclosure": disclosure.public_id,
        "version": version.number,
        "clause": row.clause,
        "why": row.why,
        **{name: day.isoformat() if day else None for name, day in compared.items()},
    }
    doc = Doc(PossibleBreach.schema, body, key=disclosure.person.key)
    entry = record("possible breach found", actor="system", subject=disclosure.subject, at=at, docs=[doc])
    row.attested = entry.documents[0]
    row.save(force_insert=True)
    return row
