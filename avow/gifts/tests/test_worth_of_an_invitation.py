"""What an invitation is worth: for each who shares it, the higher of the price and what the ticket says."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from avow.gifts.models import Gift
from avow.gifts.testing import invited, latest
from avow.rates import current

DAY = date(2026, 3, 10)
WAYS = pytest.mark.parametrize("way", ["received", "offered"])


@WAYS
@pytest.mark.parametrize(
    ("answers", "each"),
    [
        ({"worth": "120.00", "shared_by": "4"}, "30.00"),
        ({"worth": "120.00", "shared_by": None}, "120.00"),
        ({"worth": "80.00", "face_value": "130.00", "shared_by": "1"}, "130.00"),
        ({"worth": "130.00", "face_value": "80.00", "shared_by": "2"}, "65.00"),
        ({"worth": "100.00", "shared_by": "3"}, "33.33"),
    ],
)
def test_for_each_guest_from_the_higher_of_cost_and_face_value(cast, group, way, answers, each):
    version = invited(cast.amina, DAY, party=group[1], way=way, **answers)
    assert latest(version).facts["amount"] == each
    assert Gift.objects.get(disclosure=version.disclosure).amount == Decimal(each)


@WAYS
def test_the_face_value_is_in_the_same_currency_and_converted_with_it(cast, group, way):
    rate = current.rate("EUR", "USD", DAY)
    version = invited(
        cast.amina, DAY, party=group[1], way=way, worth="80", face_value="100", worth_in="EUR", shared_by="2"
    )
    each = (100 * rate.value / 2).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert Decimal(latest(version).facts["amount"]) == each
    assert latest(version).facts["rate_day"] == rate.day.isoformat()


@WAYS
def test_an_invitation_without_a_price_is_kept_as_one(cast, group, way):
    version = invited(cast.amina, DAY, party=group[1], way=way, worth=None, face_value=None)
    assert latest(version).facts["amount"] is None
    assert Gift.objects.get(disclosure=version.disclosure).amount is None
