"""What a receipt shows as the time: the person's clocks, with the zone named."""

from datetime import UTC, date, datetime

import pytest

from avow.notices import holidays
from avow.notices.clocks import by_their_clocks, zoned
from avow.people import acts as people

pytestmark = pytest.mark.django_db

AT = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "site", "said"),
    [
        ("SE", "", "2026-07-02 01:30 (Europe/Stockholm, UTC+02:00)"),
        ("IN", "", "2026-07-02 05:00 (Asia/Kolkata, UTC+05:30)"),
        ("US", "Reno Works", "2026-07-01 16:30 (America/Los Angeles, UTC-07:00)"),
        ("US", "Boise", "2026-07-01 23:30 UTC"),
        ("", "", "2026-07-01 23:30 UTC"),
    ],
)
def test_it_is_the_time_where_they_work_also_on_the_day_after(country, site, said):
    given = {"on": date(2026, 1, 1), "by": "system", "at": AT}
    lines = [("US", "Reno Works", None, "America/Los_Angeles", ""), ("US", "", date(2026, 7, 4), "", "A holiday")]
    holidays.bring("ours.csv", lines, **given)
    someone = people.put("A1", name="Amina", country=country, site=site, **given)
    there = by_their_clocks(AT, someone)
    assert f"{there.date()} {zoned(there)}" == said
    assert there == AT


def test_who_has_moved_since_keeps_the_time_of_then():
    someone = people.put("A1", name="Amina", country="SE", on=date(2026, 1, 1), by="system", at=AT)
    people.put("A1", name="Amina", country="IN", on=date(2026, 8, 1), by="system", at=AT)
    assert zoned(by_their_clocks(AT, someone)) == "01:30 (Europe/Stockholm, UTC+02:00)"


def test_who_is_not_with_us_has_the_clocks_of_the_installation():
    someone = people.put("A1", name="Amina", country="SE", on=date(2026, 1, 1), by="system", at=AT)
    people.end(someone, on=date(2026, 6, 1), by="system", at=AT)
    assert zoned(by_their_clocks(AT, someone)) == "23:30 UTC"
