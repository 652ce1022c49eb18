"""Judging many records at once, on Spark: the same plan, the same words, and the same answers as on one machine."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count, islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from avow.policy.many import words
from avow.policy.many.engine import quoted, text
from avow.policy.many.judging import Count, Unfit
from avow.policy.many.names import Columns
from avow.policy.many.plan import Plan
from avow.policy.many.spark.dialect import SPARK
from avow.policy.many.spark.pools import equal_names, parties, pooled, typed
from avow.policy.pack import Pack

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_numbers = count(1)
NAMES_AT_ONCE = 100_000


class SparkJudging:
    """A session to judge in. What was judged is kept on the cluster until `close`, on disk where memory ends."""

    def __init__(self, spark: SparkSession) -> None:
        self.spark = spark
        self.kept: list[DataFrame] = []

    def judge(
        self, pack: Pack, table: DataFrame | pa.Table | str, memberships: DataFrame | pa.Table | str | None = None
    ) -> SparkJudged:
        """Judge every record of a typed table by the whole pack. Raises Unfit for records that cannot be, and TooWide."""
        return _Run(self, pack, self.named(table)).judged()

    def close(self) -> None:
        """Let what is kept on the cluster go."""
        for frame in self.kept:
            frame.unpersist()
        self.kept.clear()

    def named(self, table: DataFrame | pa.Table | str) -> str:
        """A view of a table, under a name that nothing else has."""
        if isinstance(table, str):
            return quoted(table)
        frame = self.spark.createDataFrame(table) if isinstance(table, pa.Table) else table
        name = f"avow_{next(_numbers)}"
        frame.createOrReplaceTempView(name)
        return quoted(name)

    def sql(self, query: str) -> DataFrame:
        """A query in the words of the plan, as Spark has it."""
        return self.spark.sql(SPARK.write(query))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The few rows that a query comes to."""
        return [tuple(row) for row in self.sql(query).collect()]

    def view(self, query: str, keep: bool = False) -> str:
        """A query as a view. With `keep` it is counted once, and read from where it is kept."""
        frame = self.sql(query)
        if keep:
            frame = frame.persist()
            self.kept.append(frame)
        return self.named(frame)


class _Run:
    """One judging, step by step; each step is a view or a question to one."""

    def __init__(self, judging: SparkJudging, pack: Pack, source: str) -> None:
        self.judging, self.pack, self.source = judging, pack, source
        self.there = set(judging.sql(f"SELECT * FROM {source}").columns)
        for column in ("row", "on", "kind", "person"):
            if column not in self.there:
                raise Unfit(f"The records have no column {column}; each record needs one.")

    def check(self) -> None:
        """Refuse what judging one would refuse. Raises Unfit."""
        negative = [name for name in sorted(self.pack.added_up) if name in self.there]
        columns = "".join(f", count(*) FILTER (WHERE {quoted(name)} < 0)" for name in negative)
        found = self.judging.rows(
            f'SELECT "kind", count(*) FILTER (WHERE "person" IS NULL), count(*) FILTER (WHERE "on" IS NULL){columns} '
            f'FROM {self.source} GROUP BY "kind"'
        )
        for i, what in enumerate(("person", "day", *negative), start=1):
            number = sum(row[i] for row in found)
            if number:
                wrong = f"have a negative {what}; totals add up what is not" if what in negative else f"have no {what}"
                raise Unfit(f"{number} records {wrong}.")
        if any(row[0] is None for row in found):
            raise Unfit("Some records have no kind.")
        self.kinds = sorted(str(row[0]) for row in found)
        for kind in self.kinds:
            if kind not in self.pack.kinds:
                raise Unfit(f"Some records are of the kind {kind[:80]!r}, which this policy does not have.")

    def judged(self) -> SparkJudged:
        self.check()
        plan = Plan(self.pack, self.there, self.kinds, SPARK)
        rows = self.judging.view(plan.base(self.source))
        if plan.pools:
            rows = self.judging.view(pooled(plan, rows, self._names(plan, rows)))
            self._look(plan, rows)
        return SparkJudged(self.judging, plan, self.judging.view(plan.judged(plan.windows(rows)), keep=True))

    def _names(self, plan: Plan, rows: str) -> dict[str, str]:
        """The typed names of parties, each with the one it is taken for, as tables to join."""
        found = {}
        for same_party in parties(plan):
            query = typed(plan, rows, same_party)
            if query is not None:
                names = (str(row[0]) for row in self.judging.sql(query).toLocalIterator(prefetchPartitions=True))
                found[same_party] = self.judging.named(self._table(names, same_party))
        return found

    def _table(self, names: Iterable[str], same_party: str) -> DataFrame:
        schema = pa.schema([("name", pa.string()), ("plain", pa.string())])
        frame = self.judging.spark.createDataFrame(schema.empty_table())
        while chunk := list(islice(names, NAMES_AT_ONCE)):
            pairs = equal_names(chunk, same_party)
            columns = [pa.array([pair[i] for pair in pairs], pa.string()) for i in (0, 1)]
            frame = frame.unionAll(self.judging.spark.createDataFrame(pa.table(columns, schema=schema)))
        return frame

    def _look(self, plan: Plan, rows: str) -> None:
        """See which totals have rows that are uncertain, and which figures those that read any are counted with."""
        for column in plan.totals:
            names = column.counted.figures
            if names:
                which = ", ".join(f'{plan.which(column, name)} AS "{name}"' for name in names)
                cases = self.judging.rows(f"SELECT DISTINCT {which} FROM {rows}")
                column.cases = [dict(zip(names, case, strict=True)) for case in cases] or [{}]
        kept = Columns(self.pack.facts, plan.kept)
        plain = [column for column in plan.totals if not column.counted.figures]
        if plain:
            added = [column.counted.added(kept, '"_k"', plan.codes, SPARK.widens).uncertain for column in plain]
            query = ", ".join(f'coalesce(bool_or({one}), FALSE) AS "u{i}"' for i, one in enumerate(added))
            (found,) = self.judging.rows(f"SELECT {query} FROM {rows}")
            for column, uncertain in zip(plain, found, strict=True):
                column.certain = not uncertain


