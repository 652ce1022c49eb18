"""An expression of the pack: its checked tree, which is the only thing that is ever run.

`parse` reads text against the names it may use. The tree is sqlglot's, so that SQL for other engines comes from the
same tree; `names` are the facts, figures and totals it reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from avow.policy import lexing
from avow.policy.checking import COMPARISONS, Checker, Scope
from avow.policy.values import Type, Value

Complaint = tuple[int, str, str | None]  # character in the text, what is wrong, the nearest right name


class ExpressionError(Exception):
    """Everything wrong with one expression; places count characters from its start."""

    def __init__(self, complaints: list[Complaint]) -> None:
        self.complaints = complaints
        super().__init__("; ".join(what for _, what, _ in complaints))


@dataclass(frozen=True)
class Expr:
    """A checked expression: a rule, or the number that a total adds up. `text` is only for showing; `tree` is run."""

    text: str
    tree: exp.Expr = field(repr=False, compare=False)
    names: tuple[str, ...]
    types: dict[int, Type] = field(repr=False, compare=False)  # by id(node)
    constants: dict[int, Value] = field(repr=False, compare=False)  # by id(node)
    scope: Scope = field(repr=False, compare=False)

    def sql(self, dialect: str = "duckdb") -> str:
        """The tree written out again, for an engine that reads this dialect."""
        return self.tree.sql(dialect=dialect)

    @property
    def type(self) -> Type:
        """What the whole of it is: a yes or no, or a kind of number."""
        return self.types[id(self.tree)]

    @cached_property
    def comparisons(self) -> tuple[exp.Expr, ...]:
        """Every comparison in it."""
        return tuple(node for node in self.tree.walk() if isinstance(node, (*COMPARISONS, exp.In, exp.Between)))

    def named(self, role: str) -> tuple[str, ...]:
        """Those of its names that are a fact, a figure, a total or a day."""
        return tuple(name for name in self.names if self.scope[name].role == role)

    def __deepcopy__(self, memo: object) -> Expr:
        return self


def parse(text: str, scope: Scope, *, number: bool = False) -> Expr:
    """Read and check a rule, or with `number` a sum; raises ExpressionError with every complaint."""
    try:
        found = lexing.words(text)
    except lexing.Refused as refused:
        raise ExpressionError([(refused.at, refused.what, refused.near)]) from None
    written, offsets = lexing.for_parser(found)

    def place(offset: int | None) -> int:
        """Where in the pack's text the parser's offset stands."""
        at = found[0].at
        for start, word in offsets:
            if offset is None or start > offset:
                break
            at = word.at
        return at

    return from_tree(_tree(written, place), scope, text, place, number=number)


def from_tree(
    tree: exp.Expr,
    scope: Scope,
    text: str = "",
    place: Callable[[int | None], int] = lambda _: 0,
    *,
    number: bool = False,
) -> Expr:
    """Check a tree, for instance one that was changed on purpose; raises ExpressionError."""
    checker = Checker(scope)
    checker.root(tree, number)
    if checker.wrongs:
        complaints = [(place(_offset(wrong.node)), wrong.what, wrong.near) for wrong in checker.wrongs]
        raise ExpressionError(list(dict.fromkeys(complaints)))
    return Expr(text or tree.sql(), tree, tuple(checker.names), checker.types, checker.constants, scope)


def _tree(written: str, place: Callable[[int | None], int]) -> exp.Expr:
    try:
        trees = sqlglot.parse(written)
    except SqlglotError as error:
        details = getattr(error, "errors", None) or [{}]
        offset = details[0].get("col")
        where = place(offset - 1 if isinstance(offset, int) and offset > 0 else None)
        raise ExpressionError([(where, _words(details[0].get("description") or str(error)), None)]) from None
    except RecursionError:
        raise ExpressionError([(0, "the expression is nested too deeply", None)]) from None
    if len(trees) != 1 or trees[0] is None:
        raise ExpressionError([(0, "a rule is exactly one expression", None)])
    return trees[0]


def _words(description: str) -> str:
    """The parser's complaint in words of our own."""
    if "Expecting )" in description:
        return "a bracket opened here is not closed"
    if "Required keyword" in description:
        return "something is missing after this"
    return "this cannot be read here; is a word missing or one too many?"


def _offset(node: exp.Expr) -> int | None:
    """The parser's offset of the node's first written word."""
    starts = [leaf.meta["start"] for leaf in node.walk() if "start" in leaf.meta]
    return min(starts) if starts else None
