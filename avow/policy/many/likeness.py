"""Which records a rule cannot tell apart when it asks: each is like the first of its sort, and is asked the same.

What is asked hangs on which facts are unknown, on the yes or no, choices and figures, and on numbers, days and texts
only through the comparisons in which they stand. A number that is compared with literals and figures alone matters as
above, at or below them; what earlier records add to a total, as far from its limit in the same sense. Where numbers are
compared with one another, they matter as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlglot import exp

from avow.policy.alternatives import figures_read
from avow.policy.checking import COMPARISONS
from avow.policy.expressions import Expr
from avow.policy.many import figures
from avow.policy.many.engine import text
from avow.policy.many.names import Columns
from avow.policy.many.plan import Judge, Plan
from avow.policy.many.pools import Key
from avow.policy.many.totals import Added
from avow.policy.many.widths import width_of
from avow.policy.many.writing import Names, Value, Writer
from avow.policy.totals import Total


@dataclass
class Likeness:
    """What two records must share to be asked the same: small numbers, and texts that matter as they are."""

    codes: list[Key] = field(default_factory=list)
    exact: list[str] = field(default_factory=list)

    def code(self, sql: str, bound: int) -> None:
        self.codes.append(Key(sql, bound, nullable=False))

    def truth(self, sql: str) -> None:
        self.code(f"CASE WHEN {sql} THEN 1 WHEN NOT {sql} THEN 2 ELSE 0 END", 3)

    def as_it_is(self, sql: str) -> None:
        self.exact.append(f"coalesce(CAST({sql} AS VARCHAR), '')")
        self.code(f"CASE WHEN {sql} IS NULL THEN 1 ELSE 0 END", 2)


@dataclass(frozen=True)
class Leaf:
    """One comparison, of the rule or of the condition of a total."""

    expr: Expr
    node: exp.Expr

    @property
    def names(self) -> set[str]:
        """The facts, totals and the judged day that it reads; not figures."""
        columns = {column.this.this for column in self.node.find_all(exp.Column)}
        return {name for name in columns if self.expr.scope[name].role != "figure"}

    def pairs(self) -> list[tuple[exp.Expr, exp.Expr]]:
        node = self.node
        if isinstance(node, exp.In):
            return [(node.this, item) for item in node.expressions]
        if isinstance(node, exp.Between):
            return [(node.this, node.args["low"]), (node.this, node.args["high"])]
        return [(node.this, node.args["expression"])]

    def beside(self, name: str) -> list[exp.Expr] | None:
        """What a bare name is compared with; None where it does not stand alone on one side."""
        found = []
        for left, right in self.pairs():
            for side, other in ((left, right), (right, left)):
                if isinstance(side, exp.Column) and side.this.this == name:
                    found.append(other)
        return found if len(found) == len(self.pairs()) else None


def leaves(expr: Expr | None) -> Iterator[Leaf]:
    if expr is not None:
        for node in expr.tree.walk():
            if type(node) in COMPARISONS or isinstance(node, exp.In | exp.Between):
                yield Leaf(expr, node)


def likeness(plan: Plan, judge: Judge) -> Likeness:
    """What the questions of a rule hang on, as SQL over the judged rows."""
    return _Made(plan, judge).found


class _Made:
    def __init__(self, plan: Plan, judge: Judge) -> None:
        self.plan, self.clause, self.rule = plan, judge.clause, judge.rule
        self.place = plan.place(judge.clause)
        self.writer = Writer(self.place, judge.clause.number, f"rule {judge.rule.id}", plan.engine.widens)
        self.totals = judge.clause.totals_of(judge.rule)
        self.leaves = [*leaves(judge.rule.when), *(leaf for total in self.totals for leaf in leaves(total.where))]
        self.found = Likeness()
        self.found.code('"_k"', len(plan.codes) + 1)
        for name in figures_read(judge.rule.when, judge.clause):
            figure = judge.clause.figures[name]
            columns = self.place.columns
            self.found.code(figures.which(figure, columns.column("on"), columns.country()), len(figure.values) + 1)
        for leaf in self.leaves:
            self.found.truth(self.writer.truth(leaf.expr, leaf.node))
        complex_ = {total.name for total in self.totals if not self._is_simple(total)}
        for name in self._facts():
            self._fact(name, complex_)
        for total in self.totals:
            self._total(total, total.name in complex_)

    def _facts(self) -> list[str]:
        names = dict.fromkeys(name for name in self.rule.when.names if name not in self.clause.figures)
        for total in self.totals:
            names |= dict.fromkeys(total.reads())
        return [name for name in names if name not in self.clause.totals and name != "kind"]

    def _fact(self, name: str, complex_: set[str]) -> None:
        fact, sql = self.plan.pack.facts.get(name), self.place(name).sql
        if fact is not None and name not in self.plan.kept:
            return  # unknown in every record
        if fact is not None and fact.type == "boolean":
            return self.found.truth(sql)
        if fact is not None and fact.type == "choice":
            whens = " ".join(f"WHEN {text(choice.value)} THEN {i}" for i, choice in enumerate(fact.choices, start=1))
            return self.found.code(f"CASE {sql} {whens} ELSE 0 END", len(fact.choices) + 1)
        with_others = any(name in leaf.names and leaf.names != {name} for leaf in self.leaves)
        summed = [total for total in self.totals if name in total.sum.names]
        if with_others or any(total.name in complex_ for total in summed):
            return self.found.as_it_is(sql)
        self.found.code(f"CASE WHEN {sql} IS NULL THEN 0 ELSE 1 END", 2)
        if summed:
            self.found.truth(f"({sql} > 0)")
        return None

    def _is_simple(self, total: Total) -> bool:
        """Whether only the place of a total beside its limits matters."""
        if not _is_plain_sum(total.sum.tree) or len(total.sum.named("fact")) > 2 or total.sum.named("figure"):
            return False
        for leaf in self.leaves:
            if total.name in leaf.names:
                columns = [c for c in leaf.node.find_all(exp.Column) if c.this.this == total.name]
                if leaf.names != {total.name} or len(columns) != 1:
                    return False
        for name in total.sum.named("fact"):
            if any(name in other.sum.names for other in self.totals if other is not total):
                return False
            beside = [leaf for leaf in self.leaves if name in leaf.names]
            if beside and not isinstance(total.sum.tree, exp.Column):
                return False
            if any(leaf.names != {name} or leaf.beside(name) is None for leaf in beside):
                return False
        return True

    def _total(self, total: Total, is_complex: bool) -> None:
        own = own_of(self.plan, self.clause.number, total.name)
        value = self.place(total.name)
        before = f"({value.sql} - {own.known})"
        if value.uncertain not in (None, "0"):
            self.found.code(f"CASE WHEN {value.uncertain} > {_one_if(own.uncertain)} THEN 1 ELSE 0 END", 2)
        if is_complex:
            return self.found.as_it_is(before)
        nought = Writer(_Nought(self.place), self.clause.number, f"total {total.name}", self.plan.engine.widens)
        bases = [before, f"({before} + {nought.number(total.sum).sql})"]
        for name in total.sum.named("fact"):
            for leaf in self.leaves:
                for other in (leaf.beside(name) or []) if name in leaf.names else []:
                    bases.append(f"({before} + {self.writer.side(other, leaf.expr).sql})")
        for leaf in self.leaves:
            if total.name in leaf.names:
                for base in dict.fromkeys(bases):
                    self._beside(leaf, total.name, base, value)
        return None

    def _beside(self, leaf: Leaf, name: str, base: str, value: Value) -> None:
        """Whether this total would be below, at or above what it is compared with, if it were `base`."""
        names = _Instead(self.place, name, Value(base, value.width))
        writer = Writer(names, self.clause.number, f"rule {self.rule.id}", self.plan.engine.widens)
        for left, right in leaf.pairs():
            a, b = writer.side(left, leaf.expr).sql, writer.side(right, leaf.expr).sql
            self.found.code(f"CASE WHEN {a} < {b} THEN 1 WHEN {a} = {b} THEN 2 WHEN {a} > {b} THEN 3 ELSE 0 END", 4)
        return None


def own_of(plan: Plan, clause: str, name: str, columns: Columns | None = None, place: Names | None = None) -> Added:
    """What a judged row itself adds to a total."""
    counted = plan.total_of[clause, name].counted
    kept = columns or Columns(plan.pack.facts, plan.kept)
    kind = kept.column("_k")
    return counted.added(kept, kind, plan.codes, plan.engine.widens, place)


def _one_if(sql: str) -> str:
    return f"(CASE WHEN {sql} THEN 1 ELSE 0 END)"


def _is_plain_sum(node: exp.Expr) -> bool:
    if isinstance(node, exp.Paren):
        return _is_plain_sum(node.this)
    if isinstance(node, exp.Add | exp.Sub):
        return _is_plain_sum(node.this) and _is_plain_sum(node.expression)
    return isinstance(node, exp.Column | exp.Literal)


@dataclass(frozen=True)
class _Nought:
    """Every number that is not known as nought."""

    names: Names

    def __call__(self, name: str) -> Value:
        value = self.names(name)
        return Value(f"coalesce({value.sql}, 0)", value.width) if value.width else value


@dataclass(frozen=True)
class _Instead:
    """Every name as it is, but one."""

    names: Names
    name: str
    value: Value

    def __call__(self, name: str) -> Value:
        return self.value if name == self.name else self.names(name)


__all__ = ["Likeness", "leaves", "likeness", "own_of", "width_of"]
