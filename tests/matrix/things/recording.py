"""A gift of Amina's that something became of, one whose giver is on a card, a draft of one, and her empty page."""

from decimal import Decimal

from avow.disclosures.testing import disclosed, drafted
from avow.gifts import acts as gifts
from avow.gifts.cards import on_card
from avow.gifts.views.drafts import signed
from avow.ledger.identifiers import public_id
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, ON, World


def add(found: World, house: reviews.House) -> None:
    amina = house.amina
    sent = disclosed(amina, "gift_received", on=ON).disclosure
    paid = {"paid": Decimal("5.00"), "currency": "USD"}
    told = gifts.become(sent, "paid_for", by=amina, became_on=ON, on=ON, at=AT, **paid)
    card = disclosed(amina, "gift_received", on=ON, other_side=on_card(public_id())).disclosure
    draft = drafted(amina, "gift_received", {"holder": "self"}, on=ON)
    of_sent, of_card = {"public_id": sent.public_id}, {"public_id": card.public_id}
    found.parts |= {
        "gifts:resume": {"public_id": draft.public_id},
        "gifts:card": of_card,
        "gifts:became": of_sent,
        "gifts:take_back": {**of_sent, "number": told.attested.entry_id, "becoming": told.becoming},
    }
    page = {"draft": signed(amina), "revision": "0", "kind": "gift_received"}
    resolved = {"name": "Unheard", "searched": "Unheard", "counterparty": "typed", "reason": "No entry.", "say": "1"}
    found.sent |= {
        ("gifts:record", "POST"): {**page, "see": "1"},
        ("gifts:keep", "POST"): page,
        ("gifts:typing", "POST"): {"kind": "gift_received", "other_side": "Delta"},
        ("gifts:card", "POST"): resolved,
        ("gifts:became", "POST"): {"becoming": "passed_on", "day": ON.isoformat()},
    }
