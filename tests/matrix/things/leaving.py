"""Something that Amina wants to give, for which Boris was asked; something else for which she has leave; and who
answers for Boris while he is away."""

from datetime import date

from avow.leave import acts
from avow.leave.testing import answered, asked_of, wants_to_give
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, ON, World

LATER = date(2099, 1, 1)
"""A day that is still to come whenever the tests run."""


def add(found: World, house: reviews.House) -> None:
    waiting = wants_to_give(house, house.amina, ON, LATER)
    given = wants_to_give(house, house.amina, ON, LATER, worth="10.00")
    answered(asked_of(given)[0], house.boris, ON)
    row = acts.name_deputy(house.boris, house.dolores, from_day=LATER, until=LATER, on=ON, at=AT)
    request = asked_of(waiting)[0].public_id
    found.parts |= {
        "leave:one": {"public_id": request},
        "leave:given": {"public_id": given.public_id},
        "leave:not_given": {"public_id": given.public_id},
    }
    found.sent |= {
        ("leave:one", "POST"): {f"{request}-answer": "give", f"{request}-remark": ""},
        ("leave:given", "POST"): {"day": ON.isoformat()},
        ("leave:deputy", "POST"): {"deputy": "F1", "from_day": LATER.isoformat(), "until": ""},
        ("leave:deputy_end", "POST"): {"row": row.attested.entry_id},
    }
