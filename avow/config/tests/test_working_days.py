from datetime import date

import pytest

from avow.config.working_days import after

FRIDAY = date(2026, 3, 6)


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (FRIDAY, 1, date(2026, 3, 9)),
        (FRIDAY, 0, FRIDAY),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 3, 8), 1, date(2026, 3, 9)),
        (date(2026, 3, 8), 5, date(2026, 3, 13)),
        (date(2026, 3, 5), 2, date(2026, 3, 9)),
        (date(2026, 3, 2), 12, date(2026, 3, 18)),
    ],
)
def test_weekends_do_not_count(day, days, expected):
    assert after(day, days) == expected


def test_each_number_of_days_agrees_with_walking_there():
    for first in range(7):
        day = date(2026, 3, 2 + first)
        walked = day
        for count in range(1, 30):
            while True:
                walked = date.fromordinal(walked.toordinal() + 1)
                if walked.weekday() < 5:
                    break
            assert after(day, count) == walked, (day, count)


def test_days_are_counted_forwards():
    with pytest.raises(ValueError, match="forwards"):
        after(FRIDAY, -1)
