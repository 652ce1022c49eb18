"""Which other values of a fact a rule would tell apart: the points at which its comparisons turn.

Every comparison in a rule splits the values of a fact into a few regions inside which the rule cannot see a difference.
Trying one value of each region is therefore trying all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, DivisionByZero, Inexact, InvalidOperation
from itertools import product

from sqlglot import exp

from avow.policy.expressions import Expr
from avow.policy.kleene import EXACT, Operand, Sum, value_of
from avow.policy.pack import Clause, Fact
from avow.policy.situation import Situation
from avow.policy.totals import Total

ZERO = Decimal(0)
OTHER_TEXT = "\u2060another"  # a text that no rule names
FAR = Decimal(10) ** 15


@dataclass(frozen=True)
class Region:
    """Numbers from `low` to `high` (None: no end), one of which is `sample`. A point has low = high."""

    low: Decimal | None
    high: Decimal | None
    sample: Decimal

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high


def values_of(fact: Fact, expr: Expr, at: Situation) -> list[Operand]:
    """Values of this fact that stand for all others, as far as this rule can tell them apart."""
    type_ = fact.kind_of_value
    if type_.name == "boolean":
        return [True, False]
    if type_.name == "choice":
        named = [str(value) for value in _literals(fact.name, expr, at) if value in type_.choices]
        others = [choice for choice in type_.choices if choice not in named]
        return [*dict.fromkeys(named), *others[:1]] if _plain_uses(fact.name, expr, at) else list(type_.choices)
    if type_.is_number:
        return [region.sample for region in regions_of(fact, expr, at)]
    if type_.name == "date":
        return _days(fact.name, expr, at)
    return [*dict.fromkeys(str(value) for value in _literals(fact.name, expr, at)), OTHER_TEXT]


def regions_of(fact: Fact, expr: Expr, at: Situation) -> list[Region]:
    """The regions of a number, in order from zero: the points where a comparison turns, and what lies between."""
    turns = sorted({turn for turn in _turns(fact.name, expr, at) if turn >= 0})
    whole = fact.type == "integer"
    found: list[Region] = []
    low: Decimal | None = None
    for turn in turns:
        if turn > 0 and (sample := _between(low, turn, whole)) is not None:
            found.append(Region(low, turn, sample))
        if not whole or turn == turn.to_integral_value():
            found.append(Region(turn, turn, turn))
        low = turn
    last = ZERO if low is None else low.to_integral_value() + 1
    found.append(Region(low, None, max(last, ZERO)))
    return found


def _between(low: Decimal | None, high: Decimal, whole: bool) -> Decimal | None:
    """A number strictly between (zero counts where nothing lies below)."""
    if low is None:
        return ZERO
    if whole:
        sample = low.to_integral_value(rounding="ROUND_FLOOR") + 1
        return sample if sample < high else None
    return (low + high) / 2


def _leaves(expr: Expr, at: Situation) -> Iterator[tuple[Expr, exp.Expr]]:
    """Every comparison of the rule, and of the conditions of the totals it reads."""
    exprs = [expr, *(at.clause.totals[name].where for name in expr.names if name in at.clause.totals)]
    for one in exprs:
        if one is not None:
            for node in one.comparisons:
                yield one, node


def _pairs(node: exp.Expr) -> list[tuple[exp.Expr, exp.Expr]]:
    if isinstance(node, exp.In):
        return [(node.this, item) for item in node.expressions]
    if isinstance(node, exp.Between):
        return [(node.this, node.args["low"]), (node.this, node.args["high"])]
    return [(node.this, node.args["expression"])]


def _turns(name: str, expr: Expr, at: Situation) -> Iterator[Decimal]:
    """Where left − right of a comparison is zero, as this number moves and all others stand (unknown ones at zero);
    and where what it adds to a total comes down to zero, below which it counts as zero."""
    totals = [total for total in _totals(expr, at) if name in total.sum.names]
    for one, node in _leaves(expr, at):
        for left, right in _pairs(node):
            if one.types[id(left)].is_number:
                in_it = [total for total in totals if any(_is(column, total.name) for column in _columns(node))]
                for counted in product((True, False), repeat=len(in_it)):
                    none = {total.name for total, counts in zip(in_it, counted, strict=True) if not counts}
                    yield from _zero(lambda x: _gap(name, x, left, right, one, at, none))  # noqa: B023  # used at once
    for total in totals:
        if not isinstance(total.sum.tree, exp.Column):
            yield from _zero(lambda x: _own(total, name, x, at))  # noqa: B023


def _zero(gap: Callable[[Decimal], Decimal | None]) -> Iterator[Decimal]:
    """Where a number that grows evenly is zero."""
    zero, first, second = (gap(Decimal(x)) for x in (0, 1, 2))
    if zero is None or first is None or second is None:
        return
    slope = first - zero
    if slope and second - first == slope:
        turn = _exactly(-zero, slope)
        if turn is not None:
            yield turn


def _totals(expr: Expr, at: Situation) -> list[Total]:
    return [at.clause.totals[name] for name in expr.names if name in at.clause.totals]


def _columns(node: exp.Expr) -> Iterator[exp.Column]:
    return node.find_all(exp.Column)


def figures_read(expr: Expr, clause: Clause) -> list[str]:
    """The figures that a rule reads, by itself first and then through its totals."""
    own = [name for name in expr.names if name in clause.figures]
    through = [name for total in expr.names if total in clause.totals for name in clause.totals[total].figures]
    return list(dict.fromkeys([*own, *through]))


def _exactly(a: Decimal, b: Decimal) -> Decimal | None:
    try:
        return EXACT.divide(a, b).normalize(EXACT)
    except (Inexact, InvalidOperation, DivisionByZero):
        return None


def _moved(name: str, x: Decimal, at: Situation) -> Callable[[str], Operand]:
    """Every name as it is, but this number at x, and unknown ones at zero."""

    def lookup(other: str) -> Operand:
        if other == name:
            return x
        value = at(other)
        return ZERO if value is None and other not in at.figures else value

    return lookup


def _own(total: Total, name: str, x: Decimal, at: Situation) -> Decimal | None:
    """What this record would add to a total if it counted, below zero too."""
    own = value_of(total.sum.tree, total.sum, _moved(name, x, at))
    return own if isinstance(own, Decimal) else None


def _gap(
    name: str, x: Decimal, left: exp.Expr, right: exp.Expr, expr: Expr, at: Situation, none: Collection[str]
) -> Decimal | None:
    """Left less right with this number at x; to the totals in `none` this record adds nothing."""
    moved = _moved(name, x, at)

    def lookup(other: str) -> Operand:
        total = at.clause.totals.get(other)
        if total is None:
            return moved(other)
        own = ZERO if other in none else _own(total, name, x, at)
        return at.before[other].known + (own or ZERO)

    a, b = value_of(left, expr, lookup), value_of(right, expr, lookup)
    if isinstance(a, Decimal) and isinstance(b, Decimal):
        return EXACT.subtract(a, b)
    return None


def _is(node: exp.Expr, name: str) -> bool:
    return isinstance(node, exp.Column) and node.this.this == name


def _literals(name: str, expr: Expr, at: Situation) -> Iterator[Operand]:
    """What this name is compared with, where that is known."""
    for one, node in _leaves(expr, at):
        for left, right in _pairs(node):
            for side, other in ((left, right), (right, left)):
                if _is(side, name):
                    value = value_of(other, one, at)
                    if value is not None and not isinstance(value, Sum):
                        yield value


def _plain_uses(name: str, expr: Expr, at: Situation) -> bool:
    """Whether a choice is only ever compared with literals (not with another choice)."""
    for _, node in _leaves(expr, at):
        for left, right in _pairs(node):
            if isinstance(left, exp.Column) and isinstance(right, exp.Column) and (_is(left, name) or _is(right, name)):
                return False
    return True


def _days(name: str, expr: Expr, at: Situation) -> list[Operand]:
    days = [value for value in _literals(name, expr, at) if isinstance(value, date)]
    found: list[Operand] = [date.min, date.max]
    for day in days:
        if date.min < day < date.max:
            found += [day - timedelta(days=1), day, day + timedelta(days=1)]
    return list(dict.fromkeys(found))


def one_of_each(fact: Fact, expr: Expr, at: Situation) -> list[Operand]:
    """As `values_of`, with the far ends of numbers, for facts that may be compared with each other."""
    found = values_of(fact, expr, at)
    if fact.kind_of_value.is_number:
        return list(dict.fromkeys([ZERO, *found, FAR]))
    return found
