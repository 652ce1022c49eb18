"""Saying at once, of several gifts under one typed name, which entry of the register the other side is."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from avow.counterparties.models import Counterparty
from avow.disclosures.acts.refusals import Refused
from avow.disclosures.acts.resolving import resolve_party
from avow.disclosures.models import Disclosure
from avow.gifts.models import Gift

AT_ONCE = 200
"""How many gifts are taken in one act; each is judged again with the windows that it is in."""


@transaction.atomic
def resolve_all(
    disclosures: Sequence[int],
    counterparty: Counterparty | None,
    *,
    seen: Counterparty | None,
    by,
    reason: str,
    on: date,
    at: datetime,
) -> int:
    """The other side of each of these is the entry; None takes it back. All of them or none. Gives how many.

    `seen` is what their other side was when it was looked up. Who may do so is for the caller to check. Raises Refused
    without a reason, or where somebody else was quicker.
    """
    locked = Disclosure.objects.select_for_update(no_key=True).filter(pk__in=list(disclosures)[:AT_ONCE])
    found = list(locked.order_by("pk"))  # all locks before the first entry, so that two such acts never wait in a ring
    as_seen = Gift.objects.filter(disclosure__in=found, counterparty=seen)
    if as_seen.count() != len(found):
        raise Refused("Somebody else was quicker with one of these. Look at them once more.")
    for disclosure in found:
        resolve_party(disclosure, counterparty, by=by, acting_as="officer", reason=reason, on=on, at=at)
    return len(found)
