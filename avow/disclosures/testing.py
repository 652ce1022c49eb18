"""Shortcuts for tests of this room and those above: a disclosure sent without walking through the pages."""

from datetime import UTC, date, datetime, time

from avow.counterparties.models import Counterparty
from avow.disclosures import acts
from avow.disclosures.models import Disclosure, Version
from avow.people.models import Person

SHARE = {
    "holder": "self",
    "other_side": "Delta Bearings",
    "believed_standing": "supplier",
    "organisation_form": "corporation",
    "interest_type": "shares",
    "share_percent": "1.5",
    "others_share_percent": "0",
    "timing": "existing",
    "since": "2026-02-01",
    "told_afterwards": False,
    "learned_on": None,
    "deals_with_other_side": True,
    "bearing": "appearance",
    "story": "I bought them years ago.",
}
GIFT = {
    "holder": "self",
    "other_side": "Delta Bearings",
    "believed_standing": "supplier",
    "description": "two bottles of wine",
    "worth": "40.00",
    "worth_in": "USD",
    "shared_by": "1",
    "is_favour": False,
    "contact": None,
    "estimated": False,
    "cash_like": False,
    "public_official": False,
    "received_on": "2026-03-02",
    "declined": False,
    "customary": True,
    "modest": True,
    "lawful": True,
    "employer_allows": True,
    "story": None,
}
HOSPITALITY = {
    "other_side": "Delta Bearings",
    "believed_standing": "supplier",
    "description": "dinner after the acceptance test",
    "worth": "120.00",
    "worth_in": "USD",
    "face_value": None,
    "shared_by": "4",
    "occasions": "1",
    "contact": None,
    "estimated": False,
    "public_official": False,
    "received_on": "2026-03-02",
    "declined": False,
    "excessive": False,
    "unfit": False,
    "giver_present": True,
    "giver_not_permitted": False,
    "employee_present": True,
    "company_not_permitting": False,
    "guest_employer_allows": True,
    "forbidden_locally": False,
    "story": None,
}
"""An invitation either way: each form takes the answers to its own questions."""
USUAL = {"gift_received": GIFT, "hospitality_received": HOSPITALITY, "hospitality_offered": HOSPITALITY}


def noon(on: date) -> datetime:
    """The middle of that day."""
    return datetime.combine(on, time(12), UTC)


def drafted(
    person: Person, kind: str, answers: dict, *, on: date, counterparty: Counterparty | None = None
) -> Disclosure:
    """A draft with these answers."""
    disclosure = acts.start(person, kind, noon(on))
    chosen = {"counterparty": counterparty.public_id} if counterparty else {}
    acts.save_step(disclosure, {**answers, **chosen}, "all", person, noon(on))
    return disclosure


def disclosed(
    person: Person,
    kind: str = "financial_interest",
    answers: dict | None = None,
    *,
    on: date = date(2026, 3, 2),
    counterparty: Counterparty | None = None,
    **changed,
) -> Version:
    """A version sent on that day; without answers, a share of 1.5%, a gift of 40, or a dinner of 120 for four.
    `amount` is what it is worth in the currency of the policy."""
    usual = USUAL.get(kind, SHARE)
    if "amount" in changed:
        changed["worth"] = changed.pop("amount")
    disclosure = drafted(person, kind, {**(answers or usual), **changed}, on=on, counterparty=counterparty)
    return acts.submit(disclosure, person, on, noon(on))
