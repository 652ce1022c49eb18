"""What a gift is worth in the currency of the policy: price, currency, sharers, tickets, and where there is no rate."""

from datetime import date

import pytest

from avow.disclosures.testing import disclosed
from avow.rates.testing import bring_text

DAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture
def gift(cast):
    def entered(kind="gift_received", **answers):
        return disclosed(cast.amina, kind, on=DAY, **answers).judgement

    return entered


def test_in_the_policys_own_currency(gift):
    judgement = gift(worth="40.00")
    assert (judgement.facts["amount"], judgement.sources["amount"]) == ("40.00", "what you said it is worth")
    assert "rate" not in judgement.facts


def test_in_another_with_the_rate_and_its_day_kept(gift):
    bring_text("2026-03-02,USD,1.20\n2026-03-02,SEK,11.00\n")
    judgement = gift(worth="1100", worth_in="SEK")
    assert judgement.facts["amount"] == "120.00"
    assert (judgement.facts["rate"], judgement.facts["rate_day"]) == ("0.109090909091", "2026-03-02")
    assert "of 2 March 2026" in judgement.sources["amount"]


@pytest.mark.parametrize(("shared_by", "each"), [("1", "100.00"), ("3", "33.33"), ("6", "16.67"), (None, "100.00")])
def test_for_each_who_shares_it(gift, shared_by, each):
    assert gift(worth="100.00", shared_by=shared_by).facts["amount"] == each


def test_without_a_rate_of_the_last_seven_days_it_is_unknown_and_asked_about(gift):
    judgement = gift(worth="100.00", worth_in="DEM")
    assert judgement.facts["amount"] is None
    (question,) = [one for one in judgement.questions if one["fact"] == "amount" and "5.2" in one["clauses"]][:1]
    assert "there is no reference rate of DEM for that day" in question["says"]


def test_what_nobody_knows_stays_unknown(gift):
    judgement = gift(worth=None)
    assert judgement.facts["amount"] is None
    assert any("nobody can say what it is worth" in one["says"] for one in judgement.questions)
