"""The plan's SQL as Spark reads it: sqlglot translates it, and what Spark does in its own way is said here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from avow.policy.many.engine import Engine, quoted, text


@dataclass(frozen=True)
class Spark(Engine):
    """Spark, with the settings of `session.MEANING`: products and sums of decimals have all their digits there."""

    name: str = "spark"
    widens: bool = False

    def write(self, sql: str) -> str:
        """A whole statement as Spark reads it."""
        tree = sqlglot.parse_one(sql, read="duckdb")
        return tree.transform(_in_sparks_way).sql(dialect="spark")

    def day_in_words(self, day: str) -> str:
        return f"date_format({day}, 'd MMMM y')"

    def months_back(self, day: str, months: int) -> str:
        return f"add_months({day}, -{months})"

    def next_day(self, day: str) -> str:
        return f"date_add({day}, 1)"

    def thousands(self, whole: str) -> str:
        return f"format_number(CAST({whole} AS DECIMAL(38, 0)), 0)"

    def listed(self, name: str, order: Sequence[str]) -> str:
        return _in_order(quoted(name), order)

    def joined(self, words: str, order: Sequence[str]) -> str:
        return f"array_join({_in_order(words, order)}, ', ')"


def _in_order(value: str, order: Sequence[str]) -> str:
    """The values of a group as a list, in the order of some columns."""
    fields = [*((f"o{i}", quoted(name)) for i, name in enumerate(order)), ("v", value)]
    pairs = ", ".join(f"{text(name)}, {sql}" for name, sql in fields)
    return f"transform(array_sort(collect_list(named_struct({pairs}))), x -> x.v)"


def _in_sparks_way(node: exp.Expr) -> exp.Expr:
    """What sqlglot leaves as it is, or would write so that it differs."""
    if isinstance(node, exp.JSONObject):
        pairs = [side for pair in node.expressions for side in (pair.this, pair.expression)]
        return _call("to_json", _call("named_struct", *pairs), _call("map", _text("ignoreNullFields"), _text("false")))
    if isinstance(node, exp.RegexpFullMatch):
        whole = exp.DPipe(this=exp.DPipe(this=_text("^(?:"), expression=node.expression), expression=_text(r")\z"))
        return exp.RegexpLike(this=node.this, expression=whole)
    if isinstance(node, exp.RegexpReplace) and isinstance(node.args.get("replacement"), exp.Literal):
        node.set("replacement", _text(node.args["replacement"].this.replace("\\1", "$1")))
    if isinstance(node, exp.Length) and isinstance(node.this, exp.Column) and node.this.name == "fields":
        return _call("size", node.this)  # the fields of a line are a list
    if isinstance(node, exp.Bracket) and len(node.expressions) == 1:
        return _call("get", node.this, node.expressions[0])  # NULL where a list is shorter, not an error
    if isinstance(node, exp.Anonymous) and node.name.lower() == "try_strptime":
        text_, formats = node.expressions
        days = [_call("try_to_timestamp", text_.copy(), _text(_PATTERNS[one.name])) for one in formats.expressions]
        return exp.Coalesce(this=days[0], expressions=days[1:])
    if isinstance(node, exp.Format) and node.this.name == "{:,}":
        return _call("format_number", node.expressions[0], exp.Literal.number(0))
    return node


def _call(name: str, *expressions: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this=name, expressions=list(expressions))


def _text(value: str) -> exp.Expr:
    return exp.Literal.string(value)


_PATTERNS = {
    "%d.%m.%Y": "d.M.y",
    "%d/%m/%Y": "d/M/y",
    "%d-%m-%Y": "d-M-y",
    "%m/%d/%Y": "M/d/y",
    "%m-%d-%Y": "M-d-y",
    "%m.%d.%Y": "M.d.y",
}

SPARK = Spark()
