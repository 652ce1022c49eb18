"""Telling what became of a gift, and that it was not so after all."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from avow.adoptions.current import pack_by_hash
from avow.disclosures.acts.drafting import refuse_when_closed
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.disclosures.models import Disclosure
from avow.gifts import signals
from avow.gifts.became import more_than_worth, possible
from avow.gifts.models import Became, BecameTakenBack
from avow.ledger.acts import Doc, record

LONGEST = 1000


@transaction.atomic
def become(
    disclosure: Disclosure,
    becoming: str,
    *,
    by,
    became_on: date,
    on: date,
    at: datetime,
    paid: Decimal | None = None,
    currency: str = "",
    remark: str = "",
) -> Became:
    """This became of the gift on a day, which is not to come: given back, passed on, paid for and the like, as the
    policy by which it was judged says. `paid` is needed where something is paid, and only there.

    Raises NotTheirs, Refused.
    """
    version = _locked(disclosure, by)
    pack = pack_by_hash(version.pack_hash)
    chosen = next((one for one in possible(pack, version.kind) if one.id == becoming), None)
    if chosen is None:
        raise Refused("The policy knows nothing of the kind. Choose one of the answers.")
    if became_on > on:
        raise Refused("That day is still to come. Tell us once it has happened.")
    if bool(chosen.pays) != (paid is not None):
        raise Refused("Say how much was paid." if chosen.pays else "Nothing is paid here. Leave the amount out.")
    if paid is not None and not Decimal(0) < paid < Decimal(10) ** 9:
        raise Refused("What was paid is more than nothing, and less than a thousand million.")
    if paid is not None and (too_much := more_than_worth(version, paid, currency or pack.currency, became_on)):
        raise Refused(too_much)
    if len(remark) > LONGEST:
        raise Refused(f"This is {len(remark)} characters long; {LONGEST} are enough.")
    body = {
        "disclosure": disclosure.public_id,
        "becoming": becoming,
        "on": became_on.isoformat(),
        "paid": format(paid.quantize(Decimal("0.01")), "f") if paid is not None else None,
        "currency": (currency or pack.currency) if paid is not None else None,
        "by": by.public_id,
        "remark": remark.strip(),
    }
    doc = Doc(Became.schema, body, key=disclosure.person.key)
    entry = record("gift became", actor=by, acting_as="discloser", subject=disclosure.subject, at=at, docs=[doc])
    row = Became.objects.create(
        attested=entry.documents[0], disclosure=disclosure, becoming=becoming, on=became_on,
        paid=Decimal(body["paid"]) if paid is not None else None, currency=body["currency"] or "", by=by,
    )  # fmt: skip
    signals.became.send(Became, disclosure=disclosure, version=version, entry=entry, on=on, at=at)
    return row


@transaction.atomic
def take_back(became: Became, *, by, on: date, at: datetime) -> BecameTakenBack:
    """It was not so after all. Raises NotTheirs, Refused."""
    disclosure = became.disclosure
    version = _locked(disclosure, by)
    if BecameTakenBack.objects.filter(became=became).exists():
        raise Refused("This was taken back already.")
    body = {
        "disclosure": disclosure.public_id,
        "became": became.attested.entry_id,
        "becoming": became.becoming,
        "on": on.isoformat(),
    }
    doc = Doc(BecameTakenBack.schema, body, key=disclosure.person.key)
    entry = record("taken back", actor=by, acting_as="discloser", subject=disclosure.subject, at=at, docs=[doc])
    row = BecameTakenBack.objects.create(attested=entry.documents[0], became=became, on=on)
    signals.became.send(Became, disclosure=disclosure, version=version, entry=entry, on=on, at=at)
    return row


def _locked(disclosure: Disclosure, by):
    """The version that counts, with the disclosure locked."""
    if disclosure.person_id != by.pk:
        raise NotTheirs
    Disclosure.objects.select_for_update(no_key=True).get(pk=disclosure.pk)
    version = disclosure.versions.order_by("-number").first()
    if version is None:
        raise Refused("You have not sent this yet.")
    refuse_when_closed(disclosure)
    return version
