"""The figures of a clause as people read them: what counts for the reader today, and what ever did or will."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from avow.adoptions.periods import Period
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
    coming: tuple[tuple[date, str], ...] = ()
    """The days to come on which another value begins, each with the value; "" where the figure ends."""


def country_of(person: Person, on: date) -> str | None:
    """Where the person's employer is, as the figures need it."""
    record = person.record(on)
    return record.country or None if record else None


def figures_now(clause: Clause, on: date, country: str | None) -> list[FigureLine]:
    """Each figure of the clause as it counts on the day for someone in the country."""
    return [line for line in figures_ever(clause, on, country) if line.counts_now]


def figures_to_come(line: Sequence[Period], clause: Clause, on: date, country: str | None) -> list[FigureLine]:
    """As `figures_now`, each with the values to come: those dated in the version in force, and those of the versions
    that are announced."""
    found = {name: figure for name, figure in clause.figures.items() if figure.on(on, country) is not None}
    lines = zip(found, figures_now(clause, on, country), strict=True)
    return [replace(one, coming=tuple(_coming(line, clause.number, name, on, country))) for name, one in lines]


def _coming(
    line: Sequence[Period], number: str, name: str, on: date, country: str | None
) -> Iterator[tuple[date, str]]:
    was = None
    for period in line:
        if period.until is not None and period.until <= on:
            continue
        clause = period.clause(number)
        figure = clause.figures.get(name) if clause is not None else None
        begin = max(period.since, on)
        days = {begin, *(value.since for value in figure.values)} if figure is not None else {begin}
        for day in sorted(day for day in days if day >= begin and period.holds(day)):
            value = figure.on(day, country) if figure is not None else None
            text = shown(figure.type, value.value) if figure is not None and value is not None else ""
            if day > on and text != was:
                yield day, text
            was = text


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
