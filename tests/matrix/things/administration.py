"""A proposal that waits for a second person, roles that can end, and forms that miss."""

from avow.access import acts as access
from avow.access.models import RoleProposal
from avow.access.testing import grant
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, BEGIN, ON, World


def add(found: World, house: reviews.House) -> None:
    new = house.extra
    proposal: RoleProposal = access.propose_role(house.boris, "management", new["Z2"], ON, AT)
    ending = grant(new["N1"], "management", BEGIN)
    access.end_role(ending, new["Z2"], ON, AT)
    found.sent |= {
        ("access:propose", "POST"): {"person": "N1", "role": "auditor"},
        ("access:end", "GET"): {"grant": house.chen.role_grants.get().pk},
        ("access:end", "POST"): {"grant": house.chen.role_grants.get().pk},
        ("access:proposals", "POST:confirm"): {"proposal": proposal.pk, "answer": "confirm"},
        ("access:proposals", "POST:refuse"): {"proposal": proposal.pk, "answer": "refuse"},
        ("account_login", "POST"): {"login": "nobody", "password": "wrong"},
        ("account_change_password", "POST"): {"oldpassword": "wrong"},
    }
