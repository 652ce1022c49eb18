"""Amounts in other currencies, and rates: the judged day's, else the last of the seven days before, else none."""

from datetime import date
from decimal import Decimal

import pytest
from currency_converter import CurrencyConverter
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.policy.many.reading import read_records
from avow.policy.many.reading.problems import BadFile, BadMapping
from avow.policy.many.reading.tests.conftest import DAY
from avow.policy.rates import Rates, RatesError


@pytest.fixture(scope="module")
def ecb():
    return Rates.bundled()


@pytest.fixture
def rates(tmp_path):
    """Rates from a text."""

    def rates(text):
        path = tmp_path / "rates.csv"
        path.write_text(text)
        return Rates.from_csv(path)

    return rates


def test_the_rate_of_the_day(ecb):
    rate = ecb.rate("EUR", "USD", date(2014, 3, 28))
    assert (rate.value, rate.day) == (Decimal("1.3759"), date(2014, 3, 28))


def test_a_sunday_takes_the_friday_before(ecb):
    assert ecb.rate("EUR", "USD", date(2014, 3, 30)).day == date(2014, 3, 28)


def test_between_two_currencies_both_rates_are_of_one_day(rates):
    found = rates("day,currency,rate\n2026-01-05,USD,1.2\n2026-01-04,GBP,0.8\n2026-01-04,USD,1.1\n")
    rate = found.rate("GBP", "USD", date(2026, 1, 5))
    assert (rate.value, rate.day) == (Decimal("1.375"), date(2026, 1, 4))


def test_seven_days_back_and_no_further(rates):
    found = rates("day,currency,rate\n2026-01-01,USD,1.2\n")
    assert found.rate("EUR", "USD", date(2026, 1, 8)).day == date(2026, 1, 1)
    assert found.rate("EUR", "USD", date(2026, 1, 9)) is None
    assert found.rate("EUR", "USD", date(2025, 12, 31)) is None


def test_a_currency_in_itself_is_one(ecb):
    assert ecb.rate("USD", "USD", date(1990, 1, 1)).value == 1
    assert ecb.rate("XXX", "USD", date(2020, 1, 2)) is None


def test_half_a_cent_goes_up(ecb, rates):
    assert rates("day,currency,rate\n2026-01-01,USD,0.5\n").rate("EUR", "USD", date(2026, 1, 1)).of(
        Decimal("0.01")
    ) == Decimal("0.01")


def test_small_units_come_out_right_to_the_cent(ecb):
    """5,000,000 rupiah: with eight places the rate would be off by more than half a cent."""
    day = date(2020, 1, 2)
    exact = Decimal(5_000_000) / ecb.rate("EUR", "IDR", day).value * ecb.rate("EUR", "USD", day).value
    assert ecb.rate("IDR", "USD", day).of(Decimal(5_000_000)) == exact.quantize(Decimal("0.01"))


@settings(max_examples=200)
@given(st.dates(date(1999, 1, 4), date(2026, 10, 30)), st.sampled_from(["USD", "GBP", "JPY", "EUR", "DKK", "CHF"]),
       st.sampled_from(["USD", "EUR", "SEK", "ZAR"]))  # fmt: skip
def test_as_another_program_converts(ecb, theirs, on, currency, to):
    """The same file read by the program that it comes with."""
    rate = ecb.rate(currency, to, on)
    if currency == to:
        assert rate.value == 1
    else:
        assert abs(rate.value - theirs.convert(Decimal(1), currency, to, rate.day)) < Decimal("1e-11")


@pytest.fixture(scope="module")
def theirs():
    return CurrencyConverter(decimal=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("day,currency\n", "no column rate"),
        ("day,currency,rate\n2026-13-01,USD,1\n", "rates.csv:2: a row is a day"),
        ("day,currency,rate\n2026-01-01,usd,1\n", "write three capitals"),
        ("day,currency,rate\n2026-01-01,USD,0\n", "a number from 0.0001 to 100,000,000"),
        ("day,currency,rate\n2026-01-01,USD,1e999999\n", "a number from 0.0001"),
        ("day,currency,rate\n2026-01-01,EUR,2\n", "that of the euro is 1"),
        ("day,currency,rate\n2026-01-01,USD,1\n2026-01-01,USD,2\n", "rates.csv:3: USD has two rates"),
        ("day,currency,rate\n2026-01-01,USD\n", "a row is a day"),
    ],
)
def test_rates_that_cannot_be_used(rates, text, said):
    with pytest.raises(RatesError) as error:
        rates(text)
    assert said in str(error.value)


