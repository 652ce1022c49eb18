"""What came of judging many: counts, findings, outcomes, totals and questions, each read when it is asked for."""

# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from avow.policy.many import words
from avow.policy.many.asked import Asked
from avow.policy.many.engine import quoted, text
from avow.policy.many.plan import Plan


@dataclass(frozen=True)
class Count:
    """Of one rule: in how many records it fires, and in how many it cannot be said."""

    clause: str
    rule: str
    finding: str
    fires: int
    unknown: int


FINDINGS = {
    "row": "BIGINT",
    "person": "VARCHAR",
    "counterparty": "VARCHAR",
    "on": "DATE",
    "clause": "VARCHAR",
    "rule": "VARCHAR",
    "finding": "VARCHAR",
    "says": "VARCHAR",
    "values": "VARCHAR",
}
OUTCOMES = {"row": "BIGINT", "clause": "VARCHAR", "rule": "VARCHAR", "outcome": "VARCHAR"}
TOTALS = {"row": "BIGINT", "clause": "VARCHAR", "total": "VARCHAR", "known": "DECIMAL(38, 2)", "uncertain": "BIGINT"}


class Judged:
    """What the pack says of all the records. Each answer is a relation: read it, write it out, or ask it further.

    Read one to its end before the next: the connection has one answer at a time.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, plan: Plan, table: str) -> None:
        self.connection, self.plan, self.table = connection, plan, table

    def counts(self) -> list[Count]:
        """For every rule of the pack, in the pack's order: how often it fires and how often it is unknown."""
        numbers: dict[tuple[str, str], tuple[int, int]] = {}
        if self.plan.judges:
            columns = [
                f"count(*) FILTER (WHERE {column}), count(*) FILTER (WHERE {column} IS NULL)"
                for column in self._columns()
            ]
            (found,) = self.connection.execute(f"SELECT {', '.join(columns)} FROM {self.table}").fetchall()
            for i, judge in enumerate(self.plan.judges):
                numbers[judge.clause.number, judge.rule.id] = found[2 * i], found[2 * i + 1]
        return [
            Count(clause.number, rule.id, rule.finding, *numbers.get((clause.number, rule.id), (0, 0)))
            for clause in self.plan.pack.clauses.values()
            for rule in clause.rules
        ]

    def _columns(self) -> list[str]:
        return [judge.column for judge in self.plan.judges]

    def findings(self) -> duckdb.DuckDBPyRelation:
        """row, person, counterparty, on, clause, rule, finding, says, values (JSON text: name to value as text)."""
        return self._all([words.finding(self.plan, judge, self.table) for judge in self.plan.judges], FINDINGS)

    def outcomes(self) -> duckdb.DuckDBPyRelation:
        """row, clause, rule, outcome ('fires' or 'unknown'); what came out false is left out."""
        parts = [
            f'SELECT "row", {text(judge.clause.number)} AS "clause", {text(judge.rule.id)} AS "rule", '
            f"CASE WHEN {judge.column} THEN 'fires' ELSE 'unknown' END AS \"outcome\" "
            f"FROM {self.table} WHERE {judge.column} IS NOT FALSE"
            for judge in self.plan.judges
        ]
        return self._all(parts, OUTCOMES)

    def questions(self) -> duckdb.DuckDBPyRelation:
        """row, person, counterparty, on, clause, fact, source, says, rows.

        `clause` names all that ask, such as "5.1, 5.2". `rows` are the days of earlier records in which the fact is
        missing; empty where it is this one.
        """
        return Asked(self.connection, self.plan, self.table, self.table.strip('"')).relation()

    def totals(self) -> duckdb.DuckDBPyRelation:
        """row, clause, total, known, uncertain: each total that a rule asked of the record, with the record in it."""
        parts = []
        widths = [self.plan.total(self.plan.pack.clauses[number], name).width for number, name in self.plan.total_of]
        places = max((width.places for width in widths if width), default=2)  # else the union rounds to the fewest
        for (number, name), column in self.plan.total_of.items():
            kinds = sorted(self.plan.kinds_of(number, name))
            known = f"CAST({column.known} AS DECIMAL(38, {places}))"
            parts.append(
                f'SELECT "row", {text(number)} AS "clause", {text(name)} AS "total", {known} AS "known", '
                f'CAST({column.uncertain} AS BIGINT) AS "uncertain" FROM {self.table} '
                f'WHERE "_k" IN ({", ".join(map(str, kinds))})'
            )
        return self._all(parts, TOTALS)

    def _all(self, parts: list[str], columns: dict[str, str]) -> duckdb.DuckDBPyRelation:
        nothing = ", ".join(f"CAST(NULL AS {type_}) AS {quoted(name)}" for name, type_ in columns.items())
        return self.connection.sql(" UNION ALL ".join(parts or [f"SELECT {nothing} WHERE FALSE"]))
