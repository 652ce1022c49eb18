"""The figures of a clause as people read them: what counts for the reader today, and what ever did or will."""

from dataclasses import dataclass
from datetime import date

from avow.people.models import Person
from avow.policy.figure_names import called
from avow.policy.pack import Clause
from avow.policy.values import shown


@dataclass(frozen=True)
class FigureLine:
    """One value of a figure as people read it."""

    name: str
    value: str
    since: date
    country: str | None
    reference: str
    counts_now: bool


def country_of(person: Person, on: date) -> str | None:
    """Where the person's employer is, as the figures need it."""
    record = person.record(on)
    return record.country or None if record else None


def figures_now(clause: Clause, on: date, country: str | None) -> list[FigureLine]:
    """Each figure of the clause as it counts on the day for someone in the country."""
    return [line for line in figures_ever(clause, on, country) if line.counts_now]


def figures_ever(clause: Clause, on: date, country: str | None) -> list[FigureLine]:
    """Each value that each figure of the clause has, whenever it begins."""
    return [
        FigureLine(
            name=called(clause, figure),
            value=shown(figure.type, value.value),
            since=value.since,
            country=value.country,
            reference=figure.reference,
            counts_now=value == figure.on(on, country),
        )
        for figure in clause.figures.values()
        for value in figure.values
    ]
