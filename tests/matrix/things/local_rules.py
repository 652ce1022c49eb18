"""A rule of Gothenburg, and what an officer sends to make and to end one."""

from avow.local_rules.testing import USUAL, ruled
from avow.reviews import testing as reviews
from tests.matrix.things.world import ON, World


def add(found: World, house: reviews.House) -> None:
    """One rule that holds, and forms that are filled in."""
    rule = ruled(house.chen, ON)
    found.parts["local_rules:one"] = {"public_id": rule.public_id}
    found.sent |= {
        ("local_rules:new", "POST"): {**USUAL, "name": "No trips", "from_day": "2026-03-01"},
        ("local_rules:one", "POST"): {"last_day": "2026-03-20", "reason": "The plant has a new manager."},
    }
