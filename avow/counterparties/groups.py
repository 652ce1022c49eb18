"""Corporate groups on a day: what a counterparty belongs to, and whose name stands for the whole group.

An entry that is merged into another is that other one, whatever its own parent was. Circles in the data end where they
close.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from avow.config import once
from avow.counterparties.lines import Step, downward, upward
from avow.counterparties.models import Counterparty


def parents_of(counterparty: Counterparty, on: date) -> list[Counterparty]:
    """The parent, its parent, and so on, nearest first; of a merged entry, those of the one it is merged into."""
    steps = upward([counterparty.pk], on)
    line = [steps[pk] for pk in _line(counterparty.pk, steps)[0]]
    return [step.party for step in line if not step.is_merged][1:]


@once.looked_up
def uppermost(counterparty: Counterparty, on: date) -> Counterparty:
    """Whose group it belongs to on that day, for "the same party" of 5.2: the parent above all others, or itself.

    A merged entry is the one it is merged into. In a circle, where nobody is uppermost, everyone in it and below it
    gives the same answer: the smallest public id.
    """
    return uppermost_many([counterparty], on)[counterparty.pk]


def uppermost_many(counterparties: Iterable[Counterparty | int], on: date) -> dict[int, Counterparty]:
    """`uppermost` of each of these counterparties (or primary keys of some), by primary key; in one query however many
    they are and however deep their groups. A key that no counterparty has is left out."""
    asked = {one if isinstance(one, int) else one.pk for one in counterparties}
    steps = upward(asked, on)
    found: dict[int, Counterparty] = {}
    for pk in steps:
        line, ends = _line(pk, steps, found)
        if ends in found:
            top = found[ends]
        elif ends is None:
            top = steps[line[-1]].party
        else:
            circle = [steps[one] for one in line[line.index(ends) :]]
            top = min((one.party for one in circle if not one.is_merged), key=lambda one: one.public_id)
        found |= dict.fromkeys(line, top)
    return {pk: found[pk] for pk in asked if pk in found}


def members(counterparty: Counterparty, on: date) -> list[int]:
    """The primary keys of everyone in the same group on that day, itself and merged entries among them, in order; in
    two queries however many they are and however deep the group."""
    return sorted(downward([uppermost(counterparty, on).pk], on, on))


def below(parties: Iterable[int], since: date) -> set[int]:
    """The primary keys of these and of everyone who is below one of them on any day from `since` on; in one query."""
    return downward(parties, since, date.max)


def _line(pk: int, steps: Mapping[int, Step], stop: Mapping[int, object] = {}) -> tuple[list[int], int | None]:
    """The way up from an entry, itself first, and what comes after it: None above the last, one that is in the line
    already where a circle closes, or the first one to stop at."""
    line: dict[int, None] = {}
    at: int | None = pk
    while at is not None and at not in line and at not in stop:
        line[at] = None
        at = steps[at].above
    return list(line), at
