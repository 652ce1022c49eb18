"""The days that a disclosed start is held against, gathered from the registers and from what was decided."""

from datetime import date

from django.utils import timezone

from avow.adoptions.current import pack_by_hash
from avow.adoptions.models import Adoption
from avow.breaches.reasoning import NO_COUNTERPARTY, NOT_ASKED, UNRESOLVED, Days, Leave
from avow.counterparties import standing
from avow.disclosures.models import Disclosure, Version
from avow.reviews.models import Decision


def of_existing(version: Version, on: date) -> Days:
    """What an activity that was there when it was disclosed is held against, as known on that day."""
    return Days(
        since=version.since,
        policy_from=policy_from(),
        joined_on=version.disclosure.person.joined_on,
        other_side=other_side(version, on),
        told_afterwards=version.facts.get("told_afterwards") is True,
    )


def policy_from() -> date | None:
    """The first day on which a policy was in force at all."""
    return Adoption.objects.order_by("from_day").values_list("from_day", flat=True).first()


def other_side(version: Version, on: date) -> date | str:
    """Since when the other side has been a counterparty without a break; or that it never was, that nobody knows, or
    that this kind of disclosure has no other side."""
    if version.counterparty_id:
        return standing.since(version.counterparty, on) or NO_COUNTERPARTY
    asked = "other_side" in pack_by_hash(version.pack_hash).kinds[version.kind].asks
    return UNRESOLVED if asked else NOT_ASKED


def leave_on(disclosure: Disclosure, day: date) -> Leave | None:
    """The decision that counted on a day: the last made by then. None when there was none yet."""
    rows = Decision.objects.filter(case__disclosure=disclosure, decided_on__lte=day)
    decision = rows.select_related("agreement").order_by("decided_on", "pk").last()
    return leave_of(decision) if decision else None


def leave_of(decision: Decision) -> Leave:
    """What a decision says about starting."""
    agreement = getattr(decision, "agreement", None)
    return Leave(
        decided_on=decision.decided_on,
        start_on=decision.start_on,
        permits=decision.permits,
        needs_agreement=decision.conditions.exists(),
        agreed_on=agreement.on if agreement and agreement.agreed else None,
    )


def disclosed_on(disclosure: Disclosure) -> date:
    """The day on which it was first sent."""
    first = disclosure.versions.order_by("number").first()
    return timezone.localdate(first.submitted_at)
