"""Entries of the register, one of them merged into another."""

from avow.counterparties.acts import put_many
from avow.counterparties.merging import merge
from avow.counterparties.models import Counterparty
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, ON, World


def add(found: World, house: reviews.House) -> None:
    """Delta Freight three times: the second is merged into the first, and the first can be merged into the third."""
    put_many(
        {number: {"name": f"Delta Freight {number}"} for number in ("DF1", "DF2", "DF3")}, on=ON, by="system", at=AT
    )
    first, second, other = Counterparty.objects.filter(number__startswith="DF").order_by("number")
    merge(second, first, by=house.chen, on=ON, at=AT, reason="One VAT number.")
    found.parts |= {
        "web:counterparty": {"public_id": first.public_id},
        "web:counterparty-merge": {"public_id": first.public_id},
        "web:counterparty-separate": {"public_id": second.public_id},
    }
    found.sent |= {
        ("web:counterparty-merge", "POST"): {"into": other.public_id, "reason": "One address."},
        ("web:counterparty-separate", "POST"): {"reason": "Two owners."},
    }
