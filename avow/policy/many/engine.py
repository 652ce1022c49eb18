"""What differs between the engines that run the SQL. The rest is written once, as DuckDB reads it, and translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

MOST_DIGITS = 38  # of a DECIMAL, in every engine that we know


def quoted(name: str) -> str:
    """A column or a table, whatever its name."""
    return exp.to_identifier(name, quoted=True).sql(dialect="duckdb")


def text(value: str) -> str:
    """A text as a literal, whatever is in it."""
    return exp.Literal.string(value).sql(dialect="duckdb")


@dataclass(frozen=True)
class Engine:
    """DuckDB. Another engine overrides what it does in its own way; `write` turns our SQL into its own.

    `widens` is true where the product or sum of two short decimals must be asked to be long.
    """

    name: str = "duckdb"
    widens: bool = True

    def write(self, sql: str) -> str:
        """A whole statement as this engine reads it."""
        if self.name == "duckdb":
            return sql
        return sqlglot.transpile(sql, read="duckdb", write=self.name)[0]

    def day_in_words(self, day: str) -> str:
        """3 May 2026."""
        return f"strftime({day}, '%-d %B %Y')"

    def months_back(self, day: str, months: int) -> str:
        """The same day of the month, or the month's last, that many months earlier."""
        return f"CAST({day} - INTERVAL '{months}' MONTH AS DATE)"

    def next_day(self, day: str) -> str:
        return f"CAST({day} + INTERVAL '1' DAY AS DATE)"

    def thousands(self, whole: str) -> str:
        """Digits in groups of three, of a whole number that is not negative, given as text."""
        return f"format('{{:,}}', CAST({whole} AS HUGEINT))"

    def as_object(self, pairs: Sequence[tuple[str, str]]) -> str:
        """JSON text of names with texts; what is not known is null."""
        inside = ", ".join(f"{text(name)}, {value}" for name, value in pairs)
        return f"CAST(json_object({inside}) AS VARCHAR)"

    def listed(self, name: str, order: Sequence[str]) -> str:
        """The values of a column in a group as a list, in the order of these columns."""
        return f"list({quoted(name)} ORDER BY {', '.join(map(quoted, order))})"

    def joined(self, words: str, order: Sequence[str]) -> str:
        """Texts of a group with commas between them, in the order of these columns."""
        return f"string_agg({words}, ', ' ORDER BY {', '.join(map(quoted, order))})"


DUCKDB = Engine()
