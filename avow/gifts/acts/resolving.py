"""Saying at once, of several gifts under one typed name, which entry of the register the other side is."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from avow.counterparties.models import Counterparty
from avow.disclosures.acts.resolving import resolve_party
from avow.disclosures.models import Disclosure

AT_ONCE = 200
"""How many gifts are taken in one act; each is judged again with the windows that it is in."""


@transaction.atomic
def resolve_all(
    disclosures: Sequence[int], counterparty: Counterparty | None, *, by, reason: str, on: date, at: datetime
) -> int:
    """The other side of each of these is the entry; None takes it back. All of them or none. Gives how many.

    Who may do so is for the caller to check. Raises Refused without a reason.
    """
    locked = Disclosure.objects.select_for_update(no_key=True).filter(pk__in=list(disclosures)[:AT_ONCE])
    found = list(locked.order_by("pk"))  # all locks before the first entry, so that two such acts never wait in a ring
    for disclosure in found:
        resolve_party(disclosure, counterparty, by=by, acting_as="officer", reason=reason, on=on, at=at)
    return len(found)