def test_rates_that_are_not_there(tmp_path):
    with pytest.raises(RatesError, match="No such file"):
        Rates.from_csv(tmp_path / "none.csv")


@pytest.fixture
def read(judging, pack, file):
    def read(content, **wishes):
        path = file("person,on,amount,paid_back,currency\n" + content)
        records = read_records(judging, path, pack, kind="gift_received", latest=DAY, **wishes)
        rows = judging.connection.sql(f'SELECT amount, paid_back FROM {records.table} ORDER BY "row"').fetchall()
        return rows, records.refused().fetchall(), records.unconverted

    return read


def test_every_amount_of_a_row_is_converted(read, ecb):
    rows, _, lost = read("amina,2020-01-02,100.00,10.00,GBP\nboris,2020-01-02,100.00,10.00,usd\n")
    rate = ecb.rate("GBP", "USD", date(2020, 1, 2))
    assert rows == [(rate.of(Decimal(100)), rate.of(Decimal(10))), (Decimal(100), Decimal(10))]
    assert lost == {}


def test_without_a_rate_the_amount_is_unknown_and_counted(read):
    rows, problems, lost = read(
        "amina,2026-11-20,5,0,GBP\nboris,2026-01-05,5,0,HRK\nchen,2026-01-05,5,0,\ndolores,2026-01-05,,,HRK\n"
    )
    assert (rows, problems) == ([(None, None)] * 4, [])
    assert lost == {"GBP": 1, "HRK": 1, "no currency": 1}


def test_a_code_that_is_none_refuses_the_row(read):
    rows, problems, _ = read("amina,2020-01-02,5,0,DEM\nboris,2020-01-02,5,0,XYZ\nchen,2020-01-02,5,0,EUR\n")
    assert len(rows) == 1
    assert [problem[4].split(":")[0] for problem in problems] == [
        "ended with the euro (1.95583 were 1 EUR)", "is no currency that has rates here; write three letters such as GBP",  # noqa: E501
    ]  # fmt: skip


def test_what_is_too_large_once_converted_is_refused(read):
    rows, problems, _ = read("amina,2020-01-02,9999999999999999.00,0,GBP\n")
    assert rows == []
    assert problems == [(1, 2, "amount", "9999999999999999.00", "is too large once it is converted")]


def test_rates_that_cannot_be_right(judging, pack, file, rates):
    path = file("person,on,amount,currency\namina,2026-01-01,100,GBP\n")
    wrong = rates("day,currency,rate\n2026-01-01,USD,100000000\n2026-01-01,GBP,0.0001\n")
    with pytest.raises(BadFile, match="One GBP would be 1,000,000,000,000 USD on 2026-01-01"):
        read_records(judging, path, pack, kind="gift_received", latest=DAY, rates=wrong)


def test_one_currency_for_all_rows(judging, pack, file, ecb):
    path = file("person,on,amount\namina,2020-01-02,100\n")
    records = read_records(judging, path, pack, kind="gift_received", latest=DAY, constants={"currency": "GBP"})
    (row,) = judging.connection.sql(f"SELECT amount FROM {records.table}").fetchall()
    assert row == (ecb.rate("GBP", "USD", date(2020, 1, 2)).of(Decimal(100)),)
    with pytest.raises(BadMapping, match="currency is given as 'XYZ'"):
        read_records(judging, path, pack, kind="gift_received", latest=DAY, constants={"currency": "XYZ"})


@settings(max_examples=25)
@given(st.lists(st.tuples(st.decimals(0, 10**9, places=2), st.sampled_from(["USD", "EUR", "GBP", "IDR", "TRL", "HUF"]),
                          st.dates(date(2000, 1, 1), DAY)), min_size=1, max_size=30))  # fmt: skip
def test_the_table_has_what_the_rates_say(tmp_path_factory, pack, ecb, rows):
    from avow.policy.many import Judging

    path = tmp_path_factory.getbasetemp() / "amounts.csv"
    lines = [f"amina,{on},{amount},{currency}" for amount, currency, on in rows]
    path.write_text("\n".join(["person,on,amount,currency", *lines]))
    with Judging(memory="500MB") as judging:
        records = read_records(judging, path, pack, kind="gift_received", latest=DAY)
        found = judging.connection.sql(f'SELECT "row", amount FROM {records.table}').fetchall()
    rates = [ecb.rate(currency, "USD", on) for _, currency, on in rows]
    expected = {i + 1: rate and rate.of(row[0]) for i, (row, rate) in enumerate(zip(rows, rates, strict=True))}
    assert dict(found) == expected
