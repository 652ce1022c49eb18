"""Judging one record: findings that explain themselves, and facts that are refused."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from avow.policy import FactError, judge

ON = date(2026, 3, 10)
SHARE = {"kind": "share", "is_partner": True, "organisation_form": "corporation", "share_percent": "1.5"}


def finding(pack, facts, clause, **more):
    found = judge(pack, facts, on=ON, **more)
    return next(one for one in found.findings if one.clause == clause)


def test_a_finding_says_what_was_compared_with_what_and_where_it_came_from(pack):
    found = finding(pack, SHARE, "9.3", sources={"share_percent": "your answer of 3 March 2026"})
    assert [(one.name, one.value, one.source, one.comparison, one.holds) for one in found.values] == [
        ("is_partner", True, "register", "is yes", True),
        ("organisation_form", "corporation", "answer", "is “A corporation”", True),
        ("share_percent", Decimal("1.5"), "your answer of 3 March 2026", "more than 1%", True),
        ("organisation_form", "corporation", "answer", "is “Not a corporation”", False),
        ("share_percent", Decimal("1.5"), "your answer of 3 March 2026", "more than 10%", False),
    ]
    assert found.values[2].label == "How large is the share?"
    assert [(one.name, one.value, one.unit, one.since) for one in found.figures] == [
        ("small", Decimal("1.00"), "percent", date(2000, 1, 1)),
        ("large", Decimal("10.00"), "percent", date(2000, 1, 1)),
    ]
    assert (found.clause, found.rule, found.finding, found.says) == ("9.3", "main", "approval", "1.5% of a business.")


def test_a_finding_over_a_total_shows_its_window(pack):
    past = [{"on": date(2026, 1, 1), "kind": "gift", "party_group": "d", "amount": "140.00", "declined": False}]
    facts = {"kind": "gift", "amount": "1250.00", "declined": False, "party_group": "d", "other_side": "Delta {amount}"}
    found = finding(pack, facts, "9.2", past=past)
    assert found.says == (
        "Since 11 March 2025, gifts of Delta {amount} add up to USD 1,390.00; the limit is USD 200.00."
    )
    total = found.totals[0]
    assert (total.known, total.before, total.uncertain, total.rows) == (Decimal("1390.00"), Decimal("140.00"), 0, 1)
    assert (total.after, total.until, total.months) == (date(2025, 3, 10), ON, 12)
    assert found.reading == "The window is (d - 12 months, d]."


def test_rules_that_do_not_fire_can_be_looked_at_too(pack):
    found = judge(pack, {**SHARE, "share_percent": "1.00"}, on=ON)
    assert not found.findings
    assert not found.questions
    assert [(one.clause, one.outcome) for one in found.looked] == [("9.3", "none")]


def test_as_json_is_plain_and_complete(pack):
    found = judge(pack, {"kind": "gift", "amount": "200.01"}, on=ON)
    data = json.loads(json.dumps(found.as_json()))
    assert data["on"] == "2026-03-10"
    assert data["pack_hash"] == pack.hash
    assert data["findings"][0]["values"][0] == {
        "name": "amount",
        "label": "What is it worth?",
        "value": "200.01",
        "source": "answer",
        "comparison": "more than USD 200.00",
        "holds": True,
    }
    assert data["questions"][0]["fact"] == "declined"


def test_the_same_always_gives_the_same(pack):
    assert judge(pack, SHARE, on=ON) == judge(pack, dict(reversed(SHARE.items())), on=ON)


def test_sealed_facts_may_be_handed_over_and_show_nowhere(pack):
    secret = "Zebulon"
    found = judge(pack, {**SHARE, "relative_name": secret, "story": secret}, on=ON)
    assert secret not in json.dumps(found.as_json())


REFUSED = [
    ({"share_percent": 1.5}, "percentage"),
    ({"share_percent": "1,5"}, "digits"),
    ({"share_percent": "1e2"}, "digits"),
    ({"share_percent": "NaN"}, "digits"),
    ({"share_percent": "Infinity"}, "digits"),
    ({"share_percent": Decimal("NaN")}, "too large"),
    ({"share_percent": "9" * 17}, "too large"),
    ({"share_percent": "9" * 100_000}, "too large"),
    ({"share_percent": Decimal("1E+1000000")}, "too large"),
    ({"share_percent": "0.0000001"}, "six places"),
    ({"share_percent": "\u0661"}, "digits"),
    ({"share_percent": ""}, "digits"),
    ({"share_percent": True}, "percentage"),
    ({"hours": "2.5"}, "whole number"),
    ({"is_partner": "yes"}, "yes or no"),
    ({"is_partner": 1}, "yes or no"),
    ({"organisation_form": "company"}, "one of corporation, unincorporated"),
    ({"since": "2026-02-30"}, "a day"),
    ({"since": "20260301"}, "a day"),
    ({"since": datetime(2026, 3, 1, 12, tzinfo=UTC)}, "a day"),
    ({"other_side": 7}, "a text"),
    ({"shre_percent": "1"}, "Did you mean share_percent?"),
    ({"kind": None}, "Without its kind"),
    ({"kind": "gits"}, "one of gift, share"),
]


@pytest.mark.parametrize(("facts", "what"), REFUSED, ids=[str(facts)[:50] for facts, _ in REFUSED])
def test_facts_that_do_not_fit_are_refused_by_name(pack, facts, what):
    with pytest.raises(FactError) as error:
        judge(pack, {**SHARE, **facts}, on=ON)
    assert what in error.value.problems[next(iter(facts))]


def test_all_facts_that_do_not_fit_are_named_at_once(pack):
    with pytest.raises(FactError) as error:
        judge(pack, {**SHARE, "hours": "x", "since": "y"}, on=ON)
    assert set(error.value.problems) == {"hours", "since"}


@pytest.mark.parametrize("value", ["1.5", "+1.5", Decimal("1.50"), "01.500"])
def test_ways_of_giving_a_number(pack, value):
    assert finding(pack, {**SHARE, "share_percent": value}, "9.3").says == "1.5% of a business."
