"""Numbers in sentences: exact to the last digit, as `shown` writes them."""

from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.policy.many import words
from avow.policy.many.engine import DUCKDB
from avow.policy.many.widths import Width
from avow.policy.values import Type, shown

USD = Type("money", "USD")


@pytest.fixture(scope="module")
def said():
    with duckdb.connect() as connection:

        def said(type_, value, width):
            sql = words._number(DUCKDB, type_, "n", width)
            ((text,),) = connection.execute(f"SELECT {sql} FROM (SELECT CAST({value} AS {width.sql}) AS n)").fetchall()
            return text

        yield said


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("0.00", "USD 0.00"),
        ("0.01", "USD 0.01"),
        ("999.99", "USD 999.99"),
        ("1250.00", "USD 1,250.00"),
        ("9999999999999999.99", "USD 9,999,999,999,999,999.99"),
        ("-1250.50", "USD -1,250.50"),
    ],
)
def test_money(said, value, says):
    assert said(USD, value, Width(16, 2)) == says == shown(USD, Decimal(value))


@given(cents=st.integers(-(10**18) + 1, 10**18 - 1))
def test_any_amount(said, cents):
    value = Decimal(cents) / 100
    value = Decimal(f"{value:.2f}") if abs(cents) < 10**15 else Decimal(cents).scaleb(-2)
    assert said(USD, format(value, "f"), Width(16, 2)) == shown(USD, value)


def test_parts_of_a_cent_are_shown_where_there_are_any(said):
    assert said(USD, "1250.00500", Width(16, 5)) == "USD 1,250.00500" == shown(USD, Decimal("1250.00500"))
    assert said(USD, "1250.50000", Width(16, 5)) == "USD 1,250.50" == shown(USD, Decimal("1250.50000"))


@given(millionths=st.integers(0, 10**12))
@pytest.mark.parametrize("type_", [Type("percent"), Type("decimal", "kg"), Type("decimal")])
def test_any_other_number(said, type_, millionths):
    value = Decimal(millionths).scaleb(-6)
    assert said(type_, format(value, "f"), Width(12, 6)) == shown(type_, value)
