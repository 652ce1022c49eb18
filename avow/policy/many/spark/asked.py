"""The questions of many records, on Spark: asked here for each sort of record, then joined back there.

All rules are asked together, since each question to a cluster takes its time: which records are of one sort, the first
of each sort, and the other records of the people whose totals hang on what is unknown.
"""

# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa

from avow.policy.kleene import Operand, Sum
from avow.policy.many.asked import Asked, _Uncertain
from avow.policy.many.engine import quoted
from avow.policy.many.likeness import likeness
from avow.policy.many.plan import Judge, Plan
from avow.policy.many.spark.connection import Connection
from avow.policy.many.spark.each import of_each
from avow.policy.situation import Situation
from avow.policy.totals import History, Total, looked_up

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

Facts = dict[str, Operand]


class SparkAsked(Asked):
    """Makes the questions of one judging."""

    def __init__(self, connection: Connection, plan: Plan, table: str) -> None:
        super().__init__(cast(Any, connection), plan, table, f"{table.strip(chr(34))}_asked")
        self.session = connection
        self.firsts: dict[int, list[int]] = {}  # by rule: the first record of each sort
        self.records: dict[int, dict[str, Any]] = {}  # those, as they were judged
        self.others: dict[str, list[tuple[int, Facts]]] = {}  # all records of the people who are asked one by one

    def questions(self) -> DataFrame:
        """row, person, counterparty, on, clause (all that ask, in the pack's order), fact, source, says, rows."""
        judges = self._unknown()
        likes = []
        if judges:
            self._make("like", self._sorts_of(judges))
            self.session.keep(self._table("like"))
            likes.append(f"SELECT * FROM {self._table('like')}")
            self._fetch(judges)
        items = [item for judge in judges for item in self._items(judge)]
        self._put(items, likes)
        return self.session.sql(self._questions())

    def _give(self, what: str, rows: pa.Table) -> None:
        self.session.register(self._table(what), rows)

    def _unknown(self) -> list[Judge]:
        """The rules that are unknown in some record."""
        judges = self.plan.judges
        if not judges:
            return []
        columns = ", ".join(f'count(*) FILTER (WHERE {judge.column} IS NULL) AS "u{judge.number}"' for judge in judges)
        ((counts),) = self.session.execute(f"SELECT {columns} FROM {self.table}").fetchall()
        return [judge for judge, count in zip(judges, counts, strict=True) if count]

    def _sorts_of(self, judges: list[Judge]) -> str:
        """Each record and rule that is unknown in it, with the first record of its sort."""
        found = [
            (f"{judge.column} IS NULL", {"rule": str(judge.number), "sort": self._sort(judge)}) for judge in judges
        ]
        each = of_each(found, '"row"', self.table, {"row": "BIGINT", "rule": "INTEGER", "sort": "VARCHAR"})
        return f'SELECT "row", min("row") OVER (PARTITION BY "rule", "sort") AS "first", "rule" FROM ({each}) l'

    def _sort(self, judge: Judge) -> str:
        """All that the questions of a rule hang on, as one text."""
        like = likeness(self.plan, judge)
        parts = [f"CAST({code.sql} AS VARCHAR)" for code in like.codes]
        parts += [f"CAST(length({exact}) AS VARCHAR) || ':' || {exact}" for exact in like.exact]
        alone = self._pools_unknown(judge)
        if alone:
            parts.append(f"CASE WHEN {alone} THEN CAST(\"row\" AS VARCHAR) ELSE '' END")
        return f"concat_ws('|', {', '.join(parts)})"

    def _fetch(self, judges: list[Judge]) -> None:
        """Bring here the first record of each sort, and the records of those who are asked one by one."""
        like = self._table("like")
        for rule, first in self.session.execute(f'SELECT DISTINCT "rule", "first" FROM {like}').fetchall():
            self.firsts.setdefault(rule, []).append(first)
        self.records = self._read(f't."row" IN (SELECT "first" FROM {like})')
        people = {
            str(record["person"])
            for judge in judges
            for record in (self.records[first] for first in self.firsts[judge.number])
            if self._is_alone(judge, record)
        }
        if people:
            given = self._table("people")
            self.session.register(given, pa.table({"person": pa.array(sorted(people), pa.string())}))
            for row, record in self._read(f't."person" IN (SELECT "person" FROM {given})').items():
                self.others.setdefault(str(record["person"]), []).append((row, self._facts(record)))

    def _read(self, where: str) -> dict[int, dict[str, Any]]:
        columns = ["row", "on", "_k", "person", *(name for name in self.plan.kept if name != "person")]
        sums = [name for column in self.plan.totals for name in (column.known, column.uncertain) if name != "0"]
        chosen = ", ".join([*(f"t.{quoted(name)}" for name in columns), *(f"t.{name}" for name in sums)])
        frame = self.session.sql(f"SELECT {chosen} FROM {self.table} t WHERE {where}")
        return {record["row"]: record for record in (row.asDict() for row in frame.collect())}

    def _is_alone(self, judge: Judge, record: Mapping[str, Any]) -> bool:
        return any(record.get(name) is None for name in self._pooled_by(judge))

    def _facts(self, record: Mapping[str, Any]) -> Facts:
        kinds = {code: kind for kind, code in self.plan.codes.items()}
        facts = {name: _as_read(record[name]) for name in self.plan.kept}
        return {**facts, "kind": kinds[record["_k"]], "person": record["person"], "on": record["on"]}

    def _situations(self, judge: Judge) -> Iterable[tuple[int, Situation]]:
        clause = judge.clause
        for first in self.firsts[judge.number]:
            record = self.records[first]
            facts, on = self._facts(record), record["on"]
            country = facts.get("country")
            where = country if isinstance(country, str) else None
            figures = {name: figure.on(on, where) for name, figure in clause.figures.items()}
            history: History = _Uncertain(on)
            if self._is_alone(judge, record):
                history = History(other for row, other in self.others[str(record["person"])] if row != first)
            at = Situation(clause, facts, on, figures, {}, history)
            before = {total.name: self._before(judge, total, record, at) for total in clause.totals_of(judge.rule)}
            yield first, Situation(clause, facts, on, figures, before, history)

    def _before(self, judge: Judge, total: Total, record: Mapping[str, Any], at: Situation) -> Sum:
        """What the earlier records add: the total as it was counted, without what the record itself adds."""
        column = self.plan.total_of[judge.clause.number, total.name]
        own = total.adds(looked_up(at.facts, at.figures_of(total)))
        known = Decimal(record[column.known.strip('"')])
        uncertain = 0 if column.certain else int(record[column.uncertain.strip('"')])
        return Sum(known - own.known, uncertain - own.uncertain)


def _as_read(value: Any) -> Operand:
    """Whole numbers as judging one has them."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else cast(Operand, value)
