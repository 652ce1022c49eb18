"""Cells: what is read, what is refused, and why; nothing is guessed."""

from decimal import Decimal

import duckdb
import pytest

from avow.policy.many.reading import cells
from avow.policy.many.reading.source import literal
from avow.policy.pack import Choice, Fact
from avow.policy.values import Type


def cell(text, type_="money", dates="iso", choices=(), comma=False):
    """(the value, the reason): one of them is None."""
    fact = Fact("x", type_, "answer", (), "x", choices=choices, kind_of_value=Type(type_))
    made = cells.cell(fact, literal(text), "text", dates, comma)
    value, reason = duckdb.sql(f"SELECT {made.value}, {made.reason}").fetchall()[0]
    return (value, None) if value is not None else (None, reason)


@pytest.mark.parametrize("text", ["12.50", "12.5", "12", "0", "+3", "9999999999999999.99", "007"])
def test_amounts(text):
    assert cell(text) == (Decimal(text), None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,250.00", "not plainly"), ("1.250,00", "--decimal comma"), ("12,50", "--decimal comma"),
        ("150,00 €", "--set currency=EUR"),
        ("1 250", "not plainly"),
        ("1'250", "not plainly"), ("12.500", "more than 2 places"), ("1.250.000", "not plainly"),
        ("USD 12", "not an amount"), ("$12", "not an amount"), ("1e5", "not an amount"), ("NaN", "not an amount"),
        ("inf", "not an amount"), ("12.", "not plainly"), (".5", "not plainly"), ("0x10", "not an amount"),
        ("99999999999999999", "too large"), ("١٢", "not an amount"), ("1_000", "not an amount"), ("--1", "not an"),
    ],
)  # fmt: skip
def test_amounts_that_are_not_plain(text, why):
    value, reason = cell(text)
    assert value is None
    assert why in reason


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("120,00", "120"), ("1.250,00", "1250"), ("1.250.000,5", "1250000.5"), ("1250,5", "1250.5"), ("1250", "1250"),
        ("1.250", "1250"), ("-3,1", "-3.1"), ("0,05", "0.05"), ("1250000,00", "1250000"),
    ],
)  # fmt: skip
def test_amounts_with_a_comma(text, number):
    assert cell(text, comma=True) == (Decimal(number), None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("120.00", "such as 1250,00"), ("1,250.00", "such as"), ("1.25,00", "such as"), ("0.125", "such as"),
        ("12,345", "more than 2 places"), ("1 250,00", "such as"), ("150,00 €", "--set currency=EUR"),
        ("EUR 150,00", "--set currency=EUR"), ("1250.000,00", "such as"), (",5", "such as"), ("5,", "such as"),
    ],
)  # fmt: skip
def test_amounts_that_have_no_plain_comma(text, why):
    value, reason = cell(text, comma=True)
    assert value is None
    assert why in reason


@pytest.mark.parametrize("text", ["true", "TRUE", "Yes", "1"])
def test_yes(text):
    assert cell(text, "boolean") == (True, None)


@pytest.mark.parametrize("text", ["false", "No", "0", "FALSE"])
def test_no(text):
    assert cell(text, "boolean") == (False, None)


@pytest.mark.parametrize("text", ["y", "2", "ja", "unknown", "on"])
def test_neither_yes_nor_no(text):
    assert "neither yes nor no" in cell(text, "boolean")[1]


@pytest.mark.parametrize("text", ["2026-01-31", "2026-01-31T00:00:00", "2026-01-31 00:00:00.000", "2026-01-31 00:00"])
def test_days(text):
    assert str(cell(text, "date")[0]) == "2026-01-31"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31.01.2026", "--dates dmy"), ("1/31/2026", "--dates mdy"), ("2026-02-30", "is not a day"),
        ("2026-01-31 13:30:00", "time of the day"), ("2026-1-31", "is not a day"), ("31/01/26", "is not a day"),
        ("46053", "is not a day"), ("2026-01-31Z", "time of the day"), ("today", "is not a day"),
        ("infinity", "is not a day"), ("2026-01-31 (BC)", "time of the day"),
    ],
)  # fmt: skip
def test_days_that_are_none(text, why):
    value, reason = cell(text, "date")
    assert value is None
    assert why in reason


def test_day_and_month_in_the_order_that_was_said():
    assert str(cell("03/04/2026", "date", "dmy")[0]) == "2026-04-03"
    assert str(cell("03/04/2026", "date", "mdy")[0]) == "2026-03-04"
    assert str(cell("3.4.2026", "date", "dmy")[0]) == "2026-04-03"
    assert str(cell("2026-04-03", "date", "dmy")[0]) == "2026-04-03"
    assert cell("31/12/2026", "date", "mdy")[0] is None
    assert cell("30.02.2026", "date", "dmy")[0] is None
    assert cell("3.4/2026", "date", "dmy")[0] is None


def test_choices_are_as_the_pack_writes_them():
    choices = (Choice("customer", "A customer"), Choice("it's", "One with a mark"))
    assert cell("it's", "choice", choices=choices) == ("it's", None)
    assert cell("Customer", "choice", choices=choices) == (None, "is none of: customer, it's")


@pytest.mark.parametrize("text", ["3", "-3", "3.0", "123456789012345678"])
def test_whole_numbers(text):
    assert cell(text, "integer") == (int(Decimal(text)), None)


@pytest.mark.parametrize("text", ["3.5", "x", "1234567890123456789"])
def test_numbers_that_are_not_whole(text):
    assert "whole number" in cell(text, "integer")[1]


def test_percentages_have_up_to_six_places():
    assert cell("1.123456", "percent")[0] == Decimal("1.123456")
    assert "more than 6 places" in cell("1.1234567", "percent")[1]
    assert cell("1.5%", "percent")[0] is None


@pytest.mark.parametrize("text", ["", "  ", "\t", "\u00a0 "])
def test_a_blank_cell_is_unknown(text):
    assert duckdb.sql(f"SELECT {cells.trimmed(literal(text))}").fetchall()[0] == (None,)
