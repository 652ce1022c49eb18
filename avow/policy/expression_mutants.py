"""Every small change to one expression, and whether a changed expression still means the same.

Changes: a comparison for another, AND for OR, a NOT taken away or put in, + for −, a literal by its smallest unit both
ways (a choice for its neighbours, a day for the day before and after), one side of AND or OR alone, an item of a list
left out or put in, an end of BETWEEN.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from math import prod

from sqlglot import exp

from avow.policy.alternatives import FAR, OTHER_TEXT
from avow.policy.checking import COMPARISONS, ORDERINGS
from avow.policy.expressions import Expr, ExpressionError, from_tree
from avow.policy.kleene import Operand, Sum, evaluate
from avow.policy.pack import Clause, Fact
from avow.policy.values import Type

MOST_TRIALS = 200_000

Change = Callable[[exp.Expr], exp.Expr]


def changed_expressions(expr: Expr) -> Iterator[tuple[str, Expr]]:
    """Each changed expression with words for the change; those that would not pass the checks are left out."""
    seen = {expr.tree.sql()}
    for i, node in enumerate(expr.tree.walk()):
        for what, change in _changes(node, expr):
            tree = _applied(expr.tree, i, change)
            text = tree.sql()
            if text in seen:
                continue
            seen.add(text)
            try:
                yield f"{what}: {text}", from_tree(tree, expr.scope, text, number=expr.type.is_number)
            except ExpressionError:
                continue


def changed_sums(expr: Expr, facts: Mapping[str, Fact]) -> Iterator[tuple[str, Expr]]:
    """What a total adds up with one side alone, or with one fact for another of the same kind."""
    for i, node in enumerate(expr.tree.walk()):
        changes: list[tuple[str, Change]] = []
        if isinstance(node, exp.Add | exp.Sub | exp.Mul):
            changes = [("only the left", lambda n: n.this), ("only the right", lambda n: n.expression)]
        elif isinstance(node, exp.Column):
            mine = expr.scope[node.this.this]
            same = [name for name, fact in facts.items() if _alike(fact.kind_of_value, mine.type)]
            changes = [(f"{name} for {node.this.this}", _named(name)) for name in same if name != node.this.this]
        for what, change in changes:
            try:
                yield what, from_tree(_applied(expr.tree, i, change), expr.scope, number=True)
            except ExpressionError:
                continue


def _alike(one: Type, other: Type) -> bool:
    return (one.name, one.unit) == (other.name, other.unit)


def _named(name: str) -> Change:
    return lambda _: exp.Column(this=exp.Identifier(this=name, quoted=True))


def _applied(tree: exp.Expr, index: int, change: Change) -> exp.Expr:
    """A copy of the tree with its `index`-th node changed."""
    copy = exp.Paren(this=tree.copy())
    node = list(copy.this.walk())[index]
    node.replace(change(node.copy()))
    changed: exp.Expr = copy.this
    return changed


def _changes(node: exp.Expr, expr: Expr) -> Iterator[tuple[str, Change]]:
    type_ = expr.types.get(id(node))
    if type(node) in COMPARISONS:
        yield from _comparisons(node)
    if isinstance(node, exp.And):
        yield "OR for AND", lambda n: exp.Or(this=n.this, expression=n.expression)
    if isinstance(node, exp.Or):
        yield "AND for OR", lambda n: exp.And(this=n.this, expression=n.expression)
    if isinstance(node, exp.Not):
        yield "NOT taken away", lambda n: n.this
    if isinstance(node, exp.Add):
        yield "- for +", lambda n: exp.Sub(this=n.this, expression=n.expression)
    if isinstance(node, exp.Sub):
        yield "+ for -", lambda n: exp.Add(this=n.this, expression=n.expression)
    if isinstance(node, exp.Mul):
        yield "+ for *", lambda n: exp.Add(this=n.this, expression=n.expression)
    if isinstance(node, exp.Between):
        yield from _ends(node)
    if isinstance(node, exp.In) and len(node.expressions) > 1:
        for j in range(len(node.expressions)):
            yield "an item left out", _without(j)
    if isinstance(node, exp.In):
        named = [item.this for item in node.expressions]
        for choice in expr.types[id(node.this)].choices:
            if choice not in named and node.this.name != "kind":
                yield "an item more", _with(choice)
    if isinstance(node, exp.And | exp.Or):
        yield f"only the left of {node.key.upper()}", lambda n: n.this
        yield f"only the right of {node.key.upper()}", lambda n: n.expression
    if type_ is not None and type_.name == "boolean" and not isinstance(node, exp.Paren | exp.Not):
        yield "NOT put in", lambda n: exp.Not(this=exp.Paren(this=n))
    if id(node) in expr.constants:
        for value in _neighbours(node, expr):
            yield f"{value} for {expr.constants[id(node)]}", _literal(value)


def _comparisons(node: exp.Expr) -> Iterator[tuple[str, Change]]:
    others = ORDERINGS if isinstance(node, ORDERINGS) else (exp.EQ, exp.NEQ)
    for other in others:
        if other is not type(node):
            yield f"{COMPARISONS[other]} for {COMPARISONS[type(node)]}", _as(other)


def _as(kind: type[exp.Expr]) -> Change:
    return lambda node: kind(this=node.this, expression=node.args["expression"])


def _ends(node: exp.Between) -> Iterator[tuple[str, Change]]:
    def ends(low: type[exp.Expr], high: type[exp.Expr]) -> Change:
        return lambda n: exp.Paren(
            this=exp.And(
                this=low(this=n.this.copy(), expression=n.args["low"]),
                expression=high(this=n.this.copy(), expression=n.args["high"]),
            )
        )

    yield "BETWEEN without its lower end", ends(exp.GT, exp.LTE)
    yield "BETWEEN without its upper end", ends(exp.GTE, exp.LT)


def _without(index: int) -> Change:
    def change(node: exp.Expr) -> exp.Expr:
        items = [item for i, item in enumerate(node.expressions) if i != index]
        return exp.In(this=node.this, expressions=items)

    return change


def _with(choice: str) -> Change:
    return lambda node: exp.In(this=node.this, expressions=[*node.expressions, literal(choice)])


def _literal(value: object) -> Change:
    return lambda _: literal(value)


def literal(value: object) -> exp.Expr:
    """A literal as the parser would have made it."""
    if isinstance(value, bool):
        return exp.Boolean(this=value)
    if isinstance(value, Decimal):
        number = exp.Literal(this=format(abs(value), "f"), is_string=False)
        return exp.Neg(this=number) if value < 0 else number
    if isinstance(value, date):
        return exp.Cast(this=exp.Literal(this=value.isoformat(), is_string=True), to=exp.DataType.build("DATE"))
    return exp.Literal(this=str(value), is_string=True)


def _neighbours(node: exp.Expr, expr: Expr) -> list[object]:
    value = expr.constants[id(node)]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, Decimal):
        step = _step(node, expr, value)
        return [value + step, value - step]
    if isinstance(value, date):
        return [value + timedelta(days=1), value - timedelta(days=1)]
    choices = _beside(node, expr).choices
    if value in choices and len(choices) > 1:
        at = choices.index(value)
        return list(dict.fromkeys([choices[(at + 1) % len(choices)], choices[at - 1]]))
    return [f"{value} "]


def _beside(node: exp.Expr, expr: Expr) -> Type:
    """The type of what a literal is compared or calculated with."""
    parent = node.parent
    while isinstance(parent, exp.Paren | exp.Neg):
        parent = parent.parent
    if parent is None:
        return Type("boolean")
    for side in parent.args.values():
        found = expr.types.get(id(side)) if isinstance(side, exp.Expr) else None
        if found is not None and side is not node and found.unit != "any" and found.name != "boolean":
            return found
    return Type("decimal")


def _step(node: exp.Expr, expr: Expr, value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    written = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return min(_beside(node, expr).step, written)


def same_meaning(old: Expr, new: Expr, facts: Mapping[str, Fact], clause: Clause) -> bool:
    """Whether both give the same answer for every combination of values that they can tell apart, unknown included.

    Only claimed where every number and day is compared with literals and figures alone, so that its values on, just
    below and just above each of them, and far away, stand for all others.
    """
    names = list(dict.fromkeys([*old.names, *new.names]))
    free = [name for name in names if name not in clause.figures]
    options = []
    for name in free:
        found = _options(name, (old, new), facts, clause)
        if found is None:
            return False
        options.append(found)
    if prod(len(found) for found in options) > MOST_TRIALS:
        return False
    figures = {name: clause.figures[name].values[-1].value for name in names if name in clause.figures}
    for values in product(*options):
        lookup = {**figures, **dict(zip(free, values, strict=True))}.get
        if evaluate(old, lookup) is not evaluate(new, lookup):
            return False
    return True


def _options(name: str, exprs: tuple[Expr, Expr], facts: Mapping[str, Fact], clause: Clause) -> list[Operand] | None:
    type_ = exprs[0].scope[name].type
    if type_.name == "boolean":
        return [True, False, None]
    if type_.name == "choice":
        return [*type_.choices, None]
    constants = _compared(name, exprs, clause)
    if constants is None:
        return None
    if type_.name == "text":
        return [*(value for value in constants if isinstance(value, str)), OTHER_TEXT, None]
    if type_.name == "date":
        days = [day for day in constants if isinstance(day, date)]
        near = {day + timedelta(days=shift) for day in days for shift in (-1, 0, 1)}
        return [*sorted(near | {date.min, date.max}), None]
    numbers = [number for number in constants if isinstance(number, Decimal)]
    near_numbers = {number + shift * type_.step for number in numbers for shift in (-1, 0, 1)} | {Decimal(0), FAR}
    if not type_.total:
        return [*sorted(near_numbers), None]
    return [Sum(number, uncertain) for number in sorted(near_numbers) for uncertain in (0, 1)]


def _compared(name: str, exprs: tuple[Expr, Expr], clause: Clause) -> list[Operand] | None:
    """The literals and figure values that this name alone is compared with; None where it meets anything else."""
    found: list[Operand] = []
    for expr in exprs:
        for column in expr.tree.find_all(exp.Column):
            if column.this.this != name:
                continue
            parent = column.parent
            sides = [side for side in _leaves(parent) if side is not column]
            if not (type(parent) in COMPARISONS or isinstance(parent, exp.In | exp.Between)):
                return None
            for side in sides:
                if id(side) in expr.constants:
                    found.append(expr.constants[id(side)])
                elif isinstance(side, exp.Column) and side.this.this in clause.figures:
                    found += [value.value for value in clause.figures[side.this.this].values]
                else:
                    return None
    return found


def _leaves(node: exp.Expr | None) -> list[exp.Expr]:
    if node is None:
        return []
    sides: list[exp.Expr] = []
    for value in node.args.values():
        sides += value if isinstance(value, list) else [value]
    return [side for side in sides if isinstance(side, exp.Expr)]
