"""How many queries a page of a campaign takes: as many with some forms as with more of them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.access.testing import grant, sign_in
from avow.certifications.local_hr import acts
from avow.certifications.local_hr.testing import MONDAY, SEVER, house, moment, taken_on
from avow.certifications.testing import signed
from avow.disclosures.testing import disclosed

pytestmark = pytest.mark.django_db
MANY = 8


@pytest.fixture
def us(monkeypatch):
    for where in ("avow.config.clock.today", "avow.web.navigation.today"):
        monkeypatch.setattr(where, lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))
    return house(before=lambda: [taken_on(f"T{number}", f"Tom {number}", SEVER) for number in range(MANY)])


def sign_and_advise(us, numbers):
    """Each signs, with a share that goes on and a loan that is new; of the first of both Greta advises."""
    for number in numbers:
        asked = us.asked(number)
        disclosed(asked.person, on=MONDAY, other_side=f"Delta {number}")
        form = signed(asked, ["loan"], on=MONDAY)
        first, *_ = form.reported.order_by("pk")
        acts.advise([first], note="Please look.", name=us.greta.name, by=us.greta, on=MONDAY, at=moment(MONDAY))


@pytest.mark.parametrize("query", ["", "?show=signed", f"?department={SEVER}"], ids=["all", "signed", "a department"])
def test_an_officers_page_of_a_campaign_takes_few_and_no_more_with_more_forms(us, client, query):
    grant(us.farah, "deputy")
    address = f"/hr/{us.campaign.public_id}/{query}"
    sign_in(client, us.chen)
    sign_and_advise(us, ["T0", "T1"])
    signed(us.asked("S0"), ["loan"], on=MONDAY)
    signed(us.asked("D1"), on=MONDAY)
    some = queries(client, address)
    sign_and_advise(us, [f"T{number}" for number in range(2, MANY)])
    more = queries(client, address)
    assert len(more) <= len(some) <= 31, "\n".join(one["sql"][:150] for one in some)


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return found.captured_queries
