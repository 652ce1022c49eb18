"""The mutation test itself: it makes the changes it says, and a missing worked case lets one through."""

import pytest

from avow.policy.mutation import Mutant, means_the_same, mutants, survives, surviving

ONE = "clauses/9.1-one-gift.toml"
MANY = "clauses/9.2-gifts-of-one-party.toml"


def left(small):
    return {mutant.id for mutant in surviving(small.load())}


def changes(pack, clause):
    return {f"{mutant.place}: {mutant.what}" for mutant in mutants(pack) if mutant.clause.number == clause}


def test_the_changes_made_to_a_simple_rule(pack):
    assert changes(pack, "9.1") == {
        'when of main: >= for >: "amount" >= "limit"',
        'when of main: < for >: "amount" < "limit"',
        'when of main: <= for >: "amount" <= "limit"',
        'when of main: NOT put in: NOT ("amount" > "limit")',
        "applies of main: <> for =: \"kind\" <> 'gift'",
        "applies of main: share for gift: \"kind\" = 'share'",
        "applies of main: NOT put in: NOT (\"kind\" = 'gift')",
        "applies: to every kind",
        "figure limit: 200.00 from 2000-01-01: 200.01 instead",
        "figure limit: 200.00 from 2000-01-01: 199.99 instead",
        "figure limit: 200.00 from 2000-01-01: a day later",
    }


def test_the_changes_made_to_a_total_and_dated_figures(pack):
    found = changes(pack, "9.2")
    assert found >= {
        "total sum_12m: months 13",
        "total sum_12m: months 11",
        "total sum_12m: without its where",
        "total sum_12m: over without party_group",
        "total sum_12m: over without kind",
        "total sum_12m: the calendar year instead of months",
        "total sum_12m: same party: as_written",
        'where of total sum_12m: NOT taken away: "declined"',
        "figure limit_12m: 300.00 from 2026-07-01: a day earlier",
        "figure limit_12m: 50.00 from 2000-01-01 in DE: left out",
    }


def test_the_changes_made_to_a_sum_a_year_and_a_key(small):
    small.change(MANY, 'sum = "amount"', 'sum = "amount - 2 * given"')
    small.change(MANY, "months = 12", 'window = "calendar_year"')
    small.change(MANY, '"kind"]', '"kind", "holder"]')
    small.write("facts.toml", (small.folder / "facts.toml").read_text() + GIVEN)
    small.change(MANY, "[[case]]", UNKNOWN)
    found = {what for what in changes(small.load(), "9.2") if what.startswith("total ")}
    assert found >= {
        'total sum_12m: sum: + for -: "amount" + 2 * "given"',
        'total sum_12m: sum: 2.01 for 2: "amount" - 2.01 * "given"',
        "total sum_12m: sum: only the left",
        "total sum_12m: sum: only the right",
        "total sum_12m: sum: given for amount",
        "total sum_12m: sum: amount for given",
        "total sum_12m: over without holder",
        "total sum_12m: 12 months instead of the calendar year",
    }


GIVEN = """
[given]
type = "money"
source = "answer"
audience = ["officer"]
label = "How much was given back?"
unasked = "0"
"""
UNKNOWN = """[[case]]
name = "Nobody knows what was given back"
on = 2026-03-10
facts = { kind = "gift", party_group = "delta", holder = "self", amount = "300.00", declined = false }
expect = "unknown"
asks = ["given"]

[[case]]"""


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("hours > 3", {"hours > 4", "hours > 2", "hours >= 3"}),
        ("share_percent > 1", {"share_percent > 1.01", "share_percent > 0.99"}),
        ("share_percent > 0", {"share_percent > -0.01"}),
        ("since > DATE '2026-01-01'", {"since > DATE '2026-01-02'", "since > DATE '2025-12-31'"}),
        (
            "hours BETWEEN 3 AND 5",
            {"(hours > 3 AND hours <= 5)", "(hours >= 3 AND hours < 5)", "hours BETWEEN 4 AND 5"},
        ),
        ("hours + 1 > 3", {"hours - 1 > 3", "hours + 2 > 3"}),
        ("hours * 2 > 3", {"hours + 2 > 3", "hours * 3 > 3"}),
        ("holder IN ('self')", {"holder IN ('self', 'family')", "holder IN ('family')"}),
        ("holder IN ('self', 'family')", {"holder IN ('self')", "holder IN ('family')"}),
        ("is_partner AND NOT declined", {"is_partner OR NOT declined", "is_partner AND declined", "is_partner"}),
        ("is_partner = TRUE", {"is_partner = FALSE", "is_partner <> TRUE"}),
        (
            "NOT (is_partner OR declined)",
            {"NOT (is_partner AND declined)", "NOT (declined)", "(is_partner OR declined)"},
        ),
    ],
)
def test_the_changes_made_to_an_expression(pack, rule, expected):
    from avow.policy.expression_mutants import changed_expressions
    from avow.policy.expressions import parse

    scope = pack.clauses["9.3"].rules[0].when.scope
    found = {changed.text for _, changed in changed_expressions(parse(rule, scope))}
    written = {parse(text, scope).tree.sql() for text in expected}
    assert written <= found


