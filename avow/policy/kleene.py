"""Running a checked tree over values, in three-valued logic: True, False, or None for unknown.

Kleene's logic is SQL's: unknown AND false is false, unknown OR true is true, a comparison with unknown is unknown.
Where somebody hears, every part is evaluated, also where the answer is already clear, so that `heard` receives every
comparison made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow

from sqlglot import exp

from avow.policy.checking import COMPARISONS
from avow.policy.expressions import Expr

Truth = bool | None

# Literals and facts have at most 16 + 6 digits and an expression at most 4 products, so this is never rounded.
EXACT = Context(prec=400, traps=[Inexact, InvalidOperation, Overflow])

FLIPPED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
NEGATED = {"=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True)
class Sum:
    """A sum over rows: what is known of it, and how many rows could still add to it (none of them negative)."""

    known: Decimal
    uncertain: int = 0


Operand = bool | str | Decimal | date | Sum | None


@dataclass(frozen=True)
class Compared:
    """One comparison as it was made. `operator` is a sign, IN, or IS for a bare yes-or-no name."""

    node: exp.Expr
    operator: str
    left: Operand
    right: Operand | tuple[Operand, ...]
    holds: Truth


Lookup = Callable[[str], Operand]
Heard = Callable[[Compared], None]


def evaluate(expr: Expr, lookup: Lookup, heard: Heard | None = None) -> Truth:
    """True, False or None. `lookup` gives each name's value; `heard` is told of every comparison."""
    result = _Run(expr, lookup, heard).of(expr.tree)
    if isinstance(result, bool) or result is None:
        return result
    raise TypeError(f"not a rule: {expr.text}")


def value_of(node: exp.Expr, expr: Expr, lookup: Lookup) -> Operand:
    """The value of a part of a checked tree."""
    return _Run(expr, lookup, None).of(node)


def truth_of(node: exp.Expr, expr: Expr, lookup: Lookup) -> Truth:
    """Whether a part of a checked tree that says yes or no is so."""
    return _truth(value_of(node, expr, lookup))


def _truth(value: Operand) -> Truth:
    if value is None or isinstance(value, bool):
        return value
    raise TypeError("a number, a text or a day is no side of AND, OR and NOT")  # the checker has seen to the types


def all_of(*truths: Truth) -> Truth:
    """Kleene's AND."""
    return False if False in truths else (None if None in truths else True)


def any_of(*truths: Truth) -> Truth:
    """Kleene's OR."""
    return True if True in truths else (None if None in truths else False)


def opposite(truth: Truth) -> Truth:
    """Kleene's NOT."""
    return None if truth is None else not truth


def compare(operator: str, left: Operand, right: Operand) -> Truth:
    """Compare two values of one type; a sum with uncertain rows may be anything from its known part upwards."""
    if left is None or right is None:
        return None
    if isinstance(right, Sum):
        left, right, operator = right, left, FLIPPED[operator]
    if isinstance(left, Sum):
        if not isinstance(right, Decimal):
            raise TypeError("a total is compared with one number")
        return _compare_sum(operator, left, right)
    match operator:
        case "=":
            return left == right
        case "<>":
            return left != right
        case "<":
            return left < right  # type: ignore[operator]  # the checker has seen to the types
        case "<=":
            return left <= right  # type: ignore[operator]
        case ">":
            return left > right  # type: ignore[operator]
    return left >= right  # type: ignore[operator]


def _compare_sum(operator: str, total: Sum, other: Decimal) -> Truth:
    if operator in ("<", "<=", "<>"):
        return opposite(_compare_sum(NEGATED[operator], total, other))
    if total.uncertain == 0:
        return compare(operator, total.known, other)
    if operator == "=":
        return False if total.known > other else None
    reached = total.known > other if operator == ">" else total.known >= other
    return True if reached else None


