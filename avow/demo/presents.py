"""Months of small gifts and invitations at Kestrel Pumps, within the limits."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from avow.disclosures.models import Disclosure
from avow.gifts import acts as gifts
from avow.rates import current

SO_FAR = Decimal("140.00")
"""What Amina has accepted from the Delta group, in two currencies: a watch of 250 makes it 390 of 200."""
FROM_FORGE = Decimal("55.00")


def given(story) -> None:
    """Let it all happen, the oldest first. `story` is that of `matters`."""
    for who, ago, number, name, what, worth in (
        ("K-017", 240, "C-103", "Meridian Bearings AG", "A desk calendar", "12.00"),
        ("K-024", 210, "C-104", "Meridian Lubricants GmbH", "A box of chocolates", "22.00"),
        ("K-019", 170, "C-103", "Meridian Bearings AG", "3 caps, a pen", "18.00"),
        ("K-011", 120, "C-103", "Meridian Bearings AG", "A book about bearings", "35.00"),
        ("K-016", 90, "C-104", "Meridian Lubricants GmbH", "A fountain pen", "60.00"),
    ):
        _gift(story, who, ago, number, name, what, worth)
    _from_the_delta_group(story)
    _a_basket_that_went_back(story)
    _a_dinner(story)


def _from_the_delta_group(story) -> None:
    """Two subsidiaries, two currencies, 140 of 200; in dollars alone where that day has no rate of the euro."""
    ago = 150
    rate = current.rate("EUR", "USD", story.day(ago))
    forge = ("C-102", "Delta Forge S.A.", "Two bottles of wine")
    if rate is None:
        _gift(story, "K-012", ago, *forge, format(FROM_FORGE, "f"))
        counted = FROM_FORGE
    else:
        _gift(story, "K-012", ago, *forge, format(FROM_FORGE, "f"), worth_in="EUR")
        counted = (FROM_FORGE * rate.value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    rest = format(SO_FAR - counted, "f")
    _gift(story, "K-012", 60, "C-100", "Delta Castings Ltd", "A leather folder", rest, estimated=True)


def _a_basket_that_went_back(story) -> None:
    """Given back two days later: it stays on record and does not count."""
    disclosure = _gift(story, "K-014", 30, "C-123", "Pinecrest Tooling Inc.", "A basket of fruit and ham", "85.00")
    gifts.become(
        disclosure, "given_back", by=story.known["K-014"], became_on=story.day(28),
        remark="Their driver took it along on Wednesday.", **story.when(28, 11),
    )  # fmt: skip


def _a_dinner(story) -> None:
    """An invitation with the host present."""
    story.disclose(
        "K-024", "hospitality_received", 45,
        other_side="Osprey Process Systems Inc.", counterparty="C-106", believed_standing="customer",
        description="Dinner after the acceptance test", worth="70.00", worth_in="USD", face_value=None, shared_by="1",
        occasions="1", contact=None, estimated=True, public_official=False, received_on=_iso(story.day(45)),
        declined=False, excessive=False, unfit=False, giver_present=True, giver_not_permitted=False,
        forbidden_locally=False, story=None,
    )  # fmt: skip


def _gift(story, who: str, ago: int, number: str, name: str, what: str, worth: str, **changed: object) -> Disclosure:
    """A small gift that somebody got, recorded on the day."""
    answers: dict[str, object] = {
        "holder": "self", "other_side": name, "counterparty": number, "believed_standing": "supplier",
        "description": what, "worth": worth, "worth_in": "USD", "shared_by": "1", "is_favour": False, "contact": None,
        "estimated": False, "cash_like": False, "public_official": False, "received_on": _iso(story.day(ago)),
        "declined": False, "story": None,
    }  # fmt: skip
    return story.disclose(who, "gift_received", ago, **{**answers, **changed})


def _iso(day: date) -> str:
    return day.isoformat()
