"""A gift that was within the limits when it was entered, and no longer is because of something else (5.2, 6.8)."""

from datetime import date

import pytest

from avow.counterparties import acts as counterparties
from avow.disclosures.testing import noon
from avow.gifts.testing import received
from avow.reviews.models import Case
from avow.reviews.testing import house

pytestmark = pytest.mark.django_db

APRIL, MAY = date(2026, 4, 10), date(2026, 5, 10)


def test_its_case_opens_at_once():
    h = house()
    second = received(h.amina, MAY, "150.00", party=h.delta)
    assert not Case.objects.filter(disclosure=second.disclosure).exists()
    received(h.amina, APRIL, "60.00", party=h.delta, sent=MAY)
    assert Case.objects.filter(disclosure=second.disclosure).exists()


def test_nothing_is_reviewed_where_it_still_is():
    h = house()
    second = received(h.amina, MAY, "50.00", party=h.delta)
    counterparties.put("S-1", on=APRIL, by="system", at=noon(MAY), name="Delta Bearings plc", country="SE")
    received(h.amina, APRIL, "60.00", party=h.delta, sent=MAY)
    assert not Case.objects.filter(disclosure=second.disclosure).exists()
