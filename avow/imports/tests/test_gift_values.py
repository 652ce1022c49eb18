"""Amounts as registers write them, nil returns, currencies: each is read as meant, or refused; never another number."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from avow.imports.cells import Refused
from avow.imports.gift_rows import _heads
from avow.imports.gift_values import Amount, amount, currency, is_nil, number


@pytest.mark.parametrize(
    ("text", "said", "value", "in_", "is_estimate"),
    [
        ("45", "", "45.00", "USD", False), ("£1,681.72", "", "1681.72", "GBP", False),
        ("2,500", "", "2500.00", "USD", False), ("832.5", "EUR", "832.50", "EUR", False),
        ("1.234,56 €", "", "1234.56", "EUR", False), ("45,5", "", "45.50", "USD", False),
        ("1 250.00", "", "1250.00", "USD", False), ("1'250", "CHF", "1250.00", "CHF", False),
        ("EUR 30", "", "30.00", "EUR", False), ("30 sek", "", "30.00", "SEK", False), ("$5", "", "5.00", "USD", False),
        ("$5", "AUD", "5.00", "AUD", False), ("US$ 5", "", "5.00", "USD", False), ("~9", "GBP", "9.00", "GBP", True),
        ("<10", "", "10.00", "USD", True), ("c. £50", "", "50.00", "GBP", True), ("ca 50", "", "50.00", "USD", True),
        ("approx. 50", "", "50.00", "USD", True), ("up to £75", "", "75.00", "GBP", True),
        ("£20 - £30", "", "30.00", "GBP", True), ("£20-30", "", "30.00", "GBP", True),
        ("45 (est.)", "", "45.00", "USD", True), ("£45 per head", "", "45.00", "GBP", False),
        ("33.300000000000004", "", "33.30", "USD", False), ("0", "", "0.00", "USD", False),
        ("１２", "", "12.00", "USD", False),
    ],
)  # fmt: skip
def test_amounts(text, said, value, in_, is_estimate):
    assert amount(text, said, "USD") == Amount(Decimal(value), in_, is_estimate)


@pytest.mark.parametrize(
    "text",
    ["", "N/A", "n/a", "unknown", "Value Unknown", "Unkown Value", "value unknown", "Above limit", "over the limit",
     "below threshold", "TBC", "-", "?", "not known", ">200", "over £140", "more than 100", "not disclosed"],
)  # fmt: skip
def test_nobody_knows(text):
    assert amount(text, "", "USD").value is None


@pytest.mark.parametrize(
    "text",
    ["-5", "abc", "No", "Yes", "1.250", "12.345", "1e9", "1,23,456", "1,2,3", "5 6", "£", "=1+1", "12 bottles", "30-20",
     "999999999999", "$5 €", "NaN", "Infinity", "0x10", "1_000", "2026-03-01", "Dinner"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(Refused):
        found = amount(text, "", "USD")
        raise AssertionError(found)


def test_signs_and_words_must_agree():
    for text, said in (("$5", "EUR"), ("€5", "USD"), ("EUR 5", "USD")):
        with pytest.raises(Refused):
            amount(text, said, "USD")
    with pytest.raises(Refused, match="sign of several currencies"):
        amount("$5", "", "SEK")


def test_a_sign_that_was_lost_needs_a_currency():
    assert amount("\ufffd50", "GBP", "USD") == Amount(Decimal("50.00"), "GBP", lost_sign=True)
    with pytest.raises(Refused, match="cannot be read"):
        amount("\ufffd50", "", "USD")


@given(value=st.decimals(0, 999_999_999, places=2))
@example(value=Decimal("1234.50"))
def test_what_is_written_out_is_read_back(value):
    for text in (f"{value}", f"{value:,}", f"{value:,}".translate(str.maketrans(",.", ".,"))):
        assert number(text) == value


@given(text=st.text(max_size=30) | st.text("0123456789.,- £$€~<>'abcx", max_size=12))
def test_any_text_is_an_amount_or_refused(text):
    try:
        found = amount(text, "GBP", "USD")
    except Refused as refused:
        assert refused.why and refused.remedy
        return
    assert found.value is None or (found.value >= 0 and found.value == found.value.quantize(Decimal("0.01")))
    assert len(found.currency) == 3


def test_currencies():
    assert [currency(text) for text in ("", "usd", "€", "£")] == ["", "USD", "EUR", "GBP"]
    for text in ("$", "dollars", "12"):
        with pytest.raises(Refused):
            currency(text)


@pytest.mark.parametrize(
    ("cells", "nil"),
    [
        (("Nil Return", "Nil Return", "Nil return"), True), (("None", "", ""), True), (("nil", "0", "n/a"), True),
        (("", "", ""), False), (("N/A", "", ""), False), (("None", "12", ""), False), (("Nil & Sons", "", ""), False),
        (("Nil return.", "-", "No"), True), (("Nothing to declare", "0.00", ""), True),
    ],
)  # fmt: skip
def test_nil_returns(cells, nil):
    assert is_nil(dict(zip(("party", "amount", "description"), cells, strict=True))) is nil


@pytest.mark.parametrize("text", ["9" * 30, "9" * 5000, "1" + "0" * 40 + ".00", "999999999.999999"])
def test_an_amount_too_large_for_any_is_refused_and_stops_nothing(text):
    with pytest.raises(Refused):
        amount(text, "", "USD")


@pytest.mark.parametrize("text", ["9" * 5000, "0", "100001", "-1", "1.5", "١"])
def test_a_number_of_people_that_cannot_be_is_refused(text):
    with pytest.raises(Refused):
        _heads(text)
    assert (_heads("0012"), _heads("100000")) == (12, 100_000)
