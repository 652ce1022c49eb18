"""The quick page beside the rest: other policies, the way in, and how often it asks the database."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from avow.access.testing import sign_in
from avow.adoptions.testing import adopted
from avow.config.testing import stand_still
from avow.disclosures.testing import noon
from avow.gifts.testing import received
from avow.gifts.tests.test_recording import USUAL
from avow.people import testing as people

ON = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    stand_still(monkeypatch, noon(ON))


@pytest.mark.parametrize("pack", ["uk_university_gifts", "us_executive_branch_gifts", "us_oge278"])
def test_another_policy_has_its_own_steps(client, db, pack):
    person = people.cast().amina
    kinds = [kind.id for kind in adopted(ON, pack).kinds.values() if kind.register_only]
    page = sign_in(client, person).get("/gifts/record/")
    assert kinds
    for kind in kinds:
        assert f'href="/disclose/new/{kind}/"' in page.content.decode()
        assert "Record it on one page" not in client.get(f"/disclose/new/{kind}/").content.decode()
    for address in ("", "typing/", "keep/"):
        assert client.post(f"/gifts/record/{address}", {}).status_code == 404
    for address in ("/gifts/refuse/", "/gifts/what-now/", "/"):
        assert client.get(address).status_code == 200


def test_the_way_in(client, cast):
    sign_in(client, cast.amina)
    assert 'href="/gifts/record/"' in client.get("/").content.decode()
    begin = client.get("/disclose/new/hospitality_offered/").content.decode()
    assert 'href="/gifts/record/?kind=hospitality_offered"' in begin
    page = client.get("/gifts/record/?kind=hospitality_offered")
    assert page.context["form"]["kind"].value() == "hospitality_offered"


def test_the_currency_is_that_of_the_persons_country(client, cast):
    sign_in(client, cast.amina)
    assert client.get("/gifts/record/").context["form"]["worth_in"].value() == "SEK"
    sign_in(client, cast.goran)
    assert client.get("/gifts/record/").context["form"]["worth_in"].value() == "EUR"


def test_typing_asks_the_database_as_often_after_many_gifts(client, cast, group):
    sign_in(client, cast.amina)
    received(cast.amina, ON, "1", party=group[1])
    few = asked(client)
    for _ in range(8):
        received(cast.amina, ON, "1", party=group[2])
    assert asked(client) == few <= 36


def asked(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.post("/gifts/record/typing/", USUAL).status_code == 200
    return len(queries)


def test_refusing_without_such_a_language_is_in_english(client, cast):
    sign_in(client, cast.amina)
    for asked_for, chosen in (("ja", "ja"), ("xx", "en"), ("", "en")):
        page = client.get("/gifts/refuse/", {"in": asked_for})
        assert (page.context["chosen"], page.status_code) == (chosen, 200)
        assert escape(page.context["text"]) in page.content.decode()
    assert "I gave it back" in client.get("/gifts/what-now/").content.decode()
