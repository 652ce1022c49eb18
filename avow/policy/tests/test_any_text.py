"""Any text at all as a rule or as a sum: refused with a place in it, or run without a crash in three-valued logic."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.policy.expressions import Expr, ExpressionError, parse
from avow.policy.kleene import Sum, evaluate, value_of
from avow.policy.tests.test_refused_expressions import SCOPE

WORDS = [
    *SCOPE,
    *[
        "AND",
        "OR",
        "NOT",
        "IN",
        "BETWEEN",
        "TRUE",
        "FALSE",
        "DATE",
        "IS",
        "NULL",
        "CASE",
        "SELECT",
        "CAST",
        "COALESCE",
        "LIKE",
    ],
    *["+", "-", "*", "/", "(", ")", "((", "))", ",", "=", "<>", "<", "<=", ">", ">=", "--", ";", "::", "'", '"'],
    *["0", "1", "2.5", "99999999999999999", "'gift'", "'x'", "''", "DATE '2026-01-31'", "DATE '2026-13-01'", "1e9"],
    *["sum(", "read_csv('x')", "amount - amount", "amount > 200", "kind IN ('gift')", "hours BETWEEN 1 AND 5"],
]
texts = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.text(max_size=60),
    st.text(alphabet="()+-*<>='0123456789 amountyesNOT", max_size=60),
)
VALUES = {
    "boolean": st.sampled_from([True, False, None]),
    "choice": st.sampled_from(["gift", "one", None]),
    "text": st.sampled_from(["x", "", None]),
    "date": st.sampled_from([date(2026, 1, 31), None]),
}
NUMBERS = st.sampled_from([None, Decimal(0), Decimal("-1"), Decimal("200.01"), Decimal(10) ** 15])
SUMS = st.sampled_from([Sum(Decimal(0)), Sum(Decimal(200), 1)])


def value(named):
    return SUMS if named.type.total else VALUES.get(named.type.name, NUMBERS)


lookups = st.fixed_dictionaries({name: value(named) for name, named in SCOPE.items() if not named.sealed})


def read(text, number) -> Expr | None:
    try:
        return parse(text, SCOPE, number=number)
    except ExpressionError as error:
        assert error.complaints
        assert all(0 <= place <= len(text) and what for place, what, _ in error.complaints)
        return None


@given(text=texts, values=lookups)
def test_a_rule_is_yes_no_or_unknown(text, values):
    expr = read(text, number=False)
    if expr is not None:
        assert evaluate(expr, values.get) in (True, False, None)
        assert set(expr.names) <= set(values)


@given(text=texts, values=lookups)
def test_a_sum_is_a_number_or_unknown(text, values):
    expr = read(text, number=True)
    if expr is not None:
        assert expr.type.is_number
        found = value_of(expr.tree, expr, values.get)
        assert found is None or isinstance(found, Decimal | Sum)


@given(text=texts)
def test_what_was_read_once_is_read_again_the_same(text):
    expr = read(text, number=False)
    if expr is not None:
        assert parse(text, SCOPE).tree == expr.tree


@pytest.mark.parametrize("text", ["", " ", "\0", "(" * 5_000, "-" * 5_000, "NOT " * 5_000, "1+" * 5_000, "a" * 100_000])
@pytest.mark.parametrize("number", [True, False])
def test_what_would_exhaust_is_refused_at_once(text, number):
    assert read(text, number) is None


@pytest.mark.long
@pytest.mark.parametrize("number", [True, False])
def test_very_many_texts(number):
    from hypothesis import settings

    @settings(max_examples=20_000, deadline=None)
    @given(text=texts)
    def tried(text):
        read(text, number)

    tried()
