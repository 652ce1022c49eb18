"""Saying which entry of the register the other side is, where the person wrote it in their own words (5.2)."""

from datetime import date, datetime

from django.db import transaction

from avow.counterparties.models import Counterparty
from avow.disclosures import signals
from avow.disclosures.acts.refusals import Refused
from avow.disclosures.models import Disclosure, PartyResolved
from avow.ledger.acts import Doc, record


@transaction.atomic
def resolve_party(
    disclosure: Disclosure,
    counterparty: Counterparty | None,
    *,
    by,
    acting_as: str,
    reason: str,
    on: date,
    at: datetime,
) -> PartyResolved:
    """The other side is this entry of the register (None: none that we know). What the person wrote stays as it is.

    Who may do so is for the caller to check. Raises Refused without a reason, or where nothing was sent.
    """
    locked = Disclosure.objects.select_for_update(no_key=True).select_related("person").get(pk=disclosure.pk)
    version = locked.latest_version
    if version is None:
        raise Refused("Nothing was sent here yet.")
    if not reason.strip():
        raise Refused("Say in a few words how you know.")
    body = {
        "disclosure": locked.public_id,
        "counterparty": counterparty.public_id if counterparty else None,
        "by": by.public_id,
        "on": on.isoformat(),
        "reason": reason.strip(),
    }
    doc = Doc(PartyResolved.schema, body, key=locked.person.key)
    entry = record("other side resolved", actor=by, acting_as=acting_as, subject=locked.subject, at=at, docs=[doc])
    row = PartyResolved.objects.create(
        attested=entry.documents[0], disclosure=locked, counterparty=counterparty, by=by, on=on
    )
    signals.resolved.send(Disclosure, disclosure=locked, version=version, resolved=row, entry=entry, on=on, at=at)
    return row
