"""A day as a number makes windows of calendar months a constant length: the same windows as counting one has."""

from datetime import date, timedelta

import duckdb
import pytest

from avow.policy.many.totals import Frame, day_number
from avow.policy.windows import months_before, year_before

LENGTHS = (1, 2, 3, 6, 11, 12, 13, 120)
DAYS = [date(2015, 1, 1) + timedelta(days=n) for n in range(12 * 365 + 3)]


def number(day):
    return (day.year * 12 + day.month) * 32 + day.day


@pytest.mark.parametrize("months", LENGTHS)
def test_the_window_of_every_day_begins_where_the_calendar_says(months):
    for on in DAYS:
        after = months_before(on, months)
        assert number(after) <= number(on) - months * 32 < number(after + timedelta(days=1))


def test_the_number_of_a_day_in_sql():
    with duckdb.connect() as connection:
        days = "range(DATE '2015-01-01', DATE '2027-01-01', INTERVAL 1 DAY)"
        found = connection.execute(
            f"SELECT CAST(d AS DATE), {day_number('d')} FROM (SELECT unnest({days}) AS d)"
        ).fetchall()
    assert len(found) > len(DAYS) - 10
    assert all(number(day) == made for day, made in found)


@pytest.mark.parametrize("months", [1, 12, None])
def test_a_frame_holds_what_lies_in_it(months):
    on = date(2024, 2, 29)
    after = year_before(on) if months is None else months_before(on, months)
    days = [after, after + timedelta(days=1), on, on + timedelta(days=1)]
    with duckdb.connect() as connection:
        rows = ", ".join(f"(DATE '{day}', {number(day)})" for day in days)
        held = Frame(months).holds("r", "j")
        found = connection.execute(
            f'SELECT r."on" FROM (VALUES {rows}) r("on", "_o"), (VALUES (DATE \'{on}\', {number(on)})) j("on", "_o") '
            f"WHERE {held}"
        ).fetchall()
    assert {day for (day,) in found} == {after + timedelta(days=1), on}
