"""Windows of calendar months, against a calendar walked day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.policy.windows import in_window, months_before

DAY = timedelta(days=1)


def one_month_back(day_of_month, first):
    """The same day in the month before `first` (a first of a month), walked from its end."""
    day = first - DAY
    while day.day > day_of_month:
        day -= DAY
    return day


def naive(on, months):
    first = on.replace(day=1)
    for _ in range(months):
        day = one_month_back(on.day, first)
        first = day.replace(day=1)
    return day


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.integers(1, 30))
def test_as_the_calendar_walked_back(on, months):
    assert months_before(on, months) == naive(on, months)


@pytest.mark.parametrize(
    ("on", "months", "start"),
    [
        (date(2026, 3, 10), 12, date(2025, 3, 10)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2025, 2, 28), 12, date(2024, 2, 28)),
        (date(2025, 3, 1), 12, date(2024, 3, 1)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 31), 2, date(2025, 11, 30)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(1, 3, 1), 12, date.min),
    ],
)
def test_ends_of_months_and_leap_days(on, months, start):
    assert months_before(on, months) == start


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.integers(1, 24))
def test_the_far_end_is_out_and_the_near_end_in(on, months):
    start = months_before(on, months)
    assert not in_window(start, on, months)
    assert in_window(start + DAY, on, months)
    assert in_window(on, on, months)
    assert not in_window(on + DAY, on, months)


@given(st.dates(date(1990, 1, 1), date(2040, 12, 30)), st.integers(1, 24))
def test_a_later_day_never_opens_its_window_earlier(on, months):
    assert months_before(on, months) <= months_before(on + DAY, months)


def test_the_leap_day_of_last_year_counts_on_the_last_of_february():
    assert in_window(date(2024, 2, 29), date(2025, 2, 28), 12)
    assert not in_window(date(2024, 2, 28), date(2025, 2, 28), 12)
