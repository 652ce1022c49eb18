"""What a person has to do, as each room says it. Rooms register a source in `AppConfig.ready()`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from avow.people.models import Person


@dataclass(frozen=True)
class Duty:
    """One thing to do. `minutes` is about how long it takes; a higher `weight` comes first on the same day.

    `clause` is the number of a clause; `under` is what Avow does (one of `policy.pack.CITED`), for whichever clause of
    the policy in force says so.
    """

    title: str
    url: str
    due: date | None = None
    minutes: int = 1
    clause: str | None = None
    weight: int = 0
    under: str = ""


Source = Callable[[Person, date], Iterable[Duty]]

SOURCES: list[Source] = []


def register(source: Source) -> Source:
    """Add a source of duties; adding the same one twice changes nothing."""
    if source not in SOURCES:
        SOURCES.append(source)
    return source


def duties_for(person: Person, on: date) -> list[Duty]:
    """Everything the person has to do, the earliest due first, those without a day last."""
    duties = [duty for source in SOURCES for duty in source(person, on)]
    return sorted(duties, key=lambda duty: (duty.due is None, duty.due or date.max, -duty.weight, duty.title))
