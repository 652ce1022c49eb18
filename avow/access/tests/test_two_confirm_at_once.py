"""Two people confirm the same proposal at the same moment: one grant, and the other is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connections

from avow.access import acts
from avow.access.models import RoleGrant
from avow.access.testing import grant
from avow.people.testing import cast

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in threads that start together; gives what each returned, or the refusal."""
    ready = Barrier(len(calls))

    def run(call):
        try:
            ready.wait(10)
            return call()
        except acts.NotAllowed as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_one_confirms_and_the_other_is_told():
    here = cast()
    grant(here.chen, "compliance_officer")
    grant(here.dolores, "chief_executive")
    grant(here.farah, "administrator")
    proposal = acts.propose_role(here.boris, "management", here.farah, ON, AT)
    results = at_once(*[lambda by=by: acts.confirm_role(proposal, by, ON, AT) for by in (here.chen, here.dolores)])
    assert RoleGrant.objects.filter(proposal=proposal).count() == 1
    assert sorted(type(result).__name__ for result in results) == ["NotAllowed", "RoleGrant"]


def test_administrator_and_officer_confirmed_at_once_do_not_both_pass():
    here = cast()
    grant(here.chen, "compliance_officer")
    grant(here.dolores, "chief_executive")
    grant(here.farah, "administrator")
    one = acts.propose_role(here.boris, "administrator", here.farah, ON, AT)
    other = acts.propose_role(here.boris, "deputy", here.farah, ON, AT)
    results = at_once(
        lambda: acts.confirm_role(one, here.chen, ON, AT), lambda: acts.confirm_role(other, here.dolores, ON, AT)
    )
    assert RoleGrant.objects.filter(person=here.boris).count() == 1
    assert sum(isinstance(result, acts.NotAllowed) for result in results) == 1
