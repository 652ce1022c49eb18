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
    if isinstance(node, exp.JSONObject):
        pairs = [side for pair in node.expressions for side in (pair.this, pair.expression)]
        shown = exp.Anonymous(
            this="map", expressions=[exp.Literal.string("ignoreNullFields"), exp.Literal.string("false")]
        )
        struct = exp.Anonymous(this="named_struct", expressions=pairs)
        return exp.Anonymous(this="to_json", expressions=[struct, shown])
    return node


SPARK = Spark()
