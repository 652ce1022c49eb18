"""A figure as SQL: the value in force on the judged day, the country's own where it has begun, else the general one."""

from __future__ import annotations

from collections.abc import Callable

from avow.policy.figures import Figure, FigureValue
from avow.policy.many.engine import text
from avow.policy.many.widths import widest
from avow.policy.many.writing import Value, constant


def chosen(figure: Figure, on: str, country: str, of: Callable[[FigureValue], str], otherwise: str) -> str:
    """SQL that is `of` the value in force, or `otherwise` where the figure has none. `on`, `country` are columns."""
    values = sorted(figure.values, key=lambda value: (value.country is None, -value.since.toordinal()))
    if not values:
        return otherwise
    whens = []
    for value in values:
        here = "" if value.country is None else f"{country} = {text(value.country)} AND "
        whens.append(f"WHEN {here}{on} >= DATE '{value.since.isoformat()}' THEN {of(value)}")
    return f"(CASE {' '.join(whens)} ELSE {otherwise} END)"


def value(figure: Figure, on: str, country: str) -> Value:
    """The figure's value, NULL where it has none."""
    width = widest(one.value for one in figure.values)
    number = chosen(figure, on, country, lambda one: constant(one.value).sql, "NULL")
    return Value(f"CAST({number} AS {width.sql})", width)


def which(figure: Figure, on: str, country: str) -> str:
    """Which of its values is in force, as a number; 0 where it has none. What is the same number is the same value."""
    return chosen(figure, on, country, lambda one: str(figure.values.index(one) + 1), "0")
