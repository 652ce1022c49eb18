"""Moving on what nobody answered, and letting lapse what nobody used: what the worker does every few minutes."""

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime

from avow.leave.acts.asking import move_on
from avow.leave.acts.lapsing import lapse, unused
from avow.leave.choosing import is_in_hand
from avow.leave.models import AskedOf, Lapsed, Leave

log = logging.getLogger("avow.leave")


def work_through(on: date, at: datetime) -> int:
    """Each in a transaction of its own, looked at again under its locks: killed in the middle, the next run does the
    rest, and nothing is done twice. Gives how many were moved on or lapsed.

    Where one of them fails, the others go on; what it raised is raised at the end, so that the job counts as failed.
    """
    failed: list[Exception] = []
    done = _each(unused(on).select_related("version"), lambda leave: lapse(leave, on=on, at=at), failed)
    waiting = Leave.objects.waiting().filter(last_day__gte=on).select_related("version")
    done += _each(waiting, lambda leave: None if is_in_hand(leave, on) else move_on(leave, on=on, at=at), failed)
    if failed:
        raise ExceptionGroup("requests for leave that could not be moved on", failed)
    return done


def _each(leaves: Iterable[Leave], act: Callable[[Leave], AskedOf | Lapsed | None], failed: list[Exception]) -> int:
    """How many of them the act did something about."""
    done = 0
    for leave in list(leaves):
        try:
            done += act(leave) is not None
        except Exception as error:
            # Whatever it is, somebody else's leave does not wait for it.
            log.exception("A request for leave could not be moved on; the others go on")
            failed.append(error)
    return done
