"""Figures by the day judged and the country of the employer."""

from datetime import date
from decimal import Decimal

import pytest

from avow.policy import judge

GIFT = {"kind": "gift", "amount": "250.00", "declined": False, "party_group": "delta"}


def used(pack, on, **more):
    found = judge(pack, {**GIFT, **more.pop("facts", {})}, on=on, **more)
    looked = next(one for one in found.looked if one.clause == "9.2")
    return looked, looked.figures[0]


@pytest.mark.parametrize(
    ("on", "country", "value", "since"),
    [
        (date(2026, 6, 30), None, "200.00", date(2000, 1, 1)),
        (date(2026, 7, 1), None, "300.00", date(2026, 7, 1)),
        (date(2026, 7, 1), "FR", "300.00", date(2026, 7, 1)),
        (date(2026, 6, 30), "DE", "50.00", date(2000, 1, 1)),
        (date(2026, 7, 1), "DE", "50.00", date(2000, 1, 1)),
        (date(2000, 1, 1), None, "200.00", date(2000, 1, 1)),
    ],
)
def test_the_value_in_force(pack, on, country, value, since):
    _, figure = used(pack, on, country=country)
    assert (figure.value, figure.since) == (Decimal(value), since)


def test_the_same_gift_before_and_after_the_limit_was_raised(pack):
    assert used(pack, date(2026, 6, 30))[0].outcome == "fires"
    assert used(pack, date(2026, 7, 1))[0].outcome == "none"


def test_the_country_may_come_with_the_facts(pack):
    assert used(pack, date(2026, 7, 1), facts={"country": "DE"})[1].country == "DE"
    assert used(pack, date(2026, 7, 1), facts={"country": "DE"}, country="FR")[1].value == Decimal("300.00")


def test_before_there_was_a_figure_the_policy_is_asked(pack):
    looked, figure = used(pack, date(1999, 12, 31))
    assert (looked.outcome, figure.value) == ("unknown", None)
    found = judge(pack, GIFT, on=date(1999, 12, 31))
    assert ("limit_12m", "policy", "Clause 9.2 has no limit_12m for 31 December 1999.") in [
        (one.fact, one.source, one.says) for one in found.questions
    ]
