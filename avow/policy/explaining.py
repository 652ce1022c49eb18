"""Putting what was compared into words and values: "more than 1%", "is one of: a corporation", "is yes"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from sqlglot import exp

from avow.policy.alternatives import figures_read
from avow.policy.expressions import Expr
from avow.policy.findings import Compared, FigureUsed, TotalUsed
from avow.policy.kleene import FLIPPED, Operand, Sum, value_of
from avow.policy.kleene import Compared as Heard
from avow.policy.pack import Fact
from avow.policy.situation import Situation
from avow.policy.totals import Total
from avow.policy.values import Type, shown

ORDERS = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least", "=": "equal to", "<>": "other than"}
SIGNS: dict[type[exp.Expr], str] = {exp.Add: "plus", exp.Sub: "less", exp.Mul: "times"}
DAY_ORDERS = {"<": "before", "<=": "not after", ">": "after", ">=": "not before", "=": "on", "<>": "not on"}


@dataclass(frozen=True)
class Explainer:
    """Words for one clause's comparisons, given the pack's facts and where each value came from."""

    facts: Mapping[str, Fact]
    at: Situation
    sources: Mapping[str, str]

    def values(self, expr: Expr, heard: list[Heard]) -> tuple[Compared, ...]:
        """One entry for every fact and total on either side of every comparison."""
        found: list[Compared] = []
        for one in heard:
            for side, comparison in _sides(one, expr, self):
                for name in _names(side):
                    if name in self.facts or name in self.at.clause.totals:
                        found.append(self._entry(name, comparison, one.holds))
        return tuple(dict.fromkeys(found))

    def _entry(self, name: str, comparison: str, holds: bool | None) -> Compared:
        value = self.at(name)
        if isinstance(value, Sum):
            total = self.at.clause.totals[name]
            return Compared(name, self._label(total), value.known, "computed", comparison, holds)
        fact = self.facts[name]
        return Compared(name, fact.label, value, self.sources.get(name, fact.source), comparison, holds)

    def _label(self, total: Total) -> str:
        """What a total is, in words: Added up over 12 months: About what is it worth?"""
        if total.months is None:
            window = "the calendar year"
        else:
            window = "1 month" if total.months == 1 else f"{total.months} months"
        if not total.sum.names:
            return f"Counted over {window}"
        tree = total.sum.tree
        what = self.facts[tree.this.this].label if isinstance(tree, exp.Column) else self._sum(tree, total)
        return f"Added up over {window}: {what}"

    def _sum(self, node: exp.Expr, total: Total) -> str:
        """A sum in words: what it is worth less what was paid back."""
        if isinstance(node, exp.Column):
            name = node.this.this
            return self.facts[name].short if name in self.facts else name.replace("_", " ")
        if isinstance(node, exp.Paren):
            return f"({self._sum(node.this, total)})"
        if isinstance(node, exp.Neg):
            return f"minus {self._sum(node.this, total)}"
        if type(node) in SIGNS:
            return f"{self._sum(node.this, total)} {SIGNS[type(node)]} {self._sum(node.expression, total)}"
        return shown(Type("decimal"), total.sum.constants[id(node)])

    def figures(self, expr: Expr) -> tuple[FigureUsed, ...]:
        """The figures a rule reads, by itself and through its totals, as they are on the judged day."""
        found = []
        for name in figures_read(expr, self.at.clause):
            figure, value = self.at.clause.figures[name], self.at.figures[name]
            found.append(
                FigureUsed(
                    name,
                    value.value if value else None,
                    figure.unit,
                    value.since if value else None,
                    figure.reference,
                    value.country if value else None,
                )
            )
        return tuple(found)

    def totals(self, expr: Expr) -> tuple[TotalUsed, ...]:
        """The totals a rule reads, with their windows."""
        found = []
        for name in expr.names:
            total = self.at.clause.totals.get(name)
            if total is not None:
                sum_, before = self.at.total(total), self.at.before[name]
                found.append(
                    TotalUsed(
                        name,
                        sum_.known,
                        sum_.uncertain,
                        total.type.unit,
                        total.after(self.at.on),
                        self.at.on,
                        total.months,
                        before.known,
                        len(self.at.rows_in(total)),
                        total.window,
                    )
                )
        return tuple(found)

    def word(self, name: str, expr: Expr) -> str:
        """The value of a name inside the `says` of a rule."""
        if name == "party":
            party = self.at.facts.get("other_side")
            return str(party) if party else "this party"
        if name == "window_start":
            totals = self.at.clause.totals
            read = [totals[name] for name in expr.names if name in totals] or list(totals.values())
            return shown(Type("date"), read[0].after(self.at.on) + timedelta(days=1))
        return self.shown(name, self.at(name))

    def shown(self, name: str, value: Operand) -> str:
        """A value of this name as people read it."""
        clause = self.at.clause
        if isinstance(value, Sum):
            text = shown(clause.totals[name].type, value.known)
            return f"at least {text}" if value.uncertain else text
        if name in clause.figures:
            return shown(clause.figures[name].type, value)
        fact = self.facts.get(name)
        return shown(fact.kind_of_value if fact else Type("date"), value, fact.labels if fact else None)

    def side(self, node: exp.Expr, value: Operand, expr: Expr) -> str:
        """One side of a comparison in words: its value, by its own type."""
        names = _names(node)
        bare = node.this if isinstance(node, exp.Paren) else node
        if isinstance(bare, exp.Column):
            return self.shown(names[0], value)
        if isinstance(value, Sum):
            value = value.known
        return shown(expr.types[id(node)], value)


def _names(node: exp.Expr) -> list[str]:
    if isinstance(node, exp.Column):
        return [node.this.this]
    return list(dict.fromkeys(column.this.this for column in node.find_all(exp.Column, bfs=False)))


def _sides(one: Heard, expr: Expr, words: Explainer) -> list[tuple[exp.Expr, str]]:
    """Each side that has names, with what it was compared to, seen from that side."""
    node = one.node
    if one.operator == "IS":
        return [(node, "is yes")]
    if one.operator == "IN":
        items = [_literal(node.this, item, expr, words) for item in node.args["expressions"]]
        return [(node.this, f"is one of: {', '.join(items)}")]
    if one.operator == "BETWEEN":
        low, high = node.args["low"], node.args["high"]
        texts = [_literal(node.this, side, expr, words) for side in (low, high)]
        sides = [(node.this, f"from {texts[0]} to {texts[1]}")]
        text = words.side(node.this, one.left, expr)
        return [*sides, (low, f"at most {text}"), (high, f"at least {text}")]
    left, right = node.this, node.args["expression"]
    return [
        (left, _words(one.operator, left, right, expr, words)),
        (right, _words(FLIPPED[one.operator], right, left, expr, words)),
    ]


def _words(operator: str, side: exp.Expr, other: exp.Expr, expr: Expr, words: Explainer) -> str:
    type_ = expr.types[id(side)]
    text = _literal(side, other, expr, words)
    before = ""
    if isinstance(side, exp.Add | exp.Sub | exp.Mul | exp.Neg):
        value = _value(side, expr, words)
        before = f"together {words.side(side, value, expr)}: "
    if type_.name == "date":
        return f"{before}{DAY_ORDERS[operator]} {text}"
    if type_.is_number:
        return f"{before}{ORDERS[operator]} {text}"
    return f"is {text}" if operator == "=" else f"is not {text}"


def _value(node: exp.Expr, expr: Expr, words: Explainer) -> Operand:
    return value_of(node, expr, words.at)


def _literal(side: exp.Expr, other: exp.Expr, expr: Expr, words: Explainer) -> str:
    """The other side in words; a literal takes the unit or the choice label of the side it is compared with."""
    value = _value(other, expr, words)
    if _names(other):
        return words.side(other, value, expr)
    names = _names(side)
    if len(names) == 1 and names[0] in words.facts and isinstance(side, exp.Column):
        text = words.shown(names[0], value)
        return f"“{text}”" if words.facts[names[0]].type == "choice" else text
    if isinstance(value, Decimal):
        return shown(expr.types[id(side)], value)
    return shown(expr.types[id(other)], value)
