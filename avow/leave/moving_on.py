"""Moving on what nobody answered, and letting lapse what nobody used: what the worker does every few minutes."""

from datetime import date, datetime

from avow.leave.acts.asking import move_on
from avow.leave.acts.lapsing import lapse, unused
from avow.leave.choosing import is_in_hand
from avow.leave.models import Leave


def work_through(on: date, at: datetime) -> int:
    """Each in a transaction of its own, looked at again under its locks: killed in the middle, the next run does the
    rest, and nothing is done twice. Gives how many were moved on or lapsed."""
    done = sum(lapse(leave, on=on, at=at) is not None for leave in list(unused(on).select_related("version")))
    waiting = list(Leave.objects.waiting().filter(last_day__gte=on).select_related("version"))
    late = [leave for leave in waiting if not is_in_hand(leave, on)]
    return done + sum(move_on(leave, on=on, at=at) is not None for leave in late)
