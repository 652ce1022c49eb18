"""Judging many records at once, on Spark: the same plan, the same words, and the same answers as on one machine."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count, islice
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa

from avow.policy.many import words
from avow.policy.many.engine import text
from avow.policy.many.judging import FINDINGS, OUTCOMES, Judged, _Run
from avow.policy.many.plan import Plan
from avow.policy.many.spark.asked import SparkAsked
from avow.policy.many.spark.connection import Connection
from avow.policy.many.spark.dialect import SPARK
from avow.policy.many.spark.each import of_each
from avow.policy.many.spark.pools import equal_names, parties, pooled, typed
from avow.policy.pack import Pack

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

NAMES_AT_ONCE = 100_000
_NAMES = pa.schema([("name", pa.string()), ("plain", pa.string())])
_numbers = count(1)


class SparkJudging:
    """A session to judge in. What was judged is kept on the cluster until `close`."""

    def __init__(self, spark: SparkSession) -> None:
        self.connection = Connection(spark)

    def judge(
        self, pack: Pack, table: DataFrame | pa.Table | str, memberships: DataFrame | pa.Table | str | None = None
    ) -> SparkJudged:
        """Judge every record of a typed table by the whole pack. Raises Unfit for records that cannot be, and TooWide."""
        run = _SparkRun(self.connection, pack, self.connection.named(table), f"avow_judged_{next(_numbers)}")
        run.check()
        return run.judged()

    def close(self) -> None:
        """Let what is kept on the cluster go."""
        self.connection.close()


class _SparkRun(_Run):
    """One judging, step by step. Rows are pooled by their keys as they are, so nothing has to be numbered."""

    def __init__(self, connection: Connection, pack: Pack, source: str, name: str) -> None:
        super().__init__(cast(Any, connection), pack, source, name)
        self.session = connection

    def judged(self) -> SparkJudged:
        plan = Plan(self.pack, self.there, self.kinds, SPARK)
        rows = self._view("rows", plan.base(self.source))
        if plan.pools:
            rows = self._view("pooled", pooled(plan, rows, self._equal(plan, rows)))
            self._look(plan, rows)
        self._make(self.name, plan.judged(plan.windows(rows)))
        self.session.keep(self.name)
        return SparkJudged(self.session, plan, self.name)

    def _view(self, what: str, select: str) -> str:
        name = f"{self.name.strip(chr(34))}_{what}"
        self._make(name, select)
        return name

    def _equal(self, plan: Plan, rows: str) -> dict[str, str]:
        """The typed names of parties, each with the one it is taken for, as tables to join."""
        found = {}
        for same_party in parties(plan):
            query = typed(plan, rows, same_party)
            if query is not None:
                names = (str(row[0]) for row in self.session.sql(query).toLocalIterator(prefetchPartitions=True))
                found[same_party] = self.session.named(self._table(names, same_party))
        return found

    def _table(self, names: Iterable[str], same_party: str) -> DataFrame:
        frame = self.session.spark.createDataFrame(_NAMES.empty_table())
        while chunk := list(islice(names, NAMES_AT_ONCE)):
            pairs = equal_names(chunk, same_party)
            columns = [pa.array([pair[i] for pair in pairs], pa.string()) for i in (0, 1)]
            frame = frame.unionAll(self.session.spark.createDataFrame(pa.table(columns, schema=_NAMES)))
        return frame


class SparkJudged(Judged):
    """What the pack says of all the records. Each answer is a DataFrame: read it, write it out, or ask it further."""

    def __init__(self, connection: Connection, plan: Plan, table: str) -> None:
        super().__init__(cast(Any, connection), plan, table)
        self.session = connection

    def findings(self) -> DataFrame:  # type: ignore[override]
        """row, person, counterparty, on, clause, rule, finding, says, values (JSON text: name to value as text)."""
        found = [
            (
                judge.column,
                {
                    "clause": text(judge.clause.number),
                    "rule": text(judge.rule.id),
                    "finding": text(judge.rule.finding),
                    "says": words.says(self.plan, judge),
                    "values": words.values(self.plan, judge),
                },
            )
            for judge in self.plan.judges
        ]
        whose = f'"row", "person", {self.plan.counterparty()} AS "counterparty", "on"'
        return self.session.sql(of_each(found, whose, self.table, FINDINGS))

    def outcomes(self) -> DataFrame:  # type: ignore[override]
        """row, clause, rule, outcome ('fires' or 'unknown'); what came out false is left out."""
        found = [
            (
                f"{judge.column} IS NOT FALSE",
                {
                    "clause": text(judge.clause.number),
                    "rule": text(judge.rule.id),
                    "outcome": f"CASE WHEN {judge.column} THEN 'fires' ELSE 'unknown' END",
                },
            )
            for judge in self.plan.judges
        ]
        return self.session.sql(of_each(found, '"row"', self.table, OUTCOMES))

    def totals(self) -> DataFrame:  # type: ignore[override]
        return cast("DataFrame", super().totals())

    def questions(self) -> DataFrame:  # type: ignore[override]
        return SparkAsked(self.session, self.plan, self.table).questions()
