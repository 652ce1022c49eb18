"""Expressions in words: "the share is more than 1%", "the answer to “Did you turn it down?” is yes"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlglot import exp

from avow.policy.checking import COMPARISONS
from avow.policy.explaining import DAY_ORDERS, ORDERS, SIGNS
from avow.policy.expressions import Expr
from avow.policy.figure_names import the_figure
from avow.policy.kleene import NEGATED
from avow.policy.pack import Clause, Pack
from avow.policy.values import Type, shown


@dataclass(frozen=True)
class Words:
    """Words for the expressions of one pack and, where it has totals and figures, one clause."""

    pack: Pack
    clause: Clause | None = None

    def comparisons(self, expr: Expr) -> list[str]:
        """Each comparison by itself, in order, each once."""
        return list(dict.fromkeys(self._leaf(node, expr, holds) for node, holds in _leaves(expr.tree, True)))

    def whole(self, expr: Expr) -> str:
        """The expression as it is written, on one line."""
        return " ".join(expr.text.split())

    def name(self, name: str) -> str:
        """What a fact, figure or total is called."""
        if self.clause is not None and name in self.clause.figures:
            return the_figure(self.clause, self.clause.figures[name])
        if self.clause is not None and name in self.clause.totals:
            return f"the total {name}"
        fact = self.pack.facts.get(name)
        if fact is None:
            return "the day judged" if name == "on" else name
        if fact.type == "boolean" or not fact.short or fact.short == name:
            return f"the answer to “{fact.label}”" if fact.label.endswith("?") else f"“{fact.label}”"
        return fact.short

    def _leaf(self, node: exp.Expr, expr: Expr, holds: bool) -> str:
        if isinstance(node, exp.Column):
            return f"{self.name(node.this.this)} is {'yes' if holds else 'no'}"
        if isinstance(node, exp.In):
            items = [self._side(item, node.this, expr) for item in node.expressions]
            return f"{self._side(node.this, None, expr)} is {'one' if holds else 'none'} of: {', '.join(items)}"
        if isinstance(node, exp.Between):
            low, high = (self._side(node.args[end], node.this, expr) for end in ("low", "high"))
            return f"{self._side(node.this, None, expr)} is {'' if holds else 'not '}from {low} to {high}"
        if type(node) in COMPARISONS:
            sign = COMPARISONS[type(node)]
            sign = sign if holds else NEGATED[sign]
            left, right = node.this, node.expression
            typed = expr.types[id(left)]
            order = DAY_ORDERS[sign] if typed.name == "date" else ORDERS[sign]
            if not (typed.is_number or typed.name == "date"):
                order = "" if sign == "=" else "not"
            words = " ".join(part for part in ("is", order, self._side(right, left, expr)) if part)
            return f"{self._side(left, right, expr)} {words}"
        return "always" if expr.constants.get(id(node)) is holds else "never"

    def _side(self, node: exp.Expr, beside: exp.Expr | None, expr: Expr) -> str:
        if isinstance(node, exp.Paren):
            return f"({self._side(node.this, beside, expr)})"
        if isinstance(node, exp.Column):
            return self.name(node.this.this)
        if isinstance(node, exp.Neg):
            return f"minus {self._side(node.this, beside, expr)}"
        if type(node) in SIGNS:
            return (
                f"{self._side(node.this, beside, expr)} {SIGNS[type(node)]} {self._side(node.expression, beside, expr)}"
            )
        return self._constant(node, beside, expr)

    def _constant(self, node: exp.Expr, beside: exp.Expr | None, expr: Expr) -> str:
        value = expr.constants[id(node)]
        if isinstance(value, str):
            fact = self.pack.facts.get(beside.this.this) if isinstance(beside, exp.Column) else None
            return f"“{fact.labels.get(value, value) if fact else value}”"
        if isinstance(value, Decimal):
            typed = expr.types.get(id(beside), Type("decimal")) if beside is not None else Type("decimal")
            return shown(typed if typed.is_number else Type("decimal"), value)
        return shown(Type("date"), value) if isinstance(value, date) else ("yes" if value else "no")


def _leaves(node: exp.Expr, holds: bool) -> Iterator[tuple[exp.Expr, bool]]:
    """The comparisons of a rule, each with whether it is wanted true or, below an odd number of NOTs, false."""
    if isinstance(node, exp.And | exp.Or):
        yield from _leaves(node.this, holds)
        yield from _leaves(node.expression, holds)
    elif isinstance(node, exp.Paren):
        yield from _leaves(node.this, holds)
    elif isinstance(node, exp.Not):
        yield from _leaves(node.this, not holds)
    else:
        yield node, holds
