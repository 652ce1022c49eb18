"""On working days, from eight to five, by the clocks where the reader is."""

from datetime import UTC, date, datetime

import pytest

from avow.ledger.verify import verify
from avow.notices import holidays
from avow.notices.holidays import Brought, Refused
from avow.notices.hours import Place, is_working_day, may_write, zone_of
from avow.notices.models import CalendarFile, CalendarLine

NOTHING = Brought()


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "when", "may"),
    [
        ("SE", "2026-03-02 06:59", False),
        ("SE", "2026-03-02 07:00", True),
        ("SE", "2026-03-02 15:59", True),
        ("SE", "2026-03-02 16:00", False),
        ("SE", "2026-07-06 06:00", True),  # in summer the clocks are an hour on
        ("NZ", "2026-03-01 19:30", False),  # Monday there, but Auckland and Chatham disagree: the installation's clocks
        ("JP", "2026-03-01 23:30", True),  # Monday, half past eight in Tokyo
        ("JP", "2026-02-27 23:30", False),  # Saturday there
        ("SE", "2026-03-01 10:00", False),  # Sunday
        ("SA", "2026-03-01 10:00", True),
        ("SA", "2026-02-27 10:00", False),  # Friday
        ("NP", "2026-03-01 05:00", True),
        ("SE", "2026-06-19 10:00", False),  # Midsummer's eve, a Friday
        ("US", "2026-07-03 15:00", False),  # Independence Day, observed
        ("DE", "2026-06-04 10:00", True),  # a holiday of some of its states only
        ("XX", "2026-12-25 10:00", True),  # no country: nothing is known of it
        ("", "2026-03-02 08:00", True),
    ],
)
def test_when_somebody_may_be_written_to(country, when, may):
    assert may_write(at(when), Place(country, ""), NOTHING) is may


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        (Place("DE", "Ulm"), "Europe/Berlin"),  # Büsingen's clocks agree
        (Place("US", "Boise"), "UTC"),  # its clocks do not agree, so those of the installation
        (Place("XX", ""), "UTC"),
        (Place("US", "Honolulu Works"), "Pacific/Honolulu"),
        (Place("BR", "Recife"), "America/Sao_Paulo"),
    ],
)
def test_whose_clocks_count(place, zone):
    brought = Brought(zones={("US", "honolulu works"): "Pacific/Honolulu", ("BR", ""): "America/Sao_Paulo"})
    assert zone_of(place, brought, at("2026-03-02 10:00")).key == zone


def file(tmp_path, text):
    path = tmp_path / "holidays.csv"
    path.write_text(text)
    return path


GOOD = (
    "country,site,day,zone,name\nse,,2026-06-19,,Midsummer Eve\nSE,Malmö,2026-06-18,,Works day\nUS,Reno,,"
    "America/Los_Angeles,\n"
)


@pytest.mark.django_db(transaction=True)
def test_a_file_of_holidays_replaces_the_one_before_and_is_held_to_the_ledger(tmp_path):
    when = at("2026-03-02 10:00")
    for text in (GOOD.replace("19", "26"), GOOD):
        holidays.bring("h.csv", holidays.read(file(tmp_path, text)), by="command line", on=when.date(), at=when)
    brought = holidays.brought()
    days = [date(2026, 6, day) for day in (18, 19, 26)]
    assert [is_working_day(day, Place("SE", "Lund"), brought) for day in days] == [True, False, True]
    assert [is_working_day(day, Place("SE", "malmö"), brought) for day in days] == [False, False, True]
    assert zone_of(Place("US", "RENO"), brought, when).key == "America/Los_Angeles"
    assert verify().findings == []
    assert list(holidays.problems()) == []
    late = CalendarFile.objects.order_by("-pk").first()
    CalendarLine.objects.bulk_create([CalendarLine(file=late, country="SE", day=date(2026, 6, 20))])
    assert "h.csv" in next(holidays.problems())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("land,day\nSE,2026-06-19\n", "the columns are"),
        ("country,day\nSWE,2026-06-19\n", "holidays.csv:2: 'SWE' is no country"),
        ("country,day\nSE,19.6.2026\n", "'19.6.2026' is no day"),
        ("country,zone\nSE,Europe/Stokholm\n", "no time zone"),
        ("country,day,zone\nSE,2026-06-19,Europe/Stockholm\n", "a day or a zone"),
        ("country,day\nSE,\n", "a day or a zone"),
        ("country,day\n", "has no line"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_line(tmp_path, text, says):
    with pytest.raises(Refused, match=says):
        holidays.read(file(tmp_path, text))


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match="cannot be read"):
        holidays.read(tmp_path / "x.csv")
