"""Pages take a fixed number of questions to the database, however much there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.access.testing import sign_in
from avow.disclosures import acts
from avow.disclosures.testing import disclosed, drafted, noon


@pytest.fixture
def amina(client, cast):
    return sign_in(client, cast.amina)


def asked(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_my_disclosures(amina, cast, delta, on):
    disclosed(cast.amina, on=on, counterparty=delta)
    drafted(cast.amina, "loan", {}, on=on)
    few = asked(amina, "/disclosures/")
    for _ in range(8):
        disclosed(cast.amina, on=on, counterparty=delta)
        drafted(cast.amina, "loan", {}, on=on)
    assert asked(amina, "/disclosures/") == few <= 20


def test_my_gifts(amina, cast, delta, on):
    disclosed(cast.amina, "gift_received", on=on, counterparty=delta)
    few = asked(amina, "/disclosures/")
    for _ in range(8):
        disclosed(cast.amina, "gift_received", on=on, counterparty=delta)
    assert asked(amina, "/disclosures/") == few <= 20
    assert "two bottles of wine, USD 40.00, 2 March 2026" in amina.get("/disclosures/").content.decode()


def test_one_with_many_versions(amina, cast, delta, on):
    disclosure = disclosed(cast.amina, on=on, counterparty=delta).disclosure
    few = asked(amina, f"/disclosures/{disclosure.public_id}/")
    for _ in range(4):
        acts.amend(disclosure, cast.amina, noon(on))
        acts.submit(disclosure, cast.amina, on, noon(on))
    assert asked(amina, f"/disclosures/{disclosure.public_id}/") <= few + 4 <= 60


def test_the_last_look_with_many_gifts_before_it(amina, cast, delta, on):
    from avow.disclosures.testing import GIFT

    draft = drafted(cast.amina, "gift_received", GIFT, on=on, counterparty=delta)
    disclosed(cast.amina, "gift_received", on=on, counterparty=delta)
    few = asked(amina, f"/disclose/{draft.public_id}/check/")
    for _ in range(8):
        disclosed(cast.amina, "gift_received", on=on, counterparty=delta)
    assert asked(amina, f"/disclose/{draft.public_id}/check/") == few <= 40
