"""Judging many records at once, on Spark: the same plan, the same words, and the same answers as on one machine."""

# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()

from __future__ import annotations

from collections.abc import Iterable
from itertools import count, islice
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa

from avow.policy.many import groups, words
from avow.policy.many.engine import text
from avow.policy.many.judged import FINDINGS, OUTCOMES, Judged
from avow.policy.many.judging import Unfit, _Run
from avow.policy.many.plan import Plan
from avow.policy.many.spark import groups as spark_groups
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
        """Judge every record of a typed table by the whole pack. Raises Unfit for records that cannot be, and TooWide.

        A text is the name of a view. `memberships` are as in `Judging.judge`.
        """
        members = None if memberships is None else self.connection.named(memberships)
        source, name = self.connection.named(table), f"avow_judged_{next(_numbers)}"
        run = _SparkRun(self.connection, pack, source, name, members)
        run.check()
        return run.judged()

    def close(self) -> None:
        """Let what is kept on the cluster go."""
        self.connection.close()


class _SparkRun(_Run):
    """One judging, step by step. Rows are pooled by their keys as they are, so nothing has to be numbered."""

    def __init__(self, connection: Connection, pack: Pack, source: str, name: str, members: str | None = None) -> None:
        super().__init__(cast(Any, connection), pack, source, name, members)
        self.session = connection

    def judged(self) -> SparkJudged:
        self._see_that_rows_have_numbers()
        plan = Plan(self.pack, self.there, self.kinds, SPARK, self.members is not None)
        rows = self._view("rows", self._base(plan), keep=self.members is not None)
        if plan.pools:
            times = self._view("times", self._at_each_time(plan, rows)) if self._any_changed(plan, rows) else None
            names = self._equal(plan, [rows, times] if times else [rows])
            rows = self._view("pooled", pooled(plan, rows, names))
            if times:
                self.session.keep(rows)
                rows = self._marked(plan, rows, self._view("pooled_times", pooled(plan, times, names), keep=True))
            self._look(plan, rows)
            for column in plan.totals:
                if column.pool in plan.changed:
                    members = plan.changed[column.pool]
                    joined = groups.counted(plan, column, members, rows)
                    plan.joined[column.number] = self._view(f"joined_{column.number}", joined)
        self._make(self.name, plan.judged(plan.windows(rows)))
        self.session.keep(self.name)
        return SparkJudged(self.session, plan, self.name)

    def _view(self, what: str, select: str, keep: bool = False) -> str:
        """A step as a view; what several steps read is kept."""
        name = f"{self.name.strip(chr(34))}_{what}"
        self._make(name, select)
        if keep:
            self.session.keep(name)
        return name

    def _base(self, plan: Plan) -> str:
        """The records, with the group of their own day where memberships say it."""
        if self.members is None:
            return plan.base(self.source)
        members = self._view("members", groups.memberships(self.members))
        twice = self.session.execute(groups.overlapping(members)).fetchall()
        if twice:
            raise Unfit(f"{twice[0][0]} is in two groups on one day; until is the first day that a group is left.")
        return plan.base(self.source, plan.group(), groups.on_the_day(members))

    def _see_that_rows_have_numbers(self) -> None:
        """Rows with the same number would be mistaken for one another."""
        ((every, known, different),) = self.session.execute(
            'SELECT count(*) AS "e", count("row") AS "k", count(DISTINCT "row") AS "d" FROM ' + self.source
        ).fetchall()
        if known < every or different < every:
            raise Unfit("Some records have the same number in the column row, or none; each needs its own.")

    def _any_changed(self, plan: Plan, rows: str) -> bool:
        """Whether the group of any party changed while it had records."""
        if self.members is None or not any(pool.by_party and pool.same_party == "group" for pool in plan.pools):
            return False
        changed = self._view("changed", spark_groups.changed(rows, f"{self.name.strip(chr(34))}_members"))
        return bool(self._one(f"SELECT count(*) FROM {changed}"))

    def _at_each_time(self, plan: Plan, rows: str) -> str:
        own = self.name.strip('"')
        spells = self._view("spells", groups.spells(f"{own}_members", f"{own}_changed"))
        return groups.at_each_time(plan, rows, spells)

    def _marked(self, plan: Plan, rows: str, times: str) -> str:
        """Mark the records whose pool changed, and list who belongs to each of these pools and when."""
        for number, pool in enumerate(plan.pools):
            if pool.by_party and pool.same_party == "group":
                members = groups.members_of(plan, number, rows, times)
                plan.changed[number] = self._view(f"pool_{number}", members, keep=True)
        return self._view("marked", groups.marked(plan, list(plan.changed), rows, times), keep=True)

    def _equal(self, plan: Plan, tables: list[str]) -> dict[str, str]:
        """The typed names of parties, each with the one it is taken for, as tables to join."""
        found = {}
        for same_party in parties(plan):
            query = typed(plan, tables, same_party)
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
