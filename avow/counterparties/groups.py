"""Corporate groups on a day: what a counterparty belongs to, and whose name stands for the whole group."""

from datetime import date

from avow.counterparties.models import Counterparty


def parents_of(counterparty: Counterparty, on: date) -> list[Counterparty]:
    """The parent, its parent, and so on, nearest first. Circles in the data end where they close."""
    return _up(counterparty, on)[0]


def uppermost(counterparty: Counterparty, on: date) -> Counterparty:
    """Whose group it belongs to on that day, for "the same party" of 5.2: the parent above all others, or itself.

    In a circle, where nobody is uppermost, everyone in it and below it gives the same answer: the smallest public id.
    """
    above, circle = _up(counterparty, on)
    if circle:
        return min(circle, key=lambda one: one.public_id)
    return above[-1] if above else counterparty


def _up(counterparty: Counterparty, on: date) -> tuple[list[Counterparty], list[Counterparty]]:
    """The line upwards without the counterparty itself, and the circle in which it ends, if it does."""
    line = [counterparty]
    while (record := line[-1].record(on)) is not None and (parent := record.parent) is not None:
        if parent in line:
            return line[1:], line[line.index(parent) :] if parent != line[-1] else []
        line.append(parent)
    return line[1:], []
