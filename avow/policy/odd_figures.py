"""Values of figures that may well be meant but are worth a look: without effect, of an odd day, or without a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from avow.policy.figures import Figure, FigureValue
from avow.policy.pack import Case, Clause, Pack
from avow.policy.problems import Problem
from avow.policy.values import shown

YEARS_AHEAD = 10
"""A value that begins more than so many years after the policy does is more likely a slip of the pen."""


def odd_figures(pack: Pack) -> list[Problem]:
    """What is worth a look, where it stands; none of it keeps the pack from being used."""
    return [
        Problem(clause.file, *value.place, f"{figure.name} {what}")
        for clause in pack.clauses.values()
        for figure in clause.figures.values()
        for value in figure.values
        for what in (
            *_no_effect(figure, value),
            *_odd_day(figure, value, pack.in_force_from),
            *_no_case(clause, figure, value),
        )
    ]


def _no_effect(figure: Figure, value: FigureValue) -> Iterator[str]:
    before = [one for one in _same_country(figure, value) if one.since < value.since]
    if before and before[-1].value == value.value:
        same = shown(figure.type, value.value)
        yield f"is {same} {_where(value)}from {value.since}, as it was already from {before[-1].since}: no effect"


def _odd_day(figure: Figure, value: FigureValue, in_force_from: date) -> Iterator[str]:
    others = [one for one in _same_country(figure, value) if one is not value]
    if any(one.place < value.place for one in others) and all(value.since < one.since for one in others):
        until = f"it counts only before {others[0].since}"
        yield f"has a value {_where(value)}from {value.since} that is written after another and begins first: {until}"
    if _begun_years(in_force_from, value.since) > YEARS_AHEAD:
        yield f"has a value {_where(value)}from {value.since}, but the policy begins on {in_force_from}"


def _no_case(clause: Clause, figure: Figure, value: FigureValue) -> Iterator[str]:
    """Values of the figure's very first day need none: the cases of the clause are mostly theirs."""
    if value.since == figure.values[0].since or any(
        figure.on(case.on, _country(case)) is value for case in clause.cases
    ):
        return
    after = [one for one in _same_country(figure, value) if one.since > value.since]
    days = f"{value.since} or later" + (f" and before {after[0].since}" if after else "")
    yield f"has a value {_where(value)}from {value.since}, and no worked case {_where(value)}is on {days}"


def _same_country(figure: Figure, value: FigureValue) -> list[FigureValue]:
    """The oldest first, as the values of a figure are."""
    return [one for one in figure.values if one.country == value.country]


def _where(value: FigureValue) -> str:
    return f"in {value.country} " if value.country else ""


def _country(case: Case) -> str | None:
    country = case.facts.get("country")
    return country if isinstance(country, str) else None


def _begun_years(first: date, later: date) -> int:
    """A day more than ten years is eleven."""
    return later.year - first.year + ((later.month, later.day) > (first.month, first.day))
