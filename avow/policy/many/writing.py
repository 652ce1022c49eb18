"""A checked expression as SQL, in SQL's own three-valued logic, which is ours.

A total is two numbers: what is known of it, and how many rows could still add to it. `total > x` is then true where the
known part exceeds x, else unknown where rows could still add, else false; the other comparisons follow from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from sqlglot import exp

from avow.policy.checking import COMPARISONS
from avow.policy.expressions import Expr
from avow.policy.kleene import FLIPPED, NEGATED
from avow.policy.many.engine import MOST_DIGITS, text
from avow.policy.many.widths import TooWide, Width, width_of


@dataclass(frozen=True)
class Value:
    """SQL of one side of a comparison. Numbers have a width, totals the SQL of how many rows are uncertain."""

    sql: str
    width: Width | None = None
    uncertain: str | None = None


class Names(Protocol):
    """What a name of the policy is in SQL, in the query that is being written."""

    def __call__(self, name: str) -> Value: ...


@dataclass(frozen=True)
class Writer:
    """Writes expressions of one rule. `clause` and `rule` are for the complaint that a number is too wide.

    `not_negative` where no fact is below zero, as in what totals add up: a difference then needs no further digit.
    """

    names: Names
    clause: str
    rule: str
    widens: bool = True
    not_negative: bool = False

    def truth(self, expr: Expr, node: exp.Expr | None = None) -> str:
        """SQL of a yes or no: TRUE, FALSE, or NULL for unknown."""
        return self.side(expr.tree if node is None else node, expr).sql

    def number(self, expr: Expr) -> Value:
        """SQL of a number."""
        return self.side(expr.tree, expr)

    def side(self, node: exp.Expr, expr: Expr) -> Value:
        """SQL of a part of an expression."""
        if isinstance(node, exp.Paren):
            inner = self.side(node.this, expr)
            return Value(f"({inner.sql})", inner.width, inner.uncertain)
        if isinstance(node, exp.And | exp.Or):
            sign = "AND" if isinstance(node, exp.And) else "OR"
            return Value(f"({self.side(node.this, expr).sql} {sign} {self.side(node.expression, expr).sql})")
        if isinstance(node, exp.Not):
            return Value(f"(NOT {self.side(node.this, expr).sql})")
        if isinstance(node, exp.Column):
            return self.names(node.this.this)
        if type(node) in COMPARISONS:
            return Value(self._compared(COMPARISONS[type(node)], node, node.this, node.expression, expr))
        if isinstance(node, exp.In):
            return Value(self._among(node, expr))
        if isinstance(node, exp.Between):
            low = self._compared(">=", node, node.this, node.args["low"], expr)
            high = self._compared("<=", node, node.this, node.args["high"], expr)
            return Value(f"({low} AND {high})")
        if isinstance(node, exp.Neg):
            inner = self.side(node.this, expr)
            return Value(f"(-({inner.sql}))", inner.width)
        if isinstance(node, exp.Add | exp.Sub | exp.Mul):
            return self._calculated(node, expr)
        return constant(expr.constants[id(node)])

    def _among(self, node: exp.In, expr: Expr) -> str:
        left = self.side(node.this, expr)
        if left.uncertain is None and left.width is None:
            items = ", ".join(self.side(item, expr).sql for item in node.expressions)
            return f"({left.sql} IN ({items}))"
        return "(" + " OR ".join(self._compared("=", node, node.this, item, expr) for item in node.expressions) + ")"

    def _compared(self, operator: str, node: exp.Expr, this: exp.Expr, other: exp.Expr, expr: Expr) -> str:
        left, right = self.side(this, expr), self.side(other, expr)
        if left.width is not None and right.width is not None:
            self._fits(left.width.beside(right.width), node)
        if right.uncertain is not None:
            left, right, operator = right, left, FLIPPED[operator]
        if left.uncertain is not None:
            return _sum_compared(operator, left.sql, left.uncertain, right.sql)
        return f"({left.sql} {operator} {right.sql})"

    def _calculated(self, node: exp.Expr, expr: Expr) -> Value:
        left, right = self.side(node.this, expr), self.side(node.expression, expr)
        if left.width is None or right.width is None:
            raise TypeError("only numbers are calculated with")
        multiplied = isinstance(node, exp.Mul)
        width = self._fits(left.width.times(right.width) if multiplied else left.width.plus(right.width), node)
        if self.not_negative and isinstance(node, exp.Sub) and _is_name(node.this) and _is_name(node.expression):
            width = left.width.beside(right.width)
        first = left.sql
        if self.widens and width.digits > 18 and left.uncertain is None:
            wide = Width(width.digits - left.width.places, left.width.places)
            first = f"CAST({left.sql} AS {wide.sql})"
        sign = "*" if multiplied else ("+" if isinstance(node, exp.Add) else "-")
        counts = [side.uncertain for side in (left, right) if side.uncertain is not None]
        return Value(f"({first} {sign} {right.sql})", width, f"({' + '.join(counts)})" if counts else None)

    def _fits(self, width: Width, node: exp.Expr) -> Width:
        if width.digits > MOST_DIGITS:
            raise TooWide(self.clause, self.rule, node.sql().replace('"', ""), width.digits)
        return width


def _is_name(node: exp.Expr) -> bool:
    return isinstance(node, exp.Column)


def _sum_compared(operator: str, known: str, uncertain: str, other: str) -> str:
    if operator in ("<", "<=", "<>"):
        return f"(NOT {_sum_compared(NEGATED[operator], known, uncertain, other)})"
    if uncertain == "0":
        return f"({known} {operator} {other})"
    if operator == "=":
        return f"(CASE WHEN {uncertain} > 0 THEN ({known} <= {other} AND NULL) ELSE {known} = {other} END)"
    return f"({known} {operator} {other} OR CASE WHEN {uncertain} > 0 THEN NULL ELSE FALSE END)"


def constant(value: object) -> Value:
    """A literal of a rule, or a value of a figure."""
    if isinstance(value, bool):
        return Value("TRUE" if value else "FALSE")
    if isinstance(value, Decimal):
        return Value(format(value, "f") if value >= 0 else f"({format(value, 'f')})", width_of(value))
    if isinstance(value, date):
        return Value(f"DATE '{value.isoformat()}'")
    return Value(text(str(value)))
