"""Bad files of gifts, one defect each: the row, the column, why, what to do; and the good row beside it comes in."""

from datetime import date

import pytest

from avow.adoptions.testing import adopted
from avow.gifts.models import Gift
from avow.imports.reading.table import Unusable
from avow.imports.tests.gifts_world import LONG_AGO, brought
from avow.people.testing import cast as make_cast

pytestmark = pytest.mark.django_db
HEAD = "person,date,party,amount,currency,description\n"
GOOD = "B1,2026-03-01,Good,10,,\n"
RECEIVED = "kind:=gift_received"


@pytest.fixture(autouse=True)
def world(db):
    make_cast(LONG_AGO)
    adopted(date(2026, 1, 1))


@pytest.fixture
def gifts(file):
    def run(content, **wishes):
        return brought(file(content, "gifts.csv"), RECEIVED, **wishes)

    return run


@pytest.mark.parametrize(
    ("row", "column", "why", "remedy"),
    [
        ("A1,2026-11-23,X,10,,", "date", "outside 2000-01-01 to 2026-11-22", "Check the year"),
        ("A1,31.02.2026,X,10,,", "date", "not a day of the calendar", "year-month-day"),
        ("A1,31/02/2026,X,10,,", "date", "whether the day or the month comes first", "--days dmy"),
        ("A1,46083,X,10,,", "date", "as spreadsheets count days: 2026-03-02", "Format the column as a day"),
        ("A1,46083.75,X,10,,", "date", "as spreadsheets count days: 2026-03-02", "Format the column as a day"),
        ("A1,01.03.26,X,10,,", "date", "is not a day", "2026-11-22"),
        ("A1,99999,X,10,,", "date", "is not a day", "2026-11-22"),
        ("A1,2026-03-01,X,-10,,", "amount", "is negative", "--map paid_back=COLUMN"),
        ("A1,2026-03-01,X,$ -10.50,,", "amount", "is negative", "--map paid_back=COLUMN"),
        ("A1,2026-03-01,X,(10.00),,", "amount", "is negative", "--map paid_back=COLUMN"),
        ("A1,2026-03-01,X,1e400,,", "amount", "not an amount", "45.00"),
        (f"A1,2026-03-01,X,{'9' * 5000},,", "amount", "a thousand million or more", "missing point"),
        ("A1,2026-03-01,X,NaN,,", "amount", "not an amount", "45.00"),
        ("A1,2026-03-01,X,Infinity,,", "amount", "not an amount", "45.00"),
        ("A1,2026-03-01,X,10%,,", "amount", "not an amount", "45.00"),
        ("A1,2026-03-01,X,10,ZZZ,", "currency", "no reference rate of ZZZ", "three letters"),
        ("A1,2026-03-01,X,10,dollars,", "currency", "no currency known here", "USD"),
        ("A1,2026-03-01,#REF!,10,,", "party", "could not work this cell out", "Mend the formula"),
        ("A1,2026-03-01,X,#VALUE!,,", "amount", "could not work this cell out", "Mend the formula"),
        ("A1,########,X,10,,", "date", "could not work this cell out", "Mend the formula"),
        (f"A1,2026-03-01,X,10,,{'y' * 50_000}", "description", "50,000 characters", "Shorten it"),
        (f"A1,2026-03-01,{'y' * 301},10,,", "party", "301 characters", "Shorten it"),
        ("1.23E+11,2026-03-01,X,10,,", "person", "has rounded this number", "as text"),
        ("A1,2026-03-01,X", "", "3 cells and the header 6", "missing delimiter"),
    ],
)
def test_one_bad_row_is_named_and_the_good_one_comes_in(gifts, row, column, why, remedy):
    report = gifts(HEAD + row + "\n" + GOOD)
    (told,) = report.refused
    assert (told.line, told.column) == (2, column)
    assert why in told.why
    assert remedy in told.remedy
    assert list(report.gifts) == [3]
    assert Gift.objects.get().party_name == "Good"


def test_a_day_that_is_none_in_the_order_that_was_said(gifts):
    (told,) = gifts(HEAD + "A1,31/02/2026,X,10,,\n", days="dmy").refused
    assert "not a day of the calendar" in told.why


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (HEAD.encode(), "a header and no rows"),
        (b"date,party,amount\n2026-03-01,X,10\n", "No column looks like the gift's person.*--map person=COLUMN"),
        (b"person,party,amount\nA1,X,10\n", "No column looks like the gift's day"),
        (b"person,date,amount\nA1,2026-03-01,10\n", "No column looks like"),
        (b"person,date,party,amount,amount\nA1,2026-03-01,X,1,2\n", "is there 2 times"),
        (b'person,date,party,amount\nA1,2026-03-01,"X,10\nB1,2026-03-01,Y,20\n', "line 2: a quotation mark"),
        (b'person,date,party,amount\nA1,2026-03-01,"' + b"y" * 200_000 + b'",10\n', "more than 100,000 characters"),
        (b"person,date,party,amount\nA1,2026-03-01,X\0Y,10\n", r"zero byte at position 40 \(line 2\)"),
        (b"%PDF-1.7 a register", "is a PDF"),
        (b"PK\x03\x04 no spreadsheet", "cannot be read as a spreadsheet"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_nothing_is_imported(gifts, content, says):
    with pytest.raises(Unusable, match=says):
        gifts(content)
    assert not Gift.objects.exists()


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ("person;date;party;amount\nA1;2026-03-01;Café;10,50\n".encode(), "semicolons"),
        ("person\tdate\tparty\tamount\nA1\t2026-03-01\tCafé\t10.50\n".encode(), "tab"),
        ("person,date,party,amount\nA1,2026-03-01,Café,10.50\n".encode("latin-1"), "Windows-1252"),
        ("person,date,party,amount\nA1,2026-03-01,Café,10.50\n".encode("utf-16"), "UTF-16"),
        ("person,date,party,amount\rA1,2026-03-01,Café,10.50\r".encode(), ""),
        ("person,date,party,amount\nA1,2026-03-01 12:30:00,Café,10.50\n".encode("utf-8-sig"), ""),
    ],
)
def test_other_ways_to_write_the_same_row_are_read_and_said(gifts, content, note):
    report = gifts(content)
    assert (len(report.gifts), report.refused) == (1, [])
    gift = Gift.objects.get()
    assert (gift.party_name, str(gift.worth), gift.on) == ("Café", "10.50", date(2026, 3, 1))
    assert note in " ".join(report.notes)


def test_the_same_row_twice_is_two_gifts_and_said(gifts):
    report = gifts(HEAD + GOOD + "A1,2026-03-01,X,10,,\n" + GOOD)
    assert len(report.gifts) == 3
    (finding,) = [one for one in report.findings if one.kind == "same_row"]
    assert finding.lines == (4,)
    assert finding.says == "1 row says in every field what a row further up says; taken as a gift of its own."


def test_a_currency_without_a_rate_can_be_asked_for(gifts):
    report = gifts(HEAD + "A1,2026-03-01,X,10,ZZZ,\n", unknown_amounts=True)
    (finding,) = [one for one in report.findings if one.kind == "no_rate"]
    assert finding.lines == (2,)
    assert Gift.objects.get().is_open


def test_a_currency_that_had_no_rate_on_the_day_is_remarked_on(gifts):
    report = gifts(HEAD + "A1,2026-03-01,X,10,RUB,\n")
    assert [one.kind for one in report.findings] == ["no_rate"]
    assert len(report.gifts) == 1
