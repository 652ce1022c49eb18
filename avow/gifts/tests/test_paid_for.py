"""Paying for a gift, all or part: never more than it is worth."""

from datetime import date
from decimal import Decimal

import pytest

from avow.disclosures.acts.refusals import Refused
from avow.disclosures.testing import noon
from avow.gifts.acts.becoming import become
from avow.gifts.models import Gift
from avow.gifts.testing import invited, received
from avow.rates import current

DAY = date(2026, 3, 10)


def pay(person, version, paid: str, currency: str = "USD"):
    return become(
        version.disclosure, "paid_for", by=person, became_on=DAY, on=DAY, at=noon(DAY),
        paid=Decimal(paid), currency=currency,
    )  # fmt: skip


def test_in_parts_up_to_what_it_is_worth_and_no_further(cast, group):
    version = received(cast.amina, DAY, "60", party=group[1])
    pay(cast.amina, version, "20")
    pay(cast.amina, version, "40")
    with pytest.raises(Refused, match=r"worth USD 60\.00 in all, and with this USD 60\.01 would be paid.*correct that"):
        pay(cast.amina, version, "0.01")
    assert Gift.objects.get().paid_back == 60


def test_a_converted_sum_may_be_a_little_more(cast, group):
    version = received(cast.amina, DAY, "60", party=group[1])
    euro = current.rate("USD", "EUR", DAY).value * 60
    with pytest.raises(Refused, match="would be paid for it"):
        pay(cast.amina, version, str(euro * Decimal("1.06")), "EUR")
    pay(cast.amina, version, str(euro * Decimal("1.04")), "EUR")


@pytest.mark.parametrize(("most", "too_much"), [("130", "130.01")])
def test_of_tickets_what_is_printed_on_them(cast, group, most, too_much):
    version = invited(cast.amina, DAY, party=group[1], worth="80", face_value="130", shared_by="2")
    with pytest.raises(Refused):
        pay(cast.amina, version, too_much)
    pay(cast.amina, version, most)


def test_what_nobody_can_price_or_convert_is_not_compared(cast, group):
    favour = received(cast.amina, DAY, None, party=group[1], is_favour=True, worth_in=None)
    pay(cast.amina, favour, "500")
    ended = received(cast.amina, DAY, "60", party=group[1])
    pay(cast.amina, ended, "900", "BGN")
