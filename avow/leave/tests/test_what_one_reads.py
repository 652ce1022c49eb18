"""What is read of leave beside the request: after sending, in one's own list, lately, in the menu, on the case page."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from avow.access.models import Read
from avow.access.testing import sign_in
from avow.config import clock
from avow.disclosures import showing
from avow.disclosures.reading import of_a_part
from avow.leave import acts
from avow.leave.testing import MONDAY, answered, asked_of, house, moment, wants_to_give

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: MONDAY)
    monkeypatch.setattr(clock, "now", lambda: moment(MONDAY))
    return MONDAY


@pytest.fixture
def us():
    return house()


@pytest.fixture
def wine(us, on):
    return wants_to_give(us, us.amina, on, on)


def test_after_sending_one_reads_whom_one_waits_for_and_until_when(client, us, wine):
    page = sign_in(client, us.amina).get(reverse("disclosures:sent", args=[wine.public_id])).content.decode()
    due = showing.day(asked_of(wine)[0].answer_by)
    assert f"Boris Lindqvist is asked for leave, and is to answer by {due}." in page
    assert "You will hear by" not in page
    assert "Boris Lindqvist, asked for leave, sees what it is" in page


def test_who_reads_it_names_everyone_asked_and_what_they_see(client, us, wine):
    page = sign_in(client, us.amina).get(reverse("disclosures:one", args=[wine.public_id])).content.decode()
    assert "Boris Lindqvist, asked for leave, sees what it is, for whom, when and how much" in page
    assert len(of_a_part(wine)) == 1


def test_before_sending_one_reads_that_the_manager_sees_a_part(client, us):
    page = sign_in(client, us.amina).get("/gifts/record/?kind=gift_given").content.decode()
    assert "Your manager is asked for leave first, or whoever stands in for them: they see" in page
    page = client.get("/gifts/record/?kind=gift_received").content.decode()
    assert "is asked for leave first" not in page


def test_ones_own_list_says_where_each_stands(client, us, wine, on):
    given = wants_to_give(us, us.amina, on, on, worth="20.00")
    answered(asked_of(given)[0], us.boris, on)
    acts.tell_given(given, by=us.amina, given_on=on, on=on, at=moment(on))
    refused = wants_to_give(us, us.amina, on, on, worth="21.00")
    answered(asked_of(refused)[0], us.boris, on, is_given=False, remark="A tender.")
    held = wants_to_give(us, us.amina, on, on, worth="22.00")
    answered(asked_of(held)[0], us.boris, on)
    not_given = wants_to_give(us, us.amina, on, on, worth="23.00")
    acts.tell_not_given(not_given, by=us.amina, on=on, at=moment(on))
    page = sign_in(client, us.amina).get("/leave/").content.decode()
    for words in (
        "Delta Bearings plc, 2 March 2026, USD 20.00",
        "Given on 2 March 2026, with leave",
        "Leave was not given",
        f"There is leave until {showing.day(on + timedelta(days=30))}",
        "Not needed any more",
        "Boris Lindqvist is asked for leave, and is to answer by",
        reverse("disclosures:one", args=[wine.public_id]),
    ):
        assert words in page, words
    assert "Nobody waits for your leave" not in page


def test_lately_says_to_whom_when_and_how_much_and_not_the_words(client, us, wine, on):
    answered(asked_of(wine)[0], us.boris, on)
    page = sign_in(client, us.boris).get("/leave/").content.decode()
    assert "Amina Haddad: Delta Bearings plc, 2 March 2026, USD 40.00" in page
    assert "You gave leave" in page
    assert "bottle of wine" not in page
    assert Read.objects.filter(person=us.boris, subject="leave").count() == 1


def test_the_menu_leads_there_whom_it_concerns(client, us, on):
    assert 'href="/leave/"' not in sign_in(client, us.amina).get("/").content.decode()
    assert 'href="/leave/"' in sign_in(client, us.boris).get("/").content.decode()
    wants_to_give(us, us.amina, on, on)
    page = sign_in(client, us.amina).get("/").content.decode()
    assert 'href="/leave/"' in page
    assert 'href="/local-rules/"' in page


def test_the_case_page_says_who_was_asked_and_what_they_answered(client, us, on):
    large = wants_to_give(us, us.amina, on, on, worth="900.00")
    answered(asked_of(large)[0], us.boris, on, remark="She has earned it.")
    acts.tell_given(large, by=us.amina, given_on=date(2026, 3, 2), on=on, at=moment(on))
    address = reverse("reviews:case", args=[large.case.public_id])
    page = sign_in(client, us.chen).get(address).content.decode()
    for words in (
        "Leave to give",
        "Boris Lindqvist, the manager on that day: asked on",
        "gave leave on",
        "She has earned",
    ):
        assert words in page, words
    assert "I have given it" not in page


def test_what_waits_for_leave_can_only_be_not_given_and_what_was_given_only_came_back(client, us, wine, on):
    address = reverse("disclosures:one", args=[wine.public_id])
    page = sign_in(client, us.amina).get(address).content.decode()
    assert page.count("I will not give it</button>") == 1
    assert "Tell what became of it" not in page
    answered(asked_of(wine)[0], us.boris, on)
    acts.tell_given(wine, by=us.amina, given_on=on, on=on, at=moment(on))
    page = client.get(address).content.decode()
    assert "I will not give it" not in page
    assert "“They gave it back”" in page
    assert "It was not given after all" not in client.get(f"/gifts/{wine.public_id}/became/").content.decode()
