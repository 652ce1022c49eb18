"""Who must keep away from a matter although rows and roles would let them read it: rooms above say so, on the day.

    keeping_away.register(kept_away)    in AppConfig.ready()

A source is asked about several people and disclosures at once, and gives the pairs of primary keys, person first, of
who must not read what. What it says of the person who disclosed does not count.
"""

from collections.abc import Callable, Sequence
from datetime import date

from avow.disclosures.models import Disclosure
from avow.people.models import Person

Source = Callable[[Sequence[Person], Sequence[Disclosure], date], set[tuple[int, int]]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Ask this too; registering the same one twice changes nothing."""
    if source not in _sources:
        _sources.append(source)
    return source


def keeps_away(person: Person, disclosure: Disclosure, on: date) -> bool:
    """Whether the person must not read the disclosure of somebody else."""
    return person.pk != disclosure.person_id and bool(kept_away([person], [disclosure], on))


def kept_away(people: Sequence[Person], disclosures: Sequence[Disclosure], on: date) -> set[tuple[int, int]]:
    """Which of these people must not read which of these disclosures, as pairs of primary keys, person first."""
    if not people or not disclosures:
        return set()
    own = {(one.person_id, one.pk) for one in disclosures}
    return {pair for source in _sources for pair in source(people, disclosures, on)} - own
