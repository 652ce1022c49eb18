"""Files of rates: both forms, what is refused with its line and what to do, and what cannot be used at all."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from avow.rates import opening, reading
from avow.rates.opening import Unusable, open_file, opened
from avow.rates.reading import read
from avow.rates.testing import HEADER, read_text

TODAY = date(2026, 3, 20)
WIDE = "Date,USD,GBP,\n2026-03-03,1.25,N/A,\n2026-03-02,1.2,0.8,\n"
MANY = settings(max_examples=300, deadline=None)


def zipped(**files) -> bytes:
    """A zip of these files, of always the same day: its bytes are in the names of tests."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def rates_of(found):
    return {key: (str(rate), line) for key, (rate, line) in found.rates.items()}


WIDE_RATES = {
    ("USD", date(2026, 3, 3)): ("1.25", 2),
    ("USD", date(2026, 3, 2)): ("1.2", 3),
    ("GBP", date(2026, 3, 2)): ("0.8", 3),
}


def test_a_row_a_rate():
    found = read_text("\ufeffCurrency, Rate, Day, remark\n\nUSD, 1.25, 2026-03-03, x\nEUR,1,2026-03-03,\n")
    assert rates_of(found) == {("USD", date(2026, 3, 3)): ("1.25", 3)}
    assert found.refused == []


def test_the_central_banks_own_form():
    assert rates_of(read_text(WIDE)) == WIDE_RATES


def test_the_central_banks_own_form_zipped():
    data = zipped(**{"eurofxref-hist.csv": WIDE})
    assert rates_of(read(opened(data, "eurofxref-hist.zip"), TODAY)) == WIDE_RATES


def test_the_central_banks_file_of_one_day():
    found = read_text("Date, USD, JPY, \n03 March 2026, 1.25, 175.68, \n")
    assert rates_of(found) == {
        ("USD", date(2026, 3, 3)): ("1.25", 2),
        ("JPY", date(2026, 3, 3)): ("175.68", 2),
    }


def test_all_that_come_with_avow_are_read_as_the_engine_reads_them():
    from currency_converter.currency_converter import CURRENCY_FILE

    from avow.policy.rates import Rates

    engine = Rates.bundled()
    found = read(open_file(opening.Path(CURRENCY_FILE)), engine.last)
    assert found.refused == [] and len(found.rates) == len(engine) > 200_000
    assert all(engine.published(*key) == rate for key, (rate, _) in found.rates.items())


@pytest.mark.parametrize(
    ("row", "value", "why", "remedy"),
    [
        ("2026-03-21,USD,1", "2026-03-21", "The day is to come.", "Bring rates once they are published."),
        ("1998-12-31,USD,1", "1998-12-31", "There was no euro on that day.", "Leave out days before 1999-01-01."),
        ("2026-02-30,USD,1", "2026-02-30", "This is no day.", "Write it as 2026-01-31."),
        ("20260203,USD,1", "20260203", "This is no day.", ""),
        ("31 Feb 2026,USD,1", "31 Feb 2026", "This is no day.", ""),
        ("31 February 2026,USD,1", "31 February 2026", "This is no day.", ""),
        ("02.03.2026,USD,1", "02.03.2026", "This is no day.", ""),
        (",USD,1", "", "This is no day.", ""),
        ("2026-03-03,usd,1", "usd", "This is no currency.", "Write three capitals, such as GBP."),
        ("2026-03-03,ÜSD,1", "ÜSD", "This is no currency.", ""),
        ("2026-03-03,USDT,1", "USDT", "This is no currency.", ""),
        ("2026-03-03,USD,0", "0", "A rate is a number from 0.0001 to 100,000,000", "Write so many"),
        ("2026-03-03,USD,-1", "-1", "A rate is a number", ""),
        ("2026-03-03,USD,0.00009", "0.00009", "A rate is a number", ""),
        ("2026-03-03,USD,100000000.1", "100000000.1", "A rate is a number", ""),
        ("2026-03-03,USD,1e3", "1e3", "A rate is a number", ""),
        ("2026-03-03,USD,NaN", "NaN", "A rate is a number", ""),
        ("2026-03-03,USD,１", "１", "A rate is a number", ""),
        ("2026-03-03,USD,1.1234567890123", "1.1234567890123", "A rate is a number", ""),
        ('2026-03-03,USD,"1,25"', "1,25", "A rate is a number", "with a point"),
        ("2026-03-03,USD,1,25", "2026-03-03,USD,1,25", "The row has 4 cells and the header 3.", "with a point"),
        ("2026-03-03,USD", "2026-03-03,USD", "The row has 2 cells and the header 3.", ""),
        ("2026-03-03,EUR,1.1", "1.1", "Rates are against the euro", "Leave the euro out."),
        ("2026-03-02,GBP,0.9", "0.9", "GBP of 2026-03-02 stands on line 2 already.", "Keep one of the two."),
    ],
)
def test_a_row_that_cannot_be_taken_has_its_line_its_reason_and_a_remedy(row, value, why, remedy):
    found = read_text(f"{HEADER}2026-03-02,GBP,0.8\n{row}\n", today=TODAY)
    (refusal,) = found.refused
    assert (refusal.line, refusal.value) == (3, value)
    assert why in refusal.why and refusal.why.endswith(".")
    assert remedy in refusal.remedy and refusal.remedy.endswith(".")


