"""Two things became of a gift that was brought in, by one entry: one is taken back, and the other stays."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client

from avow.access.testing import sign_in
from avow.disclosures.testing import noon
from avow.gifts import acts
from avow.gifts.acts.bringing_in import PastRow, Source
from avow.gifts.models import Became, BecameTakenBack, Gift
from avow.ledger import guards
from avow.ledger.verify import verify

MARCH, MAY = date(2026, 3, 2), date(2026, 5, 4)


@pytest.fixture
def both(here) -> tuple[Became, Became]:
    """Half of it was paid for, then it was given back: one row of the earlier register."""
    row = PastRow(
        2, here.amina, "gift_received", MARCH, "Delta", worth=Decimal("90.00"), currency="USD",
        paid_back=Decimal("45.00"), became="given_back",
    )  # fmt: skip
    acts.bring_in([row], source=Source("old.csv", "a" * 64), by=here.chen, on=MAY, at=noon(MAY))
    paid, given_back = Became.objects.order_by("pk")
    assert paid.attested.entry_id == given_back.attested.entry_id
    return paid, given_back


def wrong() -> list[str]:
    return [one.says for one in verify().findings if one.kind != "head"]


@pytest.mark.parametrize("which", [0, 1])
def test_only_the_one_that_is_meant(here, both, now, which):
    now(MAY)
    gift, row = Gift.objects.get(), both[which]
    page = sign_in(Client(), here.amina)
    address = f"/gifts/{gift.disclosure.public_id}/became/{row.attested.entry_id}/{row.becoming}/take-back/"
    assert address in page.get(f"/disclosures/{gift.disclosure.public_id}/").content.decode()
    assert page.post(address).status_code == 302
    assert BecameTakenBack.objects.get().became == row
    line = Gift.objects.get()
    assert (line.counts, line.paid_back) == [(False, Decimal(0)), (True, Decimal(45))][which]
    assert wrong() == []


def test_pointing_at_the_other_one_is_found(here, both):
    paid, given_back = both
    taken = acts.take_back(paid, by=here.amina, on=MAY, at=noon(MAY))
    with connection.cursor() as cursor:
        guards.drop(connection, {"gifts_becametakenback"})
        cursor.execute("UPDATE gifts_becametakenback SET became_id = %s WHERE id = %s", [given_back.pk, taken.pk])
    guards.install(connection)
    assert [one for one in wrong() if "`became` says given_back, the attested record says paid_for" in one]


def test_a_number_of_no_entry(here, both, now):
    now(MAY)
    page, gift = sign_in(Client(), here.amina), Gift.objects.get().disclosure.public_id
    for number in (0, 999_999, 10**30):
        assert page.post(f"/gifts/{gift}/became/{number}/paid_for/take-back/").status_code == 404
