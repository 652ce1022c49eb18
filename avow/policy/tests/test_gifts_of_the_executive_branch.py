"""What the gift rules of the US executive branch come to for a person, over several clauses at once."""

from datetime import date

import pytest

from avow.policy import judge, load
from avow.policy.loading import find

ON = date(2026, 3, 10)
PACK = load(find("us_executive_branch_gifts"))
CAP = {
    "kind": "gift",
    "person": "amina",
    "party_group": "delta",
    "holder": "self",
    "why": "business",
    "what_it_is": "thing",
    "amount": "9.00",
    "pieces": "1",
    "received_on": "2026-03-10",
    "settled": False,
    "no_gift": "none",
    "ground": "small",
    "in_return": False,
    "asked_for": False,
    "for_the_job": False,
}


def found(past=(), **changed):
    judged = judge(PACK, {**CAP, **changed}, on=ON, past=past)
    return [(one.clause, one.rule) for one in judged.findings], [one.fact for one in judged.questions]


def test_a_cap_from_a_contractor_is_recorded_without_a_question():
    assert found() == ([], [])


def test_the_same_cap_without_an_exception_may_not_be_accepted():
    assert found(ground="none") == ([("2635.202", "main")], [])


def test_what_was_turned_down_is_only_asked_what_became_of_it():
    assert found(settled=True, ground="none", amount="900.00", disposal="declined") == ([], [])


@pytest.mark.parametrize("given, rules", [("20.00", []), ("20.01", [("2635.204(a)", "occasion")])])
def test_twenty_on_one_occasion(given, rules):
    assert found(amount=given) == (rules, [])


def test_paying_the_difference_changes_nothing_and_paying_all_of_it_does():
    assert found(amount="25.00")[0] == [("2635.204(a)", "occasion")]
    assert found(amount="25.00", settled=True, disposal="paid") == ([], [])


def test_a_gift_that_was_asked_for_is_covered_by_no_exception():
    assert found(asked_for=True) == ([("2635.205", "asked_for")], [])


def test_the_finding_says_the_sum_and_the_limit():
    earlier = [{**CAP, "on": date(2026, 1, day), "received_on": f"2026-01-0{day}", "amount": "20.00"} for day in (5, 6)]
    judged = judge(PACK, {**CAP, "amount": "10.01"}, on=ON, past=earlier)
    (one,) = judged.findings
    assert "USD 50.01" in one.says and "USD 50.00" in one.says
    assert judge(PACK, {**CAP, "amount": "10.00"}, on=ON, past=earlier).findings == ()


def test_clauses_stand_in_the_order_of_their_numbers():
    assert list(PACK.clauses) == [
        "2635.201(b)", "2635.202", "2635.203(b)", "2635.203(c)", "2635.203(d)", "2635.203(e)", "2635.203(f)",
        "2635.204(a)", "2635.204(b)", "2635.204(c)", "2635.204(d)", "2635.204(e)", "2635.204(f)", "2635.204(g)",
        "2635.204(h)", "2635.204(i)", "2635.204(j)", "2635.204(l)", "2635.204(m)", "2635.205", "2635.206",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "who, decides",
    [
        ({}, "compliance_officer"),
        ({"is_compliance_officer": True}, "chief_executive"),
        ({"is_chief_executive": True}, "board_committee"),
        ({"is_chief_executive": None}, "board_committee"),
    ],
)
def test_who_decides(who, decides):
    facts = {"kind": "gift", "is_chief_executive": False, "is_compliance_officer": False, **who}
    assert PACK.route(facts).decides == decides