def test_a_row_of_the_wide_form_is_refused_a_rate_at_a_time():
    found = read_text("Date,USD,GBP\n2026-03-03,1.25,x\n2026-03-02,1.2\n")
    assert [(row.line, row.value) for row in found.refused] == [(2, "x"), (3, "2026-03-02,1.2")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"day,currency\n", "has no column rate."),
        (b"x\n1\n", "has no column day and no column currency and no column rate."),
        (b"day;currency;rate\n", "has no commas between its columns."),
        (b"day,currency,rate\n", "has a header and no rates below it."),
        (b"day,currency,rate,day\n", "has two columns day."),
        (b"Date,USD,USD\n", "has two columns USD."),
        (b"Date,USD,\x1b[2J\n", "the column '�[2J' is no currency"),
        (b"Date,\n2026-03-03,\n", "has days and no currencies."),
        (b"day,currency,rate\n2026-03-03,U\xff,1\n", "is not UTF-8 text (line 2)."),
        (b'day,currency,rate\n"' + b"x" * 200_000, "line 2: this is not readable as CSV"),
        (b"%PDF-1.7", "is a PDF."),
        (b"\xd0\xcf\x11\xe0\xa1", "is an old Excel file."),
        (zipped(**{"[Content_Types].xml": "<a/>"}), "is a spreadsheet."),
        (zipped(a=WIDE, b=WIDE), "is a zip of 2 files."),
        (zipped(), "is a zip of 0 files."),
        (zipped(a=WIDE)[:60], "is a zip that cannot be read"),
        (zipped(a=""), "is empty"),
    ],
)
def test_what_cannot_be_used_says_why(data, says):
    with pytest.raises(Unusable) as unusable:
        read(opened(data, "r.csv"), TODAY)
    assert "r.csv" in str(unusable.value) and says in str(unusable.value)


def test_a_small_zip_with_a_huge_file_is_refused(monkeypatch):
    monkeypatch.setattr(opening, "LARGEST_FILE", 2**20)
    with pytest.raises(Unusable, match="has more than 1 MB"):
        opened(zipped(a=b"0" * 2**22), "r.zip")


def test_files_that_are_not_there(tmp_path):
    for path, says in ((tmp_path, "is a folder"), (tmp_path / "no.csv", "is not there"), ("a\0b", "opened|there")):
        with pytest.raises(Unusable, match=says):
            open_file(opening.Path(path))


def test_too_many_rates_and_too_large_files(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_RATES", 2)
    with pytest.raises(Unusable, match="more than 2 rates"):
        read_text(WIDE)
    monkeypatch.setattr(opening, "LARGEST_FILE", 10)
    (tmp_path / "r.csv").write_text(WIDE)
    with pytest.raises(Unusable, match="Split it"):
        open_file(tmp_path / "r.csv")


words = st.sampled_from(
    ["day", "currency", "rate", "Date", "USD", "GBP", "2026-03-03", "1.2", "N/A", ",", ",", "\n", "\r", '"', "\0", ";"]
)
texts = st.lists(words | st.text(max_size=3), max_size=60).map("".join)


@MANY
@given(text=texts | texts.map(lambda text: HEADER + text) | texts.map(lambda text: "Date,USD,GBP\n" + text))
@example(text='day,currency,rate\n"')
@example(text="day,currency,rate\n2026-03-03,USD,\ud800")
def test_any_text_gives_rates_or_refusals_or_a_reason(text):
    try:
        found = read(opened(text.encode("utf-8", "surrogatepass"), "r.csv"), TODAY)
    except Unusable as unusable:
        assert str(unusable).startswith("r.csv")
        return
    for (currency, day), (rate, line) in found.rates.items():
        assert len(currency) == 3 and currency.isascii() and currency.isupper() and currency != "EUR"
        assert date(1999, 1, 1) <= day <= TODAY and line > 1
        assert Decimal("0.0001") <= rate <= 100_000_000
    for row in found.refused:
        assert row.line > 1 and row.value.isprintable() and len(row.value) <= 40


@MANY
@given(data=st.binary(max_size=300) | st.binary(max_size=100).map(lambda data: b"PK\x03\x04" + data))
def test_any_bytes_give_text_or_a_reason(data):
    try:
        found = opened(data, "r.csv")
    except Unusable as unusable:
        assert str(unusable).startswith("r.csv") and str(unusable).isprintable()
        return
    assert isinstance(found.text, str)


@MANY
@example(place=316, change=b"\0")
@given(place=st.integers(0, 400), change=st.binary(min_size=1, max_size=6))
def test_a_zip_with_changed_bytes_gives_text_or_a_reason(place, change):
    data = bytearray(zipped(**{"eurofxref-hist.csv": WIDE}))
    place %= len(data)
    data[place : place + len(change)] = change
    try:
        read(opened(bytes(data), "r.zip"), TODAY)
    except Unusable as unusable:
        assert str(unusable).startswith("r.zip")
