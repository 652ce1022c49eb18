"""A gift to Amina from somebody whom no register knows, one that counts differently since she entered another, a view
of the register that Chen and Devi each saved."""

from datetime import timedelta

from avow.disclosures.testing import disclosed
from avow.gifts.acts.inspecting import inspect, root_of
from avow.gifts.acts.saving_views import save_view
from avow.gifts.models import CountedAnew, Gift
from avow.gifts.testing import received
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, ON, World

NAME = "A typed name"


def add(found: World, house: reviews.House) -> None:
    gift = disclosed(house.amina, "gift_received", on=ON, other_side=NAME).disclosure
    for person in (house.chen, house.extra["V1"]):
        save_view(person, "Mine", "way=given")
    anew = received(house.amina, ON, "150.00", other_side="Another").disclosure
    received(house.amina, ON - timedelta(days=1), "60.00", other_side="Another", sent=ON)
    row = CountedAnew.objects.get(judgement__version__disclosure=anew)
    nothing = {
        "first": ON,
        "last": ON,
        "filters": {},
        "shown": root_of([]),
        "remark": "Nothing.",
        "name": house.chen.name,
    }
    seen = inspect(Gift.objects.none(), by=house.chen, on=ON, at=AT, **nothing)
    found.parts |= {
        "gifts:inspection": {"public_id": seen.public_id},
        "gifts:anew-read": {"public_id": anew.public_id},
        "gifts:party": {"public_id": house.delta.public_id},
        "gifts:other-side": {"public_id": gift.public_id},
    }
    resolved = {"party": house.delta.public_id, "reason": "One address."}
    found.sent |= {
        ("gifts:anew", "POST"): {"anew": row.judgement.attested.entry_id},
        ("gifts:views", "POST:save"): {"act": "save", "name": "Large", "query": "least=100"},
        ("gifts:views", "POST:rename"): {"act": "rename", "name": "Mine", "to": "Ours"},
        ("gifts:views", "POST:delete"): {"act": "delete", "name": "Mine"},
        ("gifts:as-written", "GET"): {"name": NAME},
        ("gifts:resolve", "GET"): {"name": NAME},
        ("gifts:export", "POST"): {"as": "csv"},
        ("gifts:resolve", "POST"): {"name": NAME, **resolved},
        ("gifts:other-side", "POST"): resolved,
    }