class _Run:
    def __init__(self, expr: Expr, lookup: Lookup, heard: Heard | None) -> None:
        self.constants, self.lookup, self.heard = expr.constants, lookup, heard

    def of(self, node: exp.Expr) -> Operand:
        step = _STEPS.get(type(node))
        if step is not None:
            return step(self, node)
        return self.constants[id(node)]

    def paren(self, node: exp.Expr) -> Operand:
        return self.of(node.args["this"])

    def both(self, node: exp.Expr) -> Truth:
        left = self.truth(node.args["this"])
        if left is False and self.heard is None:
            return False
        return all_of(left, self.truth(node.args["expression"]))

    def either(self, node: exp.Expr) -> Truth:
        left = self.truth(node.args["this"])
        if left is True and self.heard is None:
            return True
        return any_of(left, self.truth(node.args["expression"]))

    def no(self, node: exp.Expr) -> Truth:
        return opposite(self.truth(node.args["this"]))

    def name(self, node: exp.Expr) -> Operand:
        return self.lookup(node.args["this"].args["this"])

    def minus(self, node: exp.Expr) -> Operand:
        return negative(self.of(node.args["this"]))

    def number(self, node: exp.Expr) -> Operand:
        return calculate(node, self.of(node.args["this"]), self.of(node.args["expression"]))

    def comparison(self, node: exp.Expr) -> Truth:
        operator = COMPARISONS[type(node)]
        left, right = self.of(node.args["this"]), self.of(node.args["expression"])
        return self._note(node, operator, left, right, compare(operator, left, right))

    def truth(self, node: exp.Expr) -> Truth:
        """A side of AND, OR, NOT; a bare name there is a comparison too: is it so?"""
        value = _truth(self.of(node))
        if self.heard is not None and isinstance(node, exp.Column):
            self._note(node, "IS", value, True, value)
        return value

    def among(self, node: exp.Expr) -> Truth:
        value = self.of(node.this)
        items = tuple(self.of(item) for item in node.expressions)
        return self._note(node, "IN", value, items, any_of(*(compare("=", value, item) for item in items)))

    def between(self, node: exp.Expr) -> Truth:
        value, low, high = self.of(node.this), self.of(node.args["low"]), self.of(node.args["high"])
        holds = all_of(compare(">=", value, low), compare("<=", value, high))
        return self._note(node, "BETWEEN", value, (low, high), holds)

    def _note(
        self, node: exp.Expr, operator: str, left: Operand, right: Operand | tuple[Operand, ...], holds: Truth
    ) -> Truth:
        if self.heard is not None:
            self.heard(Compared(node, operator, left, right, holds))
        return holds


def negative(value: Operand) -> Operand:
    return -value if isinstance(value, Decimal) else None


def calculate(node: exp.Expr, left: Operand, right: Operand) -> Operand:
    """Add, subtract or multiply; unknown stays unknown, and sums keep count of their uncertain rows."""
    if left is None or right is None:
        return None
    if isinstance(left, Sum) or isinstance(right, Sum):
        one = left if isinstance(left, Sum) else Sum(left)  # type: ignore[arg-type]
        other = right if isinstance(right, Sum) else Sum(right)  # type: ignore[arg-type]
        return Sum(EXACT.add(one.known, other.known), one.uncertain + other.uncertain)
    if isinstance(node, exp.Add):
        return EXACT.add(left, right)  # type: ignore[arg-type]
    if isinstance(node, exp.Sub):
        return EXACT.subtract(left, right)  # type: ignore[arg-type]
    return EXACT.multiply(left, right)  # type: ignore[arg-type]


_STEPS: dict[type[exp.Expr], Callable[[_Run, exp.Expr], Operand]] = {
    exp.Paren: _Run.paren,
    exp.And: _Run.both,
    exp.Or: _Run.either,
    exp.Not: _Run.no,
    exp.Column: _Run.name,
    exp.In: _Run.among,
    exp.Between: _Run.between,
    exp.Neg: _Run.minus,
    **{kind: _Run.number for kind in (exp.Add, exp.Sub, exp.Mul)},
    **{kind: _Run.comparison for kind in COMPARISONS},
}
