"""What each name of a clause is in SQL, over a table that has a column for every fact that is known at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from avow.policy.many import figures
from avow.policy.many.engine import quoted
from avow.policy.many.widths import COLUMNS
from avow.policy.many.writing import Value
from avow.policy.pack import Clause, Fact

SQL_TYPES = {"boolean": "BOOLEAN", "date": "DATE"}


def type_of(fact: Fact | None) -> str:
    """The SQL type of a fact's column."""
    if fact is not None and fact.type in COLUMNS:
        return COLUMNS[fact.type].sql
    return SQL_TYPES.get(fact.type, "VARCHAR") if fact else "VARCHAR"


@dataclass(frozen=True)
class Columns:
    """The facts of a table; one without a column is unknown in every row. `at` stands before each column's name."""

    facts: Mapping[str, Fact]
    there: Collection[str]
    at: str = ""

    def fact(self, name: str) -> Value:
        fact = self.facts.get(name)
        sql = self.column(name) if name in self.there else f"CAST(NULL AS {type_of(fact)})"
        return Value(sql, COLUMNS.get(fact.type) if fact else None)

    def column(self, name: str) -> str:
        return f"{self.at}.{quoted(name)}" if self.at else quoted(name)

    def country(self) -> str:
        return self.column("country") if "country" in self.there else "CAST(NULL AS VARCHAR)"


@dataclass(frozen=True)
class Place:
    """The names of one clause: facts of a row, figures on its day and for its country, totals as they were counted.

    `figures_at` are the columns of the judged row, where they are not those of the row that is looked at.
    """

    clause: Clause
    columns: Columns
    totals: Callable[[str], Value] | None = None
    figures_at: Columns | None = None

    def __call__(self, name: str) -> Value:
        judged = self.figures_at or self.columns
        if name in self.clause.figures:
            return figures.value(self.clause.figures[name], judged.column("on"), judged.country())
        if name in self.clause.totals and self.totals is not None:
            return self.totals(name)
        if name == "on":
            return Value(self.columns.column("on"))
        return self.columns.fact(name)
