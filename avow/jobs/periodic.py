"""What runs in the background, and how often.

    @every(60)
    def seal_reads() -> None: ...

A room says so in its `periodic.py`, where the worker looks: functions marked there run from then on, and `start()`,
where there is one, is called once and may mark more. A job reads the clock itself, and does only what is still to be
done: it may be run again after a worker was killed in the middle of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

Work = Callable[[], object]


@dataclass(frozen=True)
class Periodic:
    """A job and how many seconds lie between the beginnings of two runs."""

    name: str
    seconds: float
    work: Work


registry: dict[str, Periodic] = {}


def every(seconds: float) -> Callable[[Work], Work]:
    """Let the worker run this function again and again, `seconds` apart. Marking it twice is marking it once."""
    if seconds <= 0:
        raise ValueError("a job needs some time between its runs")

    def mark(work: Work) -> Work:
        name = f"{work.__module__}.{work.__qualname__}"
        registry[name] = Periodic(name, seconds, work)
        return work

    return mark


def discover() -> dict[str, Periodic]:
    """Look into every room's `periodic.py`; gives all jobs by name."""
    for config in apps.get_app_configs():
        name = f"{config.name}.periodic"
        if not config.name.startswith("avow.") or name == __name__ or find_spec(name) is None:
            continue
        start = getattr(import_module(name), "start", None)
        if start:
            start()
    return registry
