"""By when one hears: working days, Monday to Friday. Holidays differ by site and are not counted out."""

from datetime import date, timedelta

from avow.policy import Pack


def answer_by(pack: Pack, sent: date) -> date:
    """The last day on which the answer is due, counted from the day of sending, which itself does not count."""
    day, left = sent, pack.answer_within_days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
