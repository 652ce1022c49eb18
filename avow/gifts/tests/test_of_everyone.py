"""The sum over the company tells nobody's gift, neither by itself nor beside the one of another day."""

from datetime import date
from decimal import Decimal

import pytest

from avow.gifts.testing import received
from avow.gifts.totals import of_everyone

MARCH, ON = date(2026, 3, 2), date(2026, 4, 20)


@pytest.fixture
def five(here, gift):
    people = [here.amina, here.boris, here.chen, here.dolores, here.emeka]
    for person in people:
        received(person, MARCH, "33.00", party=here.delta)
    return people


def test_four_people_are_too_few(here):
    for person in (here.amina, here.boris, here.chen, here.dolores):
        received(person, MARCH, "33.00", party=here.delta)
    assert of_everyone(here.delta, "gift_received", ON) is None


def test_it_is_of_whole_months_and_coarse(here, five):
    told = of_everyone(here.delta, "gift_received", ON)
    assert (told.known, told.people) == (Decimal(200), 5)
    assert (told.first, told.last) == (date(2025, 4, 1), date(2026, 3, 31))
    assert of_everyone(here.delta, "gift_received", date(2026, 3, 31)) is None, "nothing of the month that runs"


def test_one_more_gift_is_not_the_difference_between_two_sums(here, five):
    before = of_everyone(here.delta, "gift_received", ON)
    received(here.farah, date(2026, 4, 13), "29.00", party=here.freight)
    assert of_everyone(here.delta, "gift_received", ON) == before
    received(here.farah, MARCH, "29.00", party=here.freight, sent=ON)
    assert of_everyone(here.delta, "gift_received", ON) == before
    received(here.farah, MARCH, "150000.00", party=here.freight, sent=ON)
    assert of_everyone(here.delta, "gift_received", ON).known == Decimal(160000), "two leading digits, upwards"
