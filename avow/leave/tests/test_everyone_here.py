"""Whoever is asked for leave sees about what everyone here gave the same party, from five people on and not before."""

from datetime import date

import pytest
from django.test import Client

from avow.access.testing import sign_in
from avow.leave.testing import MONDAY, answered, asked_of, house, wants_to_give

pytestmark = pytest.mark.django_db
JANUARY = date(2026, 1, 12)
TITLE = "Everyone here, to the same"


def page_of_boris(us, **answers) -> str:
    asked = asked_of(wants_to_give(us, us.amina, MONDAY, **answers))[0]
    return sign_in(Client(), us.boris).get(asked.get_absolute_url()).content.decode()


def gave(us, *people) -> None:
    for person in people:
        wants_to_give(us, person, JANUARY, worth="33.00")


def test_of_five_people_it_is_told_and_of_whom_it_is_not(now):
    us = house()
    gave(us, us.amina, us.boris, us.chen, us.emeka, us.farah)
    page = page_of_boris(us)
    assert TITLE in page
    assert "5 people here or more: at most about USD 200.00 in all, from 1 March 2025 to 28 February 2026" in page
    assert "Farah" not in page and "Emeka" not in page and "165" not in page


def test_of_four_people_nothing_is_told(now):
    us = house()
    gave(us, us.amina, us.boris, us.chen, us.emeka, us.emeka)
    page = page_of_boris(us)
    assert "a bottle of wine" in page
    assert TITLE not in page and "people here" not in page


def test_the_one_who_asks_now_does_not_make_the_fifth(now):
    us = house()
    gave(us, us.boris, us.chen, us.emeka, us.farah)
    assert TITLE not in page_of_boris(us)


def test_what_was_refused_does_not_make_the_fifth_either(now):
    us = house()
    gave(us, us.amina, us.boris, us.chen, us.emeka)
    refused = wants_to_give(us, us.farah, JANUARY, worth="33.00")
    answered(asked_of(refused)[0], asked_of(refused)[0].person, JANUARY, is_given=False, remark="No.")
    assert TITLE not in page_of_boris(us)


def test_a_party_that_is_not_in_the_register_has_no_sum(now):
    us = house()
    gave(us, us.amina, us.boris, us.chen, us.emeka, us.farah)
    assert TITLE not in page_of_boris(us, other_side="Somebody new", counterparty="")
