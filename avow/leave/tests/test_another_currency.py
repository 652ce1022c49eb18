"""Leave for something in another currency than the policy's: shown as it was said, and added up at the day's rate."""

from datetime import timedelta

import pytest
from django.test import Client

from avow.access.testing import sign_in
from avow.leave.testing import MONDAY, answered, asked_of, changed, house, wants_to_give
from avow.rates.testing import bring_text

pytestmark = pytest.mark.django_db


def page_of_boris(us, disclosure) -> str:
    return sign_in(Client(), us.boris).get(asked_of(disclosure)[-1].get_absolute_url()).content.decode()


def test_what_was_said_and_what_it_comes_to(now):
    us = house()
    bring_text(f"{MONDAY},USD,1.2\n{MONDAY},SEK,12\n", on=MONDAY)
    wine = wants_to_give(us, us.amina, MONDAY, worth="500.00", worth_in="SEK")
    page = page_of_boris(us, wine)
    assert "SEK 500.00" in page
    assert "For each of those who get it" in page and "USD 50.00" in page
    assert "With this one, USD 50.00" in page
    answered(asked_of(wine)[0], us.boris, MONDAY)
    assert wine.state(MONDAY).id == "leave_given"


def test_the_same_figure_in_another_currency_needs_leave_anew(now):
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, worth="40.00", worth_in="SEK")
    answered(asked_of(wine)[0], us.boris, MONDAY)
    changed(wine, MONDAY, worth_in="EUR")
    assert wine.state(MONDAY).id == "waiting_for_leave"
    assert "EUR 40.00" in page_of_boris(us, wine)


def test_a_rate_that_is_corrected_later_changes_the_sum_and_not_the_leave(now):
    us = house()
    bring_text(f"{MONDAY},USD,1.2\n{MONDAY},SEK,12\n", on=MONDAY)
    wine = wants_to_give(us, us.amina, MONDAY, worth="500.00", worth_in="SEK")
    answered(asked_of(wine)[0], us.boris, MONDAY)
    bring_text(f"{MONDAY},SEK,10\n", "corrected.csv", on=MONDAY + timedelta(days=1))
    judged = wine.latest_version.judged
    assert judged.facts["amount"] == "60.00" and judged.facts["leave_given"] is True


def test_without_a_rate_it_is_said_that_it_cannot_be_counted(now):
    us = house()
    day = MONDAY + timedelta(days=400)
    wine = wants_to_give(us, us.amina, MONDAY, day, worth="500.00", worth_in="SEK")
    page = page_of_boris(us, wine)
    assert "SEK 500.00" in page
    assert "cannot be counted, because their worth is not known" in page
