"""A copy of a pack with some figures otherwise, in memory: "what would a limit of 100 have meant?"

Only the values change; names, rules and the pack's hash stay, so that a copy is never taken for an adopted version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from avow.policy.differing.figures import stretches
from avow.policy.figures import Figure, FigureValue
from avow.policy.pack import Clause, Pack
from avow.policy.problems import nearest
from avow.policy.values import read

Wish = TypeVar("Wish")
Name = tuple[str, str]  # a clause's number and the name of one of its figures
ALWAYS = date(1, 1, 1)


class NoSuchFigure(ValueError):
    """A figure that the pack does not have, or a value that it cannot have. The text names the nearest or the good."""


def with_figures(pack: Pack, values: Mapping[str, str]) -> Pack:
    """The pack with these figures, such as {"5.2.limit_12m": "100"}, on all days and in all countries. Raises
    NoSuchFigure."""
    wanted: dict[Name, FigureValue] = {}
    for written, value in values.items():
        number, _, name = written.rpartition(".")
        clause = pack.clauses.get(number)
        figure = clause.figures.get(name) if clause else None
        if figure is None:
            known = [f"{one.number}.{of}" for one in pack.clauses.values() for of in one.figures]
            near = nearest(written, known)
            hint = f"Did you mean {near}?" if near else f"The figures are: {', '.join(known) or 'none'}."
            raise NoSuchFigure(f"There is no figure {written!r}. {hint}")
        try:
            number_read = read(figure.type, value)
        except ValueError as error:
            raise NoSuchFigure(f"{written} {error}; {value!r} is not.") from None
        if number_read is None or isinstance(number_read, bool | str | date):
            raise NoSuchFigure(f"{written} needs a number.")
        wanted[number, name] = FigureValue(ALWAYS, number_read)
    return _with(pack, wanted, lambda figure, value: (value,))


def as_if_always(pack: Pack, names: Iterable[Name], at: date | None = None) -> Pack:
    """The pack with each of these figures as it is on a day (None: as it is in the end), as if it had always been so.
    Countries keep values of their own."""
    return _with(pack, dict.fromkeys(names, at), lambda figure, day: tuple(_lasting(figure, day)))


def changed(old: Pack, new: Pack) -> list[Name]:
    """The figures whose value is otherwise on some day, and those that only the new pack has."""
    return list(_changed(old, new))


def _changed(old: Pack, new: Pack) -> Iterator[Name]:
    for number, clause in new.clauses.items():
        before = old.clauses[number].figures if number in old.clauses else {}
        for name, figure in clause.figures.items():
            was = before.get(name)
            countries = {value.country for one in (was, figure) if one for value in one.values} | {None}
            if was is None or any(True for country in countries for _ in stretches(was, figure, country)):
                yield number, name


def _lasting(figure: Figure, at: date | None) -> Iterator[FigureValue]:
    begun = [value for value in figure.values if at is None or value.since <= at] or list(figure.values[:1])
    last = {value.country: value for value in sorted(begun, key=lambda value: value.since)}
    for value in last.values():
        yield replace(value, since=ALWAYS)


def _with(pack: Pack, wanted: Mapping[Name, Wish], values: Callable[[Figure, Wish], tuple[FigureValue, ...]]) -> Pack:
    clauses: dict[str, Clause] = dict(pack.clauses)
    for (number, name), wish in wanted.items():
        clause = clauses[number]
        figure = clause.figures[name]
        figures = {**clause.figures, name: replace(figure, values=values(figure, wish))}
        clauses[number] = replace(clause, figures=figures)
    return replace(pack, clauses=clauses)
