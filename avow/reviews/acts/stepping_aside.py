"""Stepping aside, and sending a case to a higher authority; somebody is always left to act."""

from datetime import date, datetime

from django.db import transaction

from avow.adoptions.current import pack_by_hash
from avow.people.models import Person
from avow.policy.pack import Pack
from avow.reviews import routing
from avow.reviews.acts.decisions import refuse_when_decided
from avow.reviews.acts.opening import body_of, reroute, routing_row
from avow.reviews.acts.recording import latest, locked, words, write
from avow.reviews.authority import must_review
from avow.reviews.independence import Matter
from avow.reviews.models import Case, Routing, SteppedAside
from avow.reviews.models.case import DECIDING
from avow.reviews.participation import refresh, wanted
from avow.reviews.refusals import Refused


@transaction.atomic
def step_aside(case: Case, *, by: Person, reason: str, on: date, at: datetime) -> SteppedAside:
    """Leave a case for good, with a reason; from here on one does not see it any more. Whoever else holds the
    authority goes on, or else the board committee. Raises Refused when nobody would be left."""
    case = locked(case)
    role = must_review(by, case, on).role
    reason = words(reason, "Say why you step aside; one sentence is enough.")
    matter = Matter.of(case.disclosure, on)
    matter.aside.add(by.pk)
    before = case.routing
    chosen = routing.settle(before.decides, before.route, before.because, matter, on)
    if not chosen.deciders:
        raise Refused("Nobody would be left to decide this. Have somebody appointed to the board committee first.")
    body = {"case": case.public_id, "person": by.public_id, "on": on.isoformat(), "reason": reason}
    docs: list[tuple[type, dict]] = [(SteppedAside, body)]
    row = None
    if chosen.decides != before.decides:
        row = routing_row(case, before.version, chosen, _pack(before), on, like=before)
        docs.append((Routing, body_of(row, chosen)))
    entry, attested = write("stepped aside", case, by=by, role=role, at=at, docs=docs)
    aside = SteppedAside.objects.create(attested=attested[0], case=case, person=by, on=on)
    if row is not None:
        reroute(row, attested[1])
    refresh(case, wanted(matter, chosen.decides, chosen.deciders, on), entry, on)
    return aside


@transaction.atomic
def refer(case: Case, *, to: str, by: Person, reason: str, on: date, at: datetime) -> Routing:
    """Send a case to a higher authority than the one that would decide it, with a reason. Raises Refused."""
    case = locked(case)
    authority = must_review(by, case, on)
    reason = words(reason, "Say why somebody else should decide this.")
    refuse_when_decided(latest(case))
    before = case.routing
    if to not in DECIDING or not routing.higher(to, before.decides):
        raise Refused(f"This can only go to a higher authority than {before.authority}.")
    because = f"Referred to {DECIDING[to]}."
    matter = Matter.of(case.disclosure, on)
    chosen = routing.settle(to, "Referred", because, matter, on)
    if not chosen.deciders:
        raise Refused(f"Nobody of {DECIDING[chosen.decides]} may decide this. Have somebody appointed first.")
    row = routing_row(case, before.version, chosen, _pack(before), on, like=before, referred_by=by)
    body = {**body_of(row, chosen), "reason": reason}
    entry, (attested,) = write("case referred", case, by=by, role=authority.role, at=at, docs=[(Routing, body)])
    reroute(row, attested)
    refresh(case, wanted(matter, chosen.decides, chosen.deciders, on), entry, on)
    return row


def _pack(row: Routing) -> Pack:
    return pack_by_hash(row.pack_hash)
