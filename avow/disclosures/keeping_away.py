"""Who must keep away from a matter although rows and roles would let them read it: rooms above say so, on the day.

    keeping_away.register(why_not)      in AppConfig.ready()

A source gives a sentence, or None when the person may read. The person who disclosed is never asked about.
"""

from collections.abc import Callable
from datetime import date

from avow.disclosures.models import Disclosure

Source = Callable[[object, Disclosure, date], str | None]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Ask this too; registering the same one twice changes nothing."""
    if source not in _sources:
        _sources.append(source)
    return source


def keeps_away(person, disclosure: Disclosure, on: date) -> bool:
    """Whether the person must not read the disclosure of somebody else."""
    return person.pk != disclosure.person_id and any(source(person, disclosure, on) for source in _sources)
