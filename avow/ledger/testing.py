"""Acts at the same moment, each in a thread with a connection of its own. For tests with `transaction=True`."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

LONGEST = 120
"""Seconds within which everything has to be done, however long one waits for another."""


def at_once(*actions: Callable[[], object]) -> list[object]:
    """Run the actions in threads that start together; gives what each returned or raised, in order."""
    together = threading.Barrier(len(actions), timeout=20)

    def run(action: Callable[[], object]) -> object:
        try:
            together.wait()
            return action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as threads:
        started = [threads.submit(run, action) for action in actions]
        return [one.exception(LONGEST) or one.result() for one in started]


def all_at_once(*actions: Callable[[], object]) -> list[object]:
    """The same where every one of them is to succeed. Raises what the first of the others raised."""
    results = at_once(*actions)
    for one in results:
        if isinstance(one, BaseException):
            raise one
    return results
