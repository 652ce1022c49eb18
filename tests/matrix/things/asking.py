"""What somebody asks May I? about, and a question of Amina's."""

from avow.reviews import testing as reviews
from tests.matrix.things.world import World


def add(found: World, house: reviews.House) -> None:
    found.sent |= {
        ("questions:may_i", "POST"): {"kind": "outside_role", "see": "1"},
        ("questions:may_i", "POST:disclose"): {"kind": "outside_role", "holder": "self", "disclose": "1"},
    }
