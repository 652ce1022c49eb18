"""Numbers as people write them."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from avow.disclosures.forms.fields.numbers import Amount, Number, Percent, Whole
from avow.disclosures.forms.step import StepForm
from avow.policy import Fact, Step
from avow.policy.values import Type

ON = date(2026, 3, 10)


def fact(type_: str, unit: str = "", required: bool = False) -> Fact:
    return Fact(name="x", type=type_, source="answer", audience=(), label="X", unit=unit, required=required)


PERCENT, AMOUNT = Percent(fact("percent"), on=ON), Amount(fact("money", "USD"), on=ON)
POUNDS, DOLLARS_OF_CANADA = (
    Amount(replace(fact("money"), kind_of_value=Type("money", currency)), on=ON) for currency in ("GBP", "CAD")
)
HOURS, TIMES = Number(fact("decimal", "hours"), on=ON), Whole(fact("integer", required=True), on=ON)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (PERCENT, "1,5", "1.5"),
        (PERCENT, "1.5 %", "1.5"),
        (PERCENT, "1.234", "1.234"),
        (PERCENT, "100", "100"),
        (PERCENT, "0", "0"),
        (PERCENT, "١٫٥".replace("٫", ","), "1.5"),
        (AMOUNT, "45", "45"),
        (AMOUNT, "45,50", "45.50"),
        (AMOUNT, "1,234.50", "1234.50"),
        (AMOUNT, "1.234,50", "1234.50"),
        (AMOUNT, "1 234,50", "1234.50"),
        (AMOUNT, "1’234.50", "1234.50"),
        (AMOUNT, "1500", "1500"),
        (AMOUNT, "1 500", "1500"),
        (AMOUNT, "1,500.00", "1500.00"),
        (AMOUNT, "1.500,00", "1500.00"),
        (AMOUNT, "390 USD", "390"),
        (AMOUNT, "US$390", "390"),
        (POUNDS, "£390", "390"),
        (POUNDS, "390 GBP", "390"),
        (DOLLARS_OF_CANADA, "$390", "390"),
        (AMOUNT, "1,234,567", "1234567"),
        (AMOUNT, "USD 200", "200"),
        (AMOUNT, "$200.00", "200.00"),
        (AMOUNT, "200 usd", "200"),
        (AMOUNT, "45,-", "45"),
        (AMOUNT, "0,50", "0.50"),
        (AMOUNT, "０５０", "50"),
        (HOURS, "6,5 hours", "6.5"),
        (HOURS, "1.500", "1.500"),
        (TIMES, "3", "3"),
        (TIMES, "1,000", "1000"),
        (PERCENT, "", None),
    ],
)
def test_is_read(field, typed, kept):
    assert field.clean(typed) == kept


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        (PERCENT, "101", "between 0 and 100"),
        (PERCENT, "-1", "less than zero"),
        (PERCENT, "one", "not a number"),
        (PERCENT, "1e5", "not a number"),
        (PERCENT, "NaN", "not a number"),
        (PERCENT, "Infinity", "not a number"),
        (PERCENT, "=1+1", "not a number"),
        (PERCENT, "1.2.3", "not a number"),
        (PERCENT, "1,23.4", "not a number"),
        (PERCENT, "<b>1</b>", "not a number"),
        (PERCENT, "9" * 61, "too long"),
        (AMOUNT, "200 EUR", "in USD"),
        (AMOUNT, "€200", "in USD"),
        (POUNDS, "390 USD", "Give the amount in GBP. "),
        (POUNDS, "$390", "Give the amount in GBP. "),
        (AMOUNT, "390.005", "“390.005” can be read in two ways. Write 390005.00 or 390.01, whichever you mean."),
        (AMOUNT, "1,500", "Write 1500.00 or 1.50, whichever you mean."),
        (AMOUNT, "USD 1.500", "Write 1500.00 or 1.50, whichever you mean."),
        (AMOUNT, "-5", "less than zero"),
        (AMOUNT, "1.2345", "cents"),
        (AMOUNT, "9999999999", "more than can be right"),
        (AMOUNT, "two hundred", "not a number"),
        (TIMES, "1.5", "whole number"),
        (TIMES, "", "Give a number"),
    ],
)
def test_is_refused_in_plain_words(field, typed, says):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert says in refused.value.messages[0]


def test_the_amount_names_the_currency_of_the_policy():
    pack = SimpleNamespace(facts={"x": replace(fact("money"), kind_of_value=Type("money", "CHF"), help="In all.")})
    (question,) = StepForm(pack, Step("worth", "Worth", asks=("x",)), ON, kept={}).questions()
    assert question["unit"] == "CHF"
    assert question["field"].help_text == "In all. Give the amount in CHF."
