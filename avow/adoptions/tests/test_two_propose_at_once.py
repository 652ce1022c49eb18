"""Two officers at the same moment: one proposal of a version, one adoption of a proposal."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connections

from avow.access.testing import grant
from avow.adoptions.acts import Refused, adopt, adopt_proposal, propose
from avow.adoptions.models import Adoption, Proposal
from avow.adoptions.resolutions import approving
from avow.people.testing import cast

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTES = approving("minutes.pdf", b"%PDF-1.7")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here():
    found = cast()
    adopt("corporate", from_day=date(2026, 1, 1), proposed_by=found.chen, adopted_by=found.dolores, at=AT)
    for person, role in (
        (found.chen, "compliance_officer"),
        (found.farah, "deputy"),
        (found.dolores, "chief_executive"),
    ):
        grant(person, role)
    return found


def at_once(*acts):
    """The names of what each gave or raised."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait(10)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(type(result).__name__ for result in pool.map(run, acts))


def test_one_version_is_proposed_once(here, edited):
    folder = edited()
    acts = [lambda by=by: propose(folder, by=by, at=AT, reason="Now.") for by in (here.chen, here.farah)]
    assert at_once(*acts) == ["NotProposed", "Proposal"]
    assert Proposal.objects.count() == 1


def test_a_proposal_is_adopted_once(here, edited):
    proposal = propose(edited(), by=here.chen, at=AT, reason="Now.")

    def adopting(by):
        mine = Proposal.objects.get(pk=proposal.pk)
        return adopt_proposal(mine, from_day=date(2026, 3, 2), by=by, at=AT, resolution=MINUTES)

    assert at_once(lambda: adopting(here.dolores), lambda: adopting(here.farah)) == ["Adoption", "NotAdopted"]
    assert Adoption.objects.count() == 2