def test_what_the_cases_of_the_small_pack_leave_open(small):
    """Its cases are few on purpose: nothing tries the first day of the figure, or a kind that is not judged."""
    assert {one for one in left(small) if one.startswith("9.1 ")} == {
        "9.1 applies: to every kind",
        "9.1 figure limit: 200.00 from 2000-01-01: a day later",
    }


@pytest.mark.parametrize(
    ("tried", "instead", "mutant"),
    [
        ("200.00", "150.00", '9.1 when of main: >= for >: "amount" >= "limit"'),
        ("200.00", "150.00", "9.1 figure limit: 200.00 from 2000-01-01: 199.99 instead"),
        ("200.01", "250.00", "9.1 figure limit: 200.00 from 2000-01-01: 200.01 instead"),
    ],
)
def test_without_its_case_a_mistake_gets_through(small, tried, instead, mutant):
    assert mutant not in left(small)
    small.change(ONE, f'amount = "{tried}"', f'amount = "{instead}"')
    assert mutant in left(small)


def test_stating_the_figure_does_not_protect_it(small):
    small.change(ONE, 'amount = "200.01"', 'amount = "250.00"')
    small.change(ONE, 'expect = "fires"', 'expect = "fires"\nfigures = { limit = "200.00" }')
    assert "9.1 figure limit: 200.00 from 2000-01-01: 200.01 instead" in left(small)


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("is_partner OR declined", "declined OR is_partner", True),
        ("NOT (is_partner AND declined)", "NOT is_partner OR NOT declined", True),
        ("hours > 3", "hours >= 4", True),
        ("share_percent > 3", "share_percent >= 4", False),
        ("hours > 3", "hours > 3 AND hours > 2", True),
        ("hours > 3", "hours > 3 OR hours > 2", False),
        ("holder = 'self'", "holder <> 'family'", True),
        ("holder = 'self'", "holder IN ('self', 'family')", False),
        ("is_partner", "is_partner AND (declined OR NOT declined)", False),
        ("sum_12m > limit_12m", "NOT (sum_12m <= limit_12m)", True),
        ("sum_12m > limit_12m", "sum_12m >= limit_12m", False),
        ("since > DATE '2026-01-01'", "since >= DATE '2026-01-02'", True),
        ("other_side = 'x'", "NOT other_side <> 'x'", True),
        ("other_side = 'x'", "other_side IN ('x', 'y')", False),
        ("hours > 3 AND hours > 3", "hours > 3", True),
        ("hours > hours", "hours < hours", False),
    ],
)
def test_what_means_the_same_is_found_by_trying_everything(pack, old, new, same):
    """The last pair does mean the same, but a number met by anything but literals and figures is not claimed."""
    from avow.policy.expressions import parse

    clause = pack.clauses["9.2"]
    scope = clause.rules[0].when.scope
    changed = (parse(old, scope), parse(new, scope))
    assert means_the_same(pack, Mutant(clause, "", "", changed)) is same


def test_what_is_unchanged_survives(pack):
    assert all(survives(pack, Mutant(clause, "", "")) for clause in pack.clauses.values())
