"""The plan's SQL as Spark reads it: sqlglot translates it, and what Spark does in its own way is said here."""

from __future__ import annotations

from dataclasses import dataclass

import sqlglot
from sqlglot import exp

from avow.policy.many.engine import Engine


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
