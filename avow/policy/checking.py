"""The second wall: a walk over the parsed tree that lets through only what it knows, and checks the types.

It answers with the type of every node. Anything not named here is refused, whatever the parser made of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlglot import exp

from avow.policy.problems import nearest
from avow.policy.values import Type, Value

BOOLEAN = Type("boolean")
NUMBER = Type("decimal", "any")  # a literal: fits every kind of number
TEXT = Type("text")
DAY = Type("date")

COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
ORDERINGS = (exp.LT, exp.LTE, exp.GT, exp.GTE)
MOST_PRODUCTS = 4

_PARTS: dict[type[exp.Expr], frozenset[str]] = {
    **{kind: frozenset({"this", "expression"}) for kind in (*COMPARISONS, exp.And, exp.Or, exp.Add, exp.Sub, exp.Mul)},
    exp.Not: frozenset({"this"}),
    exp.Neg: frozenset({"this"}),
    exp.Paren: frozenset({"this"}),
    exp.In: frozenset({"this", "expressions"}),
    exp.Between: frozenset({"this", "low", "high"}),
    exp.Column: frozenset({"this"}),
    exp.Literal: frozenset({"this", "is_string"}),
    exp.Boolean: frozenset({"this"}),
    exp.Cast: frozenset({"this", "to"}),
}


@dataclass(frozen=True)
class Named:
    """What a name stands for in a rule: `role` is fact, figure, total or day.

    Sealed facts may not be read anywhere; a barred one may not be read here, for the reason given.
    """

    type: Type
    role: str
    sealed: bool = False
    barred: str = ""


Scope = Mapping[str, Named]


class Wrong(Exception):
    """The tree may not be run; `node` is what it is about."""

    def __init__(self, node: exp.Expr, what: str, near: str | None = None) -> None:
        self.node, self.what, self.near = node, what, near
        super().__init__(what)


class Checker:
    """Walks one tree. `wrongs` collects everything found; `types` and `constants` are by identity of the node."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.types: dict[int, Type] = {}
        self.constants: dict[int, Value] = {}
        self.names: dict[str, None] = {}
        self.wrongs: list[Wrong] = []

    def root(self, node: exp.Expr, number: bool = False) -> None:
        """Check the whole tree; a rule is a yes or no, a sum is a number."""
        found = self._type(node)
        if found is not None and number and not found.is_number:
            self._wrong(node, f"what is added up is a number; this is {found}")
        if found is not None and not number and found.name != "boolean":
            self._wrong(node, f"a rule is true or false; this is {found}")

    def _wrong(self, node: exp.Expr, what: str, near: str | None = None) -> None:
        self.wrongs.append(Wrong(node, what, near))

    def _type(self, node: exp.Expr) -> Type | None:
        """The node's type, or None where something in it was wrong (and is already reported)."""
        parts = _PARTS.get(type(node))
        if parts is None or {name for name, value in node.args.items() if value not in (None, [], False)} - parts:
            self._wrong(node, "only AND, OR, NOT, comparisons, + - *, IN, BETWEEN, names and literals are allowed")
            return None
        found = self._of(node)
        if found is not None:
            self.types[id(node)] = found
        return found

    def _of(self, node: exp.Expr) -> Type | None:
        if isinstance(node, exp.And | exp.Or):
            return self._logic(node, node.this, node.expression)
        if isinstance(node, exp.Not):
            return self._logic(node, node.this)
        if isinstance(node, exp.Paren):
            return self._type(node.this)
        if type(node) in COMPARISONS:
            return self._comparison(node, node.this, node.expression)
        if isinstance(node, exp.Between):
            low = self._comparison(node, node.this, node.args["low"], ordering=True)
            high = self._comparison(node, node.this, node.args["high"], ordering=True)
            return BOOLEAN if low and high else None
        if isinstance(node, exp.In):
            return self._in(node)
        if isinstance(node, exp.Add | exp.Sub | exp.Mul):
            return self._arithmetic(node)
        if isinstance(node, exp.Neg):
            return self._negative(node)
        if isinstance(node, exp.Column):
            return self._name(node)
        return self._literal(node)

    def _logic(self, node: exp.Expr, *sides: exp.Expr) -> Type | None:
        fine = True
        for side in sides:
            found = self._type(side)
            if found is not None and found.name != "boolean":
                self._wrong(side, f"{node.key.upper()} joins things that are true or false; this is {found}")
            fine = fine and found is not None
        return BOOLEAN if fine else None

    def _comparison(self, node: exp.Expr, left: exp.Expr, right: exp.Expr, ordering: bool = False) -> Type | None:
        a, b = self._type(left), self._type(right)
        if a is None or b is None:
            return None
        ordering = ordering or isinstance(node, ORDERINGS)
        if ordering and not (a.is_number or a.name == "date"):
            self._wrong(left, f"{a} has no order; compare with = or IN")
        elif a.total and b.total:
            self._wrong(node, "two totals cannot be compared with each other")
        elif not (a.name == "choice" and self._choice(a, right)) and not (b.name == "choice" and self._choice(b, left)):
            self._same(node, a, b)
        return BOOLEAN

    def _choice(self, type_: Type, other: exp.Expr) -> bool:
        """Whether `other` is a text literal; if so it must be one of the choices."""
        if not (isinstance(other, exp.Literal) and other.is_string):
            return False
        if other.this not in type_.choices:
            self._wrong(
                other, f"{other.this!r} is not one of {', '.join(type_.choices)}", nearest(other.this, type_.choices)
            )
        return True

    def _same(self, node: exp.Expr, a: Type, b: Type) -> Type | None:
        """The common type of two sides, or None with a complaint."""
        if a.is_number and b.is_number:
            joined = _joined(a, b)
            if joined is not None:
                return joined
        elif a.name == b.name and (
            a.name in ("boolean", "date", "text") or (a.name == "choice" and set(a.choices) == set(b.choices))
        ):
            return a
        self._wrong(node, f"{a} cannot be put beside {b}")
        return None

    def _in(self, node: exp.In) -> Type | None:
        left = self._type(node.this)
        if not node.expressions:
            self._wrong(node, "IN needs a list: IN ('a', 'b')")
            return None
        for item in node.expressions:
            bare = item.this if isinstance(item, exp.Neg) else item
            if not isinstance(bare, exp.Literal | exp.Cast | exp.Boolean):
                self._wrong(item, "an IN list holds literals only")
                continue
            found = self._type(item)
            if left is not None and found is not None and not (left.name == "choice" and self._choice(left, item)):
                self._same(item, left, found)
        return BOOLEAN if left is not None else None

    def _arithmetic(self, node: exp.Expr) -> Type | None:
        a, b = self._type(node.this), self._type(node.expression)
        if a is None or b is None:
            return None
        for side, found in ((node.this, a), (node.expression, b)):
            if not found.is_number:
                self._wrong(side, f"only numbers can be added or multiplied; this is {found}")
                return None
            if found.total and not isinstance(node, exp.Add):
                self._wrong(side, "a total can be compared and added to, but neither subtracted nor multiplied")
                return None
        if not isinstance(node, exp.Mul):
            joined = self._same(node, a, b)
            return joined and Type(joined.name, joined.unit, total=a.total or b.total)
        if sum(1 for _ in node.find_all(exp.Mul)) == MOST_PRODUCTS + 1:
            self._wrong(node, f"at most {MOST_PRODUCTS} multiplications in one number are allowed")
        for one, other in ((a, b), (b, a)):
            if other.name in ("decimal", "integer") and other.unit in ("", "any"):
                return one
        self._wrong(node, f"{a} cannot be multiplied by {b}")
        return None

    def _negative(self, node: exp.Neg) -> Type | None:
        found = self._type(node.this)
        if found is not None and (not found.is_number or found.total):
            self._wrong(node, f"a minus sign stands before a number; this is {found}")
        return found

    def _name(self, node: exp.Column) -> Type | None:
        name = node.this.this
        named = self.scope.get(name)
        if named is None:
            readable = [other for other, known in self.scope.items() if not (known.barred or known.sealed)]
            self._wrong(node, f"nothing here is called {name}", nearest(name, readable))
            return None
        if named.barred:
            self._wrong(node, f"{name} is not read here: {named.barred}")
            return None
        if named.sealed or named.type.name == "narrative":
            self._wrong(node, f"{name} is sealed: rules do not read it")
            return None
        self.names[name] = None
        return named.type

    def _literal(self, node: exp.Expr) -> Type | None:
        if isinstance(node, exp.Boolean):
            self.constants[id(node)] = bool(node.this)
            return BOOLEAN
        if isinstance(node, exp.Cast):
            inner = node.this
            if node.to.this != exp.DataType.Type.DATE or not (isinstance(inner, exp.Literal) and inner.is_string):
                self._wrong(node, "casts are not allowed: compare things of one type")
                return None
            try:
                self.constants[id(node)] = date.fromisoformat(inner.this)
            except ValueError:
                self._wrong(inner, f"{inner.this!r} is not a day such as 2026-01-31")
                return None
            return DAY
        if isinstance(node, exp.Literal) and node.is_string:
            self.constants[id(node)] = node.this
            return TEXT
        self.constants[id(node)] = Decimal(node.this)
        return NUMBER


def _joined(a: Type, b: Type) -> Type | None:
    if a == NUMBER or (a.unit == "any" and a.name == "decimal"):
        return b
    if b.unit == "any" and b.name == "decimal":
        return a
    counts = ("decimal", "integer")
    if a.name in counts and b.name in counts:
        if a.unit and b.unit and a.unit != b.unit:
            return None
        return Type("integer" if a.name == b.name == "integer" else "decimal", a.unit or b.unit)
    return a if (a.name, a.unit) == (b.name, b.unit) else None
