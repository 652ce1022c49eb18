"""Moving on what nobody answered, and letting lapse what nobody used: what the worker does every few minutes."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef

from avow.leave.acts.asking import move_on
from avow.leave.acts.lapsing import lapse, unused
from avow.leave.models import AskedOf, Leave


def work_through(on: date, at: datetime) -> int:
    """Each in a transaction of its own, looked at again under its locks: killed in the middle, the next run does the
    rest, and nothing is done twice. Gives how many were moved on or lapsed."""
    done = sum(lapse(leave, on=on, at=at) is not None for leave in list(unused(on).select_related("version")))
    in_time = AskedOf.objects.filter(leave=OuterRef("pk"), answer_by__gte=on)
    late = Leave.objects.waiting().filter(~Exists(in_time), last_day__gte=on).select_related("version")
    return done + sum(move_on(leave, on=on, at=at) is not None for leave in list(late))
