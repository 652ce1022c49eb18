"""What counts differently is told to officers and to the person, each with its cause, until each has seen it."""

from datetime import date

import pytest
from django.test import Client

from avow.access import duties
from avow.access.testing import sign_in
from avow.config.clock import today
from avow.counterparties import acts as counterparties
from avow.disclosures.testing import noon
from avow.gifts import acts
from avow.gifts.models import AnewSeen, CountedAnew
from avow.gifts.testing import received
from avow.ledger.verify import verify

MARCH, APRIL, MAY = date(2026, 3, 2), date(2026, 4, 6), date(2026, 5, 4)


@pytest.fixture
def chen(here):
    return sign_in(Client(), here.chen)


@pytest.fixture
def amina(here):
    return sign_in(Client(), here.amina)


@pytest.fixture
def crossed(here):
    """A late entry lets an earlier-entered gift of May cross the limit."""
    received(here.amina, MARCH, "150.00", party=here.delta)
    second = received(here.amina, MAY, "40.00", party=here.freight)
    late = received(here.amina, APRIL, "60.00", party=here.freight, sent=MAY)
    return second.disclosure, late.disclosure


def asked_of(person) -> list[str]:
    return [duty.title for duty in duties.duties_for(person, today())]


def test_the_officer_reads_what_it_was_and_is_and_why_with_a_way_there(here, chen, crossed):
    second, late = crossed
    (row,) = chen.get("/gifts/anew/").context["rows"]
    assert row.disclosure == second
    assert row.why == "the entry of 6 April 2026 (Delta Freight) was entered"
    assert row.url == f"/disclosures/{late.public_id}/"
    assert row.was == () and len(row.now) == 1 and "250.00" in row.now[0] and "(5.2)" in row.now[0]
    assert "Look at what changed: 1 gift counts differently now" in asked_of(here.chen)
    chen.post("/gifts/anew/", {"anew": [row.number, "x", "99999999"]})
    assert AnewSeen.objects.get().as_officer
    assert not chen.get("/gifts/anew/").context["rows"]
    assert not [title for title in asked_of(here.chen) if "differently" in title]
    assert [one.says for one in verify().findings if one.kind != "head"] == []


def test_the_person_is_told_on_home_and_on_the_page_until_they_have_read_it(here, amina, crossed):
    second, _ = crossed
    assert asked_of(here.amina).count("One of your gifts counts differently now") == 1
    page = amina.get(f"/disclosures/{second.public_id}/").content.decode()
    assert "This counts differently now" in page and "the entry of 6 April 2026" in page
    answer = amina.post(f"/gifts/anew/{second.public_id}/read/")
    assert answer["Location"] == f"/disclosures/{second.public_id}/"
    assert "counts differently now" not in amina.get(answer["Location"]).content.decode()
    assert "One of your gifts counts differently now" not in asked_of(here.amina)
    assert not AnewSeen.objects.get().as_officer, "the officers' is another one"
    amina.post(f"/gifts/anew/{second.public_id}/read/")
    assert AnewSeen.objects.count() == 1


def test_a_company_that_joined_the_group_is_named(here, chen, amina):
    received(here.amina, MARCH, "150.00", party=here.delta)
    second = received(here.amina, MAY, "60.00", party=here.omega).disclosure
    counterparties.put("O", on=APRIL, by="system", at=noon(MAY), parent="D")
    assert CountedAnew.objects.get().cause == "group"
    (row,) = chen.get("/gifts/anew/").context["rows"]
    assert row.why == "Omega Tools joined or left a corporate group"
    assert row.url == f"/gifts/party/{here.omega.public_id}/"
    page = amina.get(f"/disclosures/{second.public_id}/").content.decode()
    assert "Omega Tools joined or left a corporate group" in page and "/gifts/party/" not in page


def test_officers_are_not_told_of_what_they_keep_away_from(here, chen):
    received(here.dolores, MARCH, "150.00", party=here.delta)
    received(here.dolores, MAY, "40.00", party=here.freight)
    received(here.dolores, APRIL, "60.00", party=here.freight, sent=MAY)
    row = CountedAnew.objects.get()
    assert not chen.get("/gifts/anew/").context["rows"]
    chen.post("/gifts/anew/", {"anew": [row.judgement.attested.entry_id]})
    assert not AnewSeen.objects.exists()
    assert not [title for title in asked_of(here.chen) if "differently" in title]


def test_nobody_else_reads_it_or_says_that_they_did(here, chen, client, crossed):
    second, late = crossed
    for person in (here.boris, here.goran, here.amina):
        assert sign_in(client, person).get("/gifts/anew/").status_code == 404
    for person in (here.boris, here.chen):
        assert sign_in(client, person).post(f"/gifts/anew/{second.public_id}/read/").status_code == 404
    assert sign_in(client, here.amina).post(f"/gifts/anew/{late.public_id}/read/").status_code == 404
    assert not AnewSeen.objects.exists()


def test_what_one_told_oneself_is_no_news_to_oneself(here, chen, amina):
    watch = received(here.amina, MARCH, "250.00", party=here.delta).disclosure
    became = acts.become(watch, "given_back", by=here.amina, became_on=MARCH, on=MAY, at=noon(MAY))
    assert CountedAnew.objects.get().cause == "became"
    assert "One of your gifts counts differently now" not in asked_of(here.amina)
    assert "counts differently now" not in amina.get(f"/disclosures/{watch.public_id}/").content.decode()
    assert len(chen.get("/gifts/anew/").context["rows"]) == 1, "officers learn of it"
    acts.take_back(became, by=here.amina, on=MAY, at=noon(MAY))
    assert "One of your gifts counts differently now" not in asked_of(here.amina)


def test_what_it_makes_worse_of_another_gift_is_told_all_the_same(here):
    watch = received(here.amina, MARCH, "150.00", party=here.delta).disclosure
    became = acts.become(watch, "given_back", by=here.amina, became_on=MARCH, on=MARCH, at=noon(MARCH))
    second = received(here.amina, APRIL, "100.00", party=here.delta).disclosure
    acts.take_back(became, by=here.amina, on=MAY, at=noon(MAY))
    assert CountedAnew.objects.get(worse=True).disclosure == second
    assert "One of your gifts counts differently now" in asked_of(here.amina)
