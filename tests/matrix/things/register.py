"""A gift to Amina from somebody whom no register knows, and a view of the register that Chen and Devi each saved."""

from avow.disclosures.testing import disclosed
from avow.gifts.acts.saving_views import save_view
from avow.reviews import testing as reviews
from tests.matrix.things.world import ON, World

NAME = "A typed name"


def add(found: World, house: reviews.House) -> None:
    gift = disclosed(house.amina, "gift_received", on=ON, other_side=NAME).disclosure
    for person in (house.chen, house.extra["V1"]):
        save_view(person, "Mine", "way=given")
    found.parts |= {
        "gifts:party": {"public_id": house.delta.public_id},
        "gifts:other-side": {"public_id": gift.public_id},
    }
    resolved = {"party": house.delta.public_id, "reason": "One address."}
    found.sent |= {
        ("gifts:views", "POST:save"): {"act": "save", "name": "Large", "query": "least=100"},
        ("gifts:views", "POST:rename"): {"act": "rename", "name": "Mine", "to": "Ours"},
        ("gifts:views", "POST:delete"): {"act": "delete", "name": "Mine"},
        ("gifts:as-written", "GET"): {"name": NAME},
        ("gifts:resolve", "GET"): {"name": NAME},
        ("gifts:resolve", "POST"): {"name": NAME, **resolved},
        ("gifts:other-side", "POST"): resolved,
    }
