"""What a fact is where nobody was asked: the pack says it, those who gather facts add it; judging alone does not."""

from datetime import date
from decimal import Decimal

import pytest

from avow.policy import corporate, judge, load

CORPORATE = load(corporate())
GIFT = {"kind": "gift", "amount": "250.00", "party_group": "delta"}


@pytest.fixture
def lenient(small):
    """No form asks whether a gift was declined."""
    small.change("kinds/gift.toml", '"declined", ', "")
    small.change("facts.toml", "[declined]\n", "[declined]\nunasked = false\n")
    return small.load()


def test_what_the_form_never_asks_and_nobody_gave(lenient):
    assert lenient.unasked("gift") == {"declined": False}
    assert lenient.unasked("gift", ["declined"]) == {}
    assert lenient.unasked("no such kind") == {}


def test_what_the_form_asks_is_never_added(small):
    small.change("facts.toml", "[declined]\n", "[declined]\nunasked = false\n")
    assert small.load().unasked("gift") == {}


def test_what_no_rule_reads_of_a_kind_is_left_alone(lenient):
    assert lenient.unasked("share") == {}


def test_judging_adds_nothing_by_itself(lenient):
    on = date(2026, 3, 10)
    assert [one.fact for one in judge(lenient, GIFT, on=on).questions] == ["declined"]
    found = judge(lenient, {**GIFT, **lenient.unasked("gift", GIFT)}, on=on)
    assert [one.clause for one in found.findings] == ["9.1", "9.2"] and not found.questions


def test_without_a_value_a_fact_that_no_form_asks_is_refused(small):
    small.change("kinds/gift.toml", '"declined", ', "")
    assert any("no step of kinds/gift.toml asks for it" in problem.what for problem in small.problems())


def test_nobody_is_asked_yet_what_was_paid_back():
    assert CORPORATE.unasked("gift_received") == {"paid_back": Decimal("0.00")}
    assert CORPORATE.unasked("hospitality_received") == {}
    assert CORPORATE.unasked("loan") == {}
    given = {name: CORPORATE.facts[name].unasked for name in ("declined", "occasions")}
    assert given == {"declined": False, "occasions": Decimal(1)}
