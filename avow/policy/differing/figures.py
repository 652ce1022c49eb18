"""Figures: from which day which value counts instead of which, everywhere or in one country."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from avow.policy.differing.change import ADDED, CHANGED, REMOVED, Change, paired
from avow.policy.figure_names import the_figure
from avow.policy.figures import Figure
from avow.policy.pack import Clause
from avow.policy.values import Type, shown


@dataclass(frozen=True)
class Stretch:
    """The days from `since` to `last` (None: for good) on which a figure is otherwise."""

    since: date
    last: date | None
    was: Decimal | None
    now: Decimal | None


def figures(old: Clause, new: Clause) -> Iterator[Change]:
    """Each figure of a clause that is added, removed, of another unit, or of another value on some days."""
    for name, was, now in paired(old.figures, new.figures):
        if was is None and now is not None:
            values = "; ".join(_dated(now))
            yield Change(new.number, "figure", ADDED, name, f"{_called(new, now)} is added: {values}.", "", values)
        elif now is None and was is not None:
            values = "; ".join(_dated(was))
            yield Change(old.number, "figure", REMOVED, name, f"{_called(old, was)} is left out.", values, "")
        elif was is not None and now is not None and was != now:
            yield from _one(new, was, now)


def _one(clause: Clause, old: Figure, new: Figure) -> Iterator[Change]:
    before, after = "; ".join(_dated(old)), "; ".join(_dated(new))
    if old.type != new.type:
        says = f"{_called(clause, new)} is now {new.type}; it was {old.type}."
        yield Change(clause.number, "figure", CHANGED, new.name, says, before, after)
        return
    general = list(stretches(old, new, None))
    found: list[tuple[str | None, Stretch]] = [(None, one) for one in general]
    for own in sorted({value.country for value in (*old.values, *new.values) if value.country}):
        found += [(own, one) for one in stretches(old, new, own) if one not in general]
    for country, stretch in found:
        says = (
            f"{_called(clause, new)} {_moves(new.type, stretch)}{f' in {country}' if country else ''}{_when(stretch)}."
        )
        yield Change(clause.number, "figure", CHANGED, new.name, says, before, after)
    if not found:
        words = "is said to come from elsewhere" if old.reference != new.reference else "is written otherwise"
        says = f"{_called(clause, new)} {words}; its values are the same on every day."
        yield Change(clause.number, "figure", CHANGED, new.name, says, old.reference or before, new.reference or after)


def stretches(old: Figure, new: Figure, country: str | None) -> Iterator[Stretch]:
    """The longest stretches of days on which the two differ, in one country or (None) where there is no own value."""
    days = sorted({value.since for value in (*old.values, *new.values) if value.country in (None, country)})
    steps = [(day, _value(old, day, country), _value(new, day, country)) for day in days]
    begun: Stretch | None = None
    for day, was, now in steps:
        if begun is not None and (was, now) != (begun.was, begun.now):
            yield Stretch(begun.since, day - timedelta(days=1), begun.was, begun.now)
            begun = None
        if was != now and begun is None:
            begun = Stretch(day, None, was, now)
    if begun is not None:
        yield begun


def _value(figure: Figure, day: date, country: str | None) -> Decimal | None:
    found = figure.on(day, country)
    return found.value if found else None


def _moves(type_: Type, stretch: Stretch) -> str:
    if stretch.was is None:
        return f"begins with {shown(type_, stretch.now)}"
    if stretch.now is None:
        return f"of {shown(type_, stretch.was)} ends"
    way = "falls" if stretch.now < stretch.was else "rises"
    return f"{way} from {shown(type_, stretch.was)} to {shown(type_, stretch.now)}"


def _when(stretch: Stretch) -> str:
    first = shown(Type("date"), stretch.since)
    return f" from {first}" if stretch.last is None else f" from {first} to {shown(Type('date'), stretch.last)}"


def _called(clause: Clause, figure: Figure) -> str:
    """The figure for one party in any twelve months (5.2)."""
    words = the_figure(clause, figure)
    return f"{words[0].upper()}{words[1:]} ({clause.number})"


def _dated(figure: Figure) -> Iterator[str]:
    for value in figure.values:
        where = f" in {value.country}" if value.country else ""
        yield f"{shown(figure.type, value.value)}{where} from {shown(Type('date'), value.since)}"
