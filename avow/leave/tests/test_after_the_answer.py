"""What the person reads once leave was answered: given and free, given while it is looked at as well, or refused."""

from datetime import timedelta

import pytest
from django.urls import reverse

from avow.access.duties import duties_for
from avow.access.testing import sign_in
from avow.config.clock import today
from avow.config.testing import stand_still
from avow.disclosures.models import Disclosure, Version
from avow.gifts.models import Gift
from avow.leave.acts import tell_given
from avow.leave.testing import MONDAY, answered, asked_of, changed, house, moment, wants_to_give, wants_to_invite

pytestmark = pytest.mark.django_db
NOTHING_MORE = "Nothing more is asked of you"
TELL = "Once you have given it, tell us the day."
PRIMARY = '<a class="button" href="/disclosures/'


@pytest.fixture
def on():
    return today()


@pytest.fixture
def us(db):
    return house()


def titles(person, on) -> list[str]:
    return [duty.title for duty in duties_for(person, on)]


def page_of(client, person, disclosure) -> str:
    return sign_in(client, person).get(reverse("disclosures:one", args=[disclosure.public_id])).content.decode()


def test_leave_and_nothing_else(client, us, on):
    wine = wants_to_give(us, us.amina, on, on)
    answered(asked_of(wine)[0], us.boris, on)
    page = page_of(client, us.amina, wine)
    assert wine.state(on).id == "leave_given"
    assert TELL in page
    assert NOTHING_MORE not in page
    assert PRIMARY in page
    assert any(one.startswith("Tell us when you have given it") for one in titles(us.amina, on))


def test_leave_while_it_is_under_review_waits_for_that(client, us, on):
    dinner = wants_to_invite(us, us.amina, on, on, excessive=True, guest_employer_allows=None)
    answered(asked_of(dinner)[0], us.boris, on)
    dinner = Disclosure.objects.get(pk=dinner.pk)
    assert dinner.state(on).id == "under_review"
    page = page_of(client, us.amina, dinner)
    assert "There is leave until" in page
    assert "Please wait all the same" in page
    assert "please do not invite or promise" in page
    assert TELL not in page
    assert PRIMARY not in page
    assert "I have given it all the same" in page
    assert not any(one.startswith("Tell us when you have given it") for one in titles(us.amina, on))


def test_a_refusal_is_on_the_home_page_until_it_is_read(client, us, on):
    wine = wants_to_give(us, us.amina, on, on)
    refused = "Leave was not given: "
    assert not [one for one in titles(us.amina, on) if one.startswith(refused)]
    answered(asked_of(wine)[0], us.boris, on, is_given=False, remark="Not to a customer in a tender.")
    (told,) = [one for one in titles(us.amina, on) if one.startswith(refused)]
    assert "Delta Bearings plc" in told
    for other in (us.boris, us.chen):
        assert not [one for one in titles(other, on) if one.startswith(refused)]
    page_of(client, us.chen, wine)
    assert [one for one in titles(us.amina, on) if one.startswith(refused)]
    page = page_of(client, us.amina, wine)
    assert "Not to a customer in a tender." in page
    assert "a person decides" not in page.lower()
    assert not [one for one in titles(us.amina, on) if one.startswith(refused)]


def test_asked_again_and_refused_again_is_told_again(client, us, on):
    wine = wants_to_give(us, us.amina, on, on)
    answered(asked_of(wine)[0], us.boris, on, is_given=False, remark="No.")
    page_of(client, us.amina, wine)
    changed(wine, on, worth="10.00")
    assert not [one for one in titles(us.amina, on) if one.startswith("Leave was not given")]
    answered(asked_of(wine)[0], us.boris, on, is_given=False, remark="No.")
    assert len([one for one in titles(us.amina, on) if one.startswith("Leave was not given")]) == 1


def test_the_line_of_what_was_refused_needs_no_approval_any_more(us, on):
    wine = wants_to_give(us, us.amina, on, on)
    answered(asked_of(wine)[0], us.boris, on, is_given=False, remark="No.")
    line = Gift.objects.get(disclosure=wine)
    assert (line.gravest, line.counts) == ("", False)


@pytest.mark.parametrize("is_given", [True, False])
def test_changed_after_its_day_it_is_not_said_that_nobody_was_asked(client, us, monkeypatch, is_given):
    day, later = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)
    wine = wants_to_give(us, us.amina, MONDAY, day)
    answered(asked_of(wine)[0], us.boris, MONDAY, is_given=is_given, remark="It is a tender.")
    tell_given(wine, by=us.amina, given_on=day, on=day, at=moment(day))
    changed(wine, later, **{**Version.objects.last().answers(), "worth": "45.00"})
    stand_still(monkeypatch, moment(later))
    for person in (us.amina, us.chen):
        page = page_of(client, person, wine)
        assert "nobody was asked before" not in page
        said = "given" if is_given else "refused"
        assert f"Leave was {said} for this as it was written before, and it was given on" in page
        assert ("with that leave" in page) is is_given
        assert "for what it says now nobody was asked" in page