class SparkJudged:
    """What the pack says of all the records. Each answer is a DataFrame: read it, write it out, or ask it further."""

    def __init__(self, judging: SparkJudging, plan: Plan, table: str) -> None:
        self.judging, self.plan, self.table = judging, plan, table

    def counts(self) -> list[Count]:
        """For every rule of the pack, in the pack's order: how often it fires and how often it is unknown."""
        asked = {(judge.clause.number, judge.rule.id): judge for judge in self.plan.judges}
        columns = [
            f'count(*) FILTER (WHERE {j.column}) AS "f{j.number}", '
            f'count(*) FILTER (WHERE {j.column} IS NULL) AS "u{j.number}"'
            for j in asked.values()
        ]
        rows = self.judging.rows(f"SELECT {', '.join(columns)} FROM {self.table}") if columns else [()]
        numbers = iter(rows[0])
        found = {key: (next(numbers), next(numbers)) for key in asked}
        return [
            Count(clause.number, rule.id, rule.finding, *found.get((clause.number, rule.id), (0, 0)))
            for clause in self.plan.pack.clauses.values()
            for rule in clause.rules
        ]

    def findings(self) -> DataFrame:
        """row, person, counterparty, on, clause, rule, finding, says, values (JSON text: name to value as text)."""
        parts = [words.finding(self.plan, judge, self.table) for judge in self.plan.judges]
        empty = (
            'SELECT CAST(NULL AS BIGINT) AS "row", \'\' AS "person", \'\' AS "counterparty", CAST(NULL AS DATE) AS "on",'
            " '' AS \"clause\", '' AS \"rule\", '' AS \"finding\", '' AS \"says\", '' AS \"values\" WHERE FALSE"
        )
        return self.judging.sql(" UNION ALL ".join(parts or [empty]))

    def outcomes(self) -> DataFrame:
        """row, clause, rule, outcome ('fires' or 'unknown'); what came out false is left out."""
        parts = [
            f'SELECT "row", {text(j.clause.number)} AS "clause", {text(j.rule.id)} AS "rule", '
            f"CASE WHEN {j.column} THEN 'fires' ELSE 'unknown' END AS \"outcome\" "
            f"FROM {self.table} WHERE {j.column} IS NOT FALSE"
            for j in self.plan.judges
        ]
        empty = 'SELECT CAST(NULL AS BIGINT) AS "row", \'\' AS "clause", \'\' AS "rule", \'\' AS "outcome" WHERE FALSE'
        return self.judging.sql(" UNION ALL ".join(parts or [empty]))
