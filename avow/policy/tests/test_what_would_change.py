"""What would change the answer: sentences that are computed from the rule, and true."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.policy import corporate, judge, load
from avow.policy.alternatives import regions_of
from avow.policy.cases import situation_of
from avow.policy.kleene import evaluate

ON = date(2026, 3, 10)
SHARE = {"kind": "share", "is_partner": True, "organisation_form": "corporation", "share_percent": "1.5"}
CORPORATE = load(corporate())


def sentences(pack, facts, clause, **more):
    found = judge(pack, facts, on=more.pop("on", ON), **more)
    return list(next(one for one in found.looked if one.clause == clause).would_change)


def test_each_fact_that_alone_turns_the_answer(pack):
    assert sentences(pack, SHARE, "9.3") == [
        "If the answer to “Is it a competitor, customer or supplier?” were no, 9.3 would not ask for approval.",
        "If the answer to “What sort of business is it?” were “Not a corporation”, 9.3 would not ask for approval.",
        "If the share were 1% or less, 9.3 would not ask for approval.",
    ]


def test_at_the_boundary_it_says_what_would_make_it_fire(pack):
    assert sentences(pack, {**SHARE, "share_percent": "1.00"}, "9.3") == [
        "If the share were more than 1%, 9.3 would ask for approval."
    ]


def test_the_amount_moves_the_total_it_is_part_of(pack):
    past = [{"on": date(2026, 1, 1), "kind": "gift", "party_group": "d", "amount": "140.00", "declined": False}]
    facts = {"kind": "gift", "amount": "250.00", "declined": False, "party_group": "d"}
    assert sentences(pack, facts, "9.2", past=past) == [
        "If what it is worth were USD 60.00 or less, 9.2 would not ask for approval.",
        "If the answer to “Did you decline it?” were yes, 9.2 would not ask for approval.",
    ]


def test_a_total_that_is_over_without_this_one_cannot_be_brought_down_by_it(pack):
    past = [{"on": date(2026, 1, 1), "kind": "gift", "party_group": "d", "amount": "240.00", "declined": False}]
    facts = {"kind": "gift", "amount": "1.00", "declined": False, "party_group": "d"}
    assert sentences(pack, facts, "9.2", past=past) == []


def test_the_figure_of_the_day_and_country_is_the_one_in_the_sentence(pack):
    facts = {"kind": "gift", "amount": "500.00", "declined": False, "party_group": "d"}
    assert "USD 300.00 or less" in sentences(pack, facts, "9.2", on=date(2026, 7, 1))[0]
    assert "USD 50.00 or less" in sentences(pack, facts, "9.2", country="DE")[0]


def test_where_nothing_alone_turns_it_two_things_do(small):
    file = "clauses/9.3-a-large-share.toml"
    old = small.load().clauses["9.3"].rules[0].when.text
    small.change(file, old, "is_partner AND (share_percent > small OR hours > 10)")
    small.change(file, 'asks = ["is_partner", "organisation_form", "share_percent"]', "")
    facts = {"kind": "share", "is_partner": False, "share_percent": "0.5", "hours": 3}
    assert sentences(small.load(), facts, "9.3") == [
        "If the answer to “Is it a competitor, customer or supplier?” were yes and the share were more than 1%, "
        "9.3 would ask for approval.",
        "If the answer to “Is it a competitor, customer or supplier?” were yes and hours were more than 10 hours, "
        "9.3 would ask for approval.",
    ]


@pytest.mark.parametrize(
    ("rule", "hours", "sentence"),
    [
        ("hours > 10", "12", "hours were 10 hours or less"),
        ("hours >= 10", "12", "hours were less than 10 hours"),
        ("hours < 10", "9", "hours were 10 hours or more"),
        ("hours <= 10", "9", "hours were more than 10 hours"),
        ("hours = 10", "10", "hours were less than 10 hours or more than 10 hours"),
        ("hours <> 10", "12", "hours were exactly 10 hours"),
        ("hours BETWEEN 5 AND 10", "9", "hours were more than 10 hours"),
        ("hours BETWEEN 5 AND 10", "5", "hours were less than 5 hours"),
        ("hours < 5 OR hours > 10", "12", "hours were 5 hours or more and 10 hours or less"),
        ("2 * hours - 1 > 10", "12", "hours were less than 5.5 hours"),
        ("hours IN (3, 7)", "7", "hours were more than 3 hours and less than 7 hours or more than 7 hours"),
    ],
)
def test_how_a_number_would_have_to_be(small, rule, hours, sentence):
    file = "clauses/9.3-a-large-share.toml"
    small.change(file, small.load().clauses["9.3"].rules[0].when.text, rule)
    text = (small.folder / file).read_text()
    cases = f"""
[[case]]
name = "Fires"
on = 2026-03-10
facts = {{ kind = "share", hours = {hours} }}
expect = "fires"

[[case]]
name = "Another kind"
on = 2026-03-10
facts = {{ kind = "gift" }}
expect = "none"

[[case]]
name = "Unknown"
on = 2026-03-10
facts = {{ kind = "share" }}
expect = "unknown"
"""
    small.write(file, text[: text.index("[[case]]")].replace("{share_percent}", "{hours}") + cases)
    found = sentences(small.load(), {"kind": "share", "hours": hours}, "9.3")
    assert found == [f"If {sentence}, 9.3 would not ask for approval."]


ALL = [(clause, rule, case) for clause in CORPORATE.clauses.values() for rule in clause.rules for case in clause.cases]
NUMBERS = [
    (clause, rule, case)
    for clause, rule, case in ALL
    if any(CORPORATE.facts[name].kind_of_value.is_number for name in clause.reads(rule))
]


@given(st.sampled_from(NUMBERS), st.integers(0, 100_000).map(lambda n: Decimal(n) / 100))
def test_inside_a_region_the_rule_sees_no_difference(one, number):
    """So trying one value of each is trying them all, which is what the sentences stand on."""
    clause, rule, case = one
    at = situation_of(clause, case)
    for name in clause.reads(rule):
        fact = CORPORATE.facts[name]
        if not fact.kind_of_value.is_number:
            continue
        if fact.type == "integer":
            number = Decimal(int(number))
        (region,) = [
            region
            for region in regions_of(fact, rule.when, at)
            if (region.is_point and region.low == number)
            or (
                not region.is_point
                and (region.low is None or region.low < number)
                and (region.high is None or number < region.high)
            )
        ]
        there = evaluate(rule.when, at.given({name: region.sample}))
        assert evaluate(rule.when, at.given({name: number})) is there
