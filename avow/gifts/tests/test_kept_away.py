"""What officers keep away from is as if absent on every page of the register, and what others read tells no more."""

from datetime import date

import pytest
from django.test import Client

from avow.access import duties, participants
from avow.access.testing import grant, sign_in
from avow.config.clock import today
from avow.counterparties import acts as counterparties
from avow.disclosures.testing import noon
from avow.gifts.models import CountedAnew
from avow.gifts.testing import received
from avow.ledger.models import Entry

MARCH, APRIL, MAY = date(2026, 3, 2), date(2026, 4, 6), date(2026, 5, 4)


@pytest.fixture
def chen(here):
    return sign_in(Client(), here.chen)


def kept_out(person, disclosure):
    participants.add(disclosure.public_id, person, "excluded", Entry.objects.latest("number"), MARCH)


def parties(response) -> set[str]:
    return {row.gift.party_name for row in response.context["rows"]}


@pytest.mark.parametrize("name", ["Chen Wei", "WEI, Chen", "chen  wéi"])
def test_a_gift_from_or_to_the_officer_is_no_line_for_them(here, gift, chen, name):
    gift(here.amina, other_side=name)
    gift(here.amina, other_side="Wei Chen Trading")
    assert parties(chen.get("/gifts/")) == {"Wei Chen Trading"}
    assert chen.get("/gifts/").context["sums"].count == 1
    assert chen.get("/gifts/as-written/resolve/", {"name": name}).status_code == 404


def test_it_stays_none_when_another_officer_resolved_the_name(here, gift, chen):
    gift(here.amina, other_side="Chen Wei")
    grant(here.farah, "deputy")
    farah = sign_in(Client(), here.farah)
    told = {"name": "Chen Wei", "party": here.delta.public_id, "reason": "It is his company."}
    assert farah.post("/gifts/as-written/resolve/", told).status_code == 302
    assert parties(farah.get("/gifts/")) == {"Delta Holding"}
    assert parties(chen.get("/gifts/")) == set()
    assert chen.get(f"/gifts/party/{here.delta.public_id}/").context["count"] == 0


def test_a_card_of_a_superiors_is_neither_listed_nor_counted(here, gift, chen):
    received(here.dolores, MARCH, "40.00", other_side="on the card (abcd)")
    assert not chen.get("/gifts/cards/").context["on_cards"]
    assert not [one.title for one in duties.duties_for(here.chen, today()) if "card" in one.title]
    received(here.amina, MARCH, "40.00", other_side="on the card (efgh)")
    assert len(chen.get("/gifts/cards/").context["on_cards"]) == 1


def test_the_entry_behind_another_is_not_described_to_who_is_kept_out_of_it(here, chen):
    received(here.amina, MARCH, "150.00", party=here.delta)
    received(here.amina, MAY, "40.00", party=here.freight)
    late = received(here.amina, APRIL, "60.00", party=here.freight, sent=MAY)
    kept_out(here.chen, late.disclosure)
    (row,) = chen.get("/gifts/anew/").context["rows"]
    assert (row.why, row.url) == ("the entry was entered", "")


def test_the_person_reads_no_name_of_a_company_that_they_did_not_deal_with(here, chen):
    counterparties.put("S", name="Secret Target", country="SE", on=MARCH, by="system", at=noon(MARCH))
    received(here.amina, MARCH, "150.00", party=here.delta)
    second = received(here.amina, MAY, "60.00", party=here.omega).disclosure
    counterparties.put("S", on=APRIL, by="system", at=noon(MAY), parent="D")
    assert not CountedAnew.objects.exists()
    counterparties.put("O", on=APRIL, by="system", at=noon(MAY), parent="S")
    amina = sign_in(Client(), here.amina)
    page = amina.get(f"/disclosures/{second.public_id}/").content.decode()
    assert "Omega Tools joined or left a corporate group" in page and "Secret Target" not in page
    counterparties.put("S", on=MAY, by="system", at=noon(MAY), parent=None)
    page = amina.get(f"/disclosures/{second.public_id}/").content.decode()
    assert "a company joined or left a corporate group" in page and "Secret Target" not in page
    assert "Secret Target joined or left" in chen.get("/gifts/anew/").content.decode()
