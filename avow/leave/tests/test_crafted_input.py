"""What no page of ours would send, other people's numbers, and what is over: nothing is answered, told or named."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from avow.access.testing import sign_in
from avow.gifts.models import Became
from avow.leave.models import Answered, Deputy, Given
from avow.leave.testing import MONDAY, answered, asked_of, house, wants_to_give

pytestmark = pytest.mark.django_db
TUESDAY = MONDAY + timedelta(days=1)


def post_answer(person, asked, **changed):
    sent = {f"{asked.public_id}-{name}": value for name, value in changed.items()}
    return sign_in(Client(), person).post(asked.get_absolute_url(), sent)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"answer": "yes"},
        {"answer": "\x00"},
        {"answer": "refuse", "remark": " "},
        {"answer": "refuse", "remark": "\x00"},
        {"answer": "give", "remark": "x" * 1001},
    ],
)
def test_an_answer_that_is_none(now, sent):
    us = house()
    (asked,) = asked_of(wants_to_give(us, us.amina, MONDAY, TUESDAY))
    assert post_answer(us.boris, asked, **sent).status_code == 422
    assert not Answered.objects.exists()


def test_the_field_of_another_request_answers_neither(now):
    us = house()
    first, second = (asked_of(wants_to_give(us, us.amina, MONDAY, worth=worth))[0] for worth in ("10.00", "20.00"))
    boris = sign_in(Client(), us.boris)
    sent = {f"{second.public_id}-answer": "give"}
    assert boris.post(first.get_absolute_url(), sent).status_code == 422
    assert not Answered.objects.exists()


def test_only_whoever_was_asked_answers_and_others_learn_nothing(now):
    us = house()
    (asked,) = asked_of(wants_to_give(us, us.amina, MONDAY, TUESDAY))
    for person in (us.amina, us.chen, us.dolores, us.emeka, us.goran):
        client = sign_in(Client(), person)
        for name in ("get", "post"):
            there = getattr(client, name)(asked.get_absolute_url(), {f"{asked.public_id}-answer": "give"})
            nowhere = getattr(client, name)(reverse("leave:one", args=["nobodyknows"]))
            assert (there.status_code, there.content) == (404, nowhere.content)
    assert not Answered.objects.exists()


def test_an_answer_stands(now):
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, TUESDAY)
    (asked,) = asked_of(wine)
    answered(asked, us.boris, MONDAY, is_given=False, remark="No.")
    assert post_answer(us.boris, asked, answer="give").status_code == 302
    assert not Answered.objects.get().is_given and wine.state(MONDAY).id == "leave_refused"


@pytest.mark.parametrize("day", ["", "x", "\x00", "0001-01-01", "9999-12-31", TUESDAY.isoformat(), "2026-02-30"])
def test_given_on_a_day_that_is_none_or_to_come(now, day):
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, TUESDAY)
    address = reverse("leave:given", args=[wine.public_id])
    assert sign_in(Client(), us.amina).post(address, {"day": day}).status_code == 422
    assert not Given.objects.exists()


def test_nobody_tells_it_for_somebody_else(now):
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, TUESDAY)
    for person in (us.boris, us.chen, us.goran):
        client = sign_in(Client(), person)
        for name in ("leave:given", "leave:not_given"):
            there, nowhere = (client.post(reverse(name, args=[one]), {"day": MONDAY.isoformat()})
                              for one in (wine.public_id, "nobodyknows"))  # fmt: skip
            assert (there.status_code, there.content) == (404, nowhere.content), (person, name)
    assert not Given.objects.exists() and not Became.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"deputy": "\x00"},
        {"deputy": "x" * 5000},
        {"deputy": "B1"},
        {"from_day": "9999-12-32"},
        {"from_day": "2026-03-01"},
        {"until": "0001-01-01"},
        {"until": "\x00"},
    ],
)
def test_a_deputy_that_is_none(now, changed):
    us = house()
    told = {"deputy": "F1", "from_day": MONDAY.isoformat(), "until": "", **changed}
    assert sign_in(Client(), us.boris).post("/leave/deputy/", told).status_code == 422
    assert not Deputy.objects.exists()


def test_nobody_ends_the_deputy_of_another(now):
    us = house()
    boris = sign_in(Client(), us.boris)
    boris.post("/leave/deputy/", {"deputy": "F1", "from_day": MONDAY.isoformat(), "until": "9999-12-31"})
    row = Deputy.objects.get()
    for sent in (str(row.attested.entry_id), "", "\x00", "9" * 5000):
        assert sign_in(Client(), us.farah).post("/leave/deputy/end/", {"row": sent}).status_code == 404
    assert Deputy.objects.get().to_day is None
