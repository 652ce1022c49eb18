"""Worked cases: each holds, or says what is not as it says."""

import pytest

from avow.policy.cases import run_cases

ONE = "clauses/9.1-one-gift.toml"
MANY = "clauses/9.2-gifts-of-one-party.toml"


def failing(small):
    return {result.name: result.wrong for result in run_cases(small.load()) if not result.holds}


def test_all_hold(small):
    results = list(run_cases(small.load()))
    assert len(results) == 10
    assert all(result.holds for result in results)


@pytest.mark.parametrize(
    ("file", "old", "new", "case", "wrong"),
    [
        (ONE, '200.00" }]', '200.01" }]', "More than the limit", "rule main: expected fires, found none"),
        (ONE, "amount > limit", "amount >= limit", "Exactly the limit", "rule main: expected none, found fires"),
        (
            MANY,
            'asks = ["declined"]',
            'asks = ["declined", "amount"]',
            "It is not said whether it was declined",
            "should ask for amount, declined; asks for declined",
        ),
        (
            MANY,
            'sum_12m = "200.01"',
            'sum_12m = "200.00"',
            "Two gifts are more than the limit",
            "sum_12m should have been compared as 200.00; compared were 200.01",
        ),
        (
            MANY,
            'limit_12m = "200.00" }',
            'limit_12m = "300.00" }',
            "Two gifts are more than the limit",
            "the figure limit_12m should have been 300.00; used were 200.00",
        ),
    ],
)
def test_what_is_not_as_the_case_says(small, file, old, new, case, wrong):
    small.change(file, old, new)
    assert failing(small) == {case: (wrong,)}


def test_values_may_be_given_as_people_read_them(small):
    file = "clauses/9.3-a-large-share.toml"
    small.change(
        file,
        'values = { share_percent = "1.5" }',
        'values = { is_partner = "yes", organisation_form = "A corporation" }',
    )
    assert failing(small) == {}


def test_a_result_knows_its_place(small):
    small.change(ONE, "amount > limit", "amount >= limit")
    (wrong,) = [result for result in run_cases(small.load()) if not result.holds]
    assert (wrong.clause, wrong.file) == ("9.1", ONE)
    assert (wrong.line, 1) == small.place(ONE, "[[case]]", after='"More than the limit"')
