"""Whoever must keep away from a matter reads none of it at once, before anybody brought the participants up to date."""

import pytest
from django.test import Client
from django.urls import reverse

from avow.access.models import Read
from avow.access.testing import grant, sign_in
from avow.disclosures import acts as disclosing
from avow.people import acts as people
from avow.reviews.keeping_up import changed_since, keep_up
from avow.reviews.testing import BEGIN, MONDAY, case_of, disclose, house, moment
from avow.reviews.visibility import cases_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))


def with_a_file(h, person):
    """A disclosure with a file, sent, and the addresses at which its contents can be read."""
    disclosure = disclose(h, person)
    disclosing.amend(disclosure, person, moment(MONDAY))
    file = disclosing.attach(disclosure, person, "offer.txt", b"An offer.", moment(MONDAY))
    disclosing.submit(disclosure, person, MONDAY, moment(MONDAY))
    one = disclosure.public_id
    return disclosure, [
        reverse("disclosures:one", args=[one]),
        reverse("disclosures:version", args=[one, 1]),
        reverse("disclosures:receipt", args=[one]),
        reverse("disclosures:receipt_pdf", args=[one]),
        reverse("disclosures:attachment", args=[file.public_id]),
    ]


def statuses(person, addresses):
    client = sign_in(Client(), person)
    return {client.get(address).status_code for address in addresses}


def test_an_officer_who_turns_out_to_be_a_relative_reads_nothing_from_then_on():
    h = house()
    _, addresses = with_a_file(h, h.amina)
    assert statuses(h.chen, addresses) == {200}
    disclose(h, h.chen, holder="family", relation="sibling", relative_name=h.amina.name)
    noted = Read.objects.count()
    assert statuses(h.chen, addresses) == {404}
    assert Read.objects.count() == noted
    assert statuses(h.amina, addresses) == {200}


def test_an_officer_who_comes_to_work_for_the_discloser_reads_nothing_from_then_on():
    h = house()
    _, addresses = with_a_file(h, h.boris)
    assert statuses(h.chen, addresses) == {200}
    people.put("C1", on=MONDAY, by="system", at=moment(MONDAY), manager="B1")
    assert statuses(h.chen, addresses) == {404}


def test_a_new_deputy_who_is_named_reads_nothing_from_the_first_moment():
    h = house()
    naming = disclose(h, h.amina, holder="family", relation="sibling", relative_name=h.farah.name)
    plain = disclose(h, h.boris)
    grant(h.farah, "deputy", BEGIN)
    assert statuses(h.farah, [naming.get_absolute_url()]) == {404}
    assert statuses(h.farah, [plain.get_absolute_url()]) == {200}


def test_naming_a_relative_has_the_participants_brought_up_to_date():
    h = house()
    case = case_of(disclose(h, h.amina))
    seen = changed_since(None, MONDAY)
    disclose(h, h.chen, holder="family", relation="sibling", relative_name=h.amina.name)
    assert changed_since(seen, MONDAY) is not None
    keep_up(MONDAY, moment(MONDAY))
    assert case not in cases_for(h.chen, MONDAY)
