"""What judging otherwise changes: each finding as newly found, as before, or no longer found."""

# ruff: noqa: S608  # every name in the SQL is ours

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from avow.policy.many.judged import Judged

SAME = 'a."row" = b."row" AND a.clause = b.clause AND a.rule = b.rule'


@dataclass(frozen=True)
class Changed:
    """How many findings of a clause in a calendar year are newly found, as before, and no longer found."""

    clause: str
    year: int
    newly: int
    before: int
    no_longer: int


class Comparison:
    """The findings of one judging, kept, to be compared with those of another one of the same records."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, before: Judged) -> None:
        self.connection = connection
        before.findings().create("_found_before")

    def with_findings(self, judged: Judged) -> None:
        """The other judging. Then `findings` and `counts` can be asked for."""
        judged.findings().create("_found_now")
        self.connection.execute(
            f"""CREATE TABLE "_compared" AS
                SELECT a.*, CASE WHEN b."row" IS NULL THEN 'newly found' ELSE 'as before' END AS compared
                FROM "_found_now" a LEFT JOIN "_found_before" b ON {SAME}
                UNION ALL SELECT b.*, 'no longer found' FROM "_found_before" b ANTI JOIN "_found_now" a ON {SAME};
                DROP TABLE "_found_now"; DROP TABLE "_found_before\""""
        )

    def findings(self) -> duckdb.DuckDBPyRelation:
        """As `Judged.findings`, with `compared`; what is no longer found says what was found before."""
        return self.connection.sql('SELECT * FROM "_compared"')

    def counts(self) -> list[Changed]:
        """By clause and calendar year of the judged day."""
        marks = ", ".join(
            f"count(*) FILTER (compared = '{mark}')" for mark in ("newly found", "as before", "no longer found")
        )
        rows = self.connection.execute(
            f'SELECT clause, year("on"), {marks} FROM "_compared" GROUP BY 1, 2 ORDER BY 1, 2'
        ).fetchall()
        return [Changed(*row) for row in rows]
