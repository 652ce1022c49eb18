"""A case opens when a disclosure comes in, and is routed anew with each version, referral and stepping aside."""

from datetime import date, datetime

from django.db import transaction

from avow.adoptions.current import pack_by_hash
from avow.config import working_days
from avow.disclosures.models import Disclosure, Judgement, Version
from avow.disclosures.states import is_recorded
from avow.ledger.identifiers import public_id
from avow.people.models import Person
from avow.policy.pack import Pack
from avow.reviews import participation, routing, signals
from avow.reviews.acts.recording import write
from avow.reviews.independence import Matter
from avow.reviews.models import Case, Routing
from avow.reviews.models.case import GRAVITY


@transaction.atomic
def open_case(
    disclosure: Disclosure, version: Version, judgement: Judgement, entry, on: date, at: datetime
) -> Case | None:
    """Open the case of a new disclosure, or take its new version under review. None where nothing is reviewed: a gift
    or hospitality entry within the limits, with nothing unknown (6.8). Anything that once had a case keeps it."""
    case = Case.objects.filter(disclosure=disclosure).first()
    if case is None and is_recorded(judgement):
        return None
    pack = pack_by_hash(version.pack_hash)
    matter = Matter.of(disclosure, on)
    chosen = routing.choose(pack, disclosure, version.kind, matter, on)
    docs: list[tuple[type, dict]] = []
    referred_by = None
    if case is None:
        case = Case(disclosure=disclosure, public_id=public_id(), opened_on=on)
        body = {"case": case.public_id, "disclosure": disclosure.public_id, "opened_on": on.isoformat()}
        docs.append((Case, body))
    else:
        before = case.routing
        if before.referred_by_id and routing.higher(before.decides, chosen.decides):
            chosen = routing.settle(before.decides, before.route, before.because, matter, on)
            referred_by = before.referred_by
    is_new = case.pk is None
    due = working_days.after(on, pack.answer_within_days)
    row = _routing(case, version, chosen, pack, on, gravity_of(judgement), due)
    row.referred_by = referred_by
    docs.append((Routing, body_of(row, chosen)))
    verb = "case opened" if is_new else "new version under review"
    opened, attested = write(verb, case, by="system", role="", at=at, docs=docs)
    if is_new:
        case.attested = attested[0]
        case.save(force_insert=True)
        row.case = case
    row.attested = attested[-1]
    row.save(force_insert=True)
    participation.refresh(case, participation.wanted(matter, chosen.decides, chosen.deciders, on), opened, on)
    signals.opened.send(Case, case=case, version=version, entry=opened, on=on, at=at)
    return case


def reroute(row: Routing, attested) -> Routing:
    """Write the row that sends an open case elsewhere, attested by the act that does so."""
    row.attested = attested
    row.save(force_insert=True)
    return row


def body_of(row: Routing, chosen: routing.Chosen) -> dict[str, object]:
    """The document of a routing row: with the people who may decide, beside what the columns hold."""
    return {
        "case": row.case.public_id,
        "disclosure": row.case.disclosure.public_id,
        "version": row.version.number,
        "on": row.on.isoformat(),
        "decides": row.decides,
        "route": row.route,
        "because": row.because,
        "fell_back": row.fell_back,
        "referred_by": row.referred_by.public_id if row.referred_by else None,
        "answer_by": row.answer_by.isoformat(),
        "gravity": row.gravity,
        "pack_hash": row.pack_hash,
        "deciders": [person.public_id for person in chosen.deciders],
    }


def gravity_of(judgement: Judgement) -> int:
    """How grave the gravest finding is; something unknown weighs as much as a judgement."""
    graves = [GRAVITY[finding["finding"]] for finding in judgement.findings]
    return max([*graves, GRAVITY["judgement"] if judgement.questions else 0], default=0)


def routing_row(
    case: Case,
    version: Version,
    chosen: routing.Chosen,
    pack: Pack,
    on: date,
    *,
    like: Routing,
    referred_by: Person | None = None,
) -> Routing:
    """A row, not yet written, that sends an open case elsewhere; due when it was, and as grave as it was."""
    row = _routing(case, version, chosen, pack, on, like.gravity, like.answer_by)
    row.referred_by = referred_by or like.referred_by
    return row


def _routing(
    case: Case, version: Version, chosen: routing.Chosen, pack: Pack, on: date, gravity: int, answer_by: date
) -> Routing:
    return Routing(
        case=case,
        version=version,
        on=on,
        decides=chosen.decides,
        route=chosen.route,
        because=chosen.because,
        fell_back=chosen.fell_back,
        answer_by=answer_by,
        gravity=gravity,
        pack_hash=pack.hash,
    )
