"""Records of files on a cluster as the typed table that is judged; each cell is read as on one machine."""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import duckdb

from avow.policy.many.engine import quoted
from avow.policy.many.reading.currencies import NO_CURRENCY, _looked_up
from avow.policy.many.reading.mapping import CURRENCY, mapped
from avow.policy.many.reading.records import EARLIEST, _check_constants, _Reader, facts_read
from avow.policy.many.reading.source import literal
from avow.policy.many.reading.tables import Column, _query
from avow.policy.many.spark.connection import Connection
from avow.policy.many.spark.files import Files, open_files
from avow.policy.pack import Pack
from avow.policy.rates import Rates
from avow.policy.values import plain

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


@dataclass(frozen=True)
class SparkRecords:
    """As `reading.Records`: `table` is a view, ready to be judged; `read` = `count` + `refused_rows`, always."""

    connection: Connection
    table: str
    all: str
    read: int
    count: int
    refused_rows: int
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    unasked: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    unconverted: Mapping[str, int] = field(default_factory=dict)

    def refused(self) -> DataFrame:
        """Every problem of every unusable row: row, line (not known here), file, column, value, reason."""
        return self.connection.spark.sql(
            "SELECT `row`, CAST(NULL AS BIGINT) AS line, file, p.column, p.value, p.reason FROM "
            f"(SELECT `row`, file, explode(problems) AS p FROM {self.all} WHERE problems IS NOT NULL) e"
        )

    def first_refused(self, count: int) -> list[tuple[int, int | None, str, str | None, str]]:
        """The first of them: row, line, column, value, reason."""
        rows = self.refused().drop("file").orderBy("row").limit(count).collect()
        return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]

    def reasons(self) -> list[tuple[str, str, int]]:
        """(column, reason, rows), the most frequent first."""
        counted = self.refused().groupBy("column", "reason").count().collect()
        return sorted(((str(row[0]), str(row[1]), int(row[2])) for row in counted), key=lambda one: (-one[2], *one[:2]))


def read_records(
    connection: Connection,
    address: str,
    pack: Pack,
    *,
    latest: date,
    kind: str | None = None,
    mapping: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    earliest: date = EARLIEST,
    dates: str = "iso",
    required: Collection[str] = (),
    rates: Rates | None = None,
    format: str | None = None,
    comma: bool = False,
) -> SparkRecords:
    """Read files for judging, as `reading.read_records` does. Raises BadFile, BadMapping and SparkProblem."""
    files = open_files(connection, address, format)
    given = {**(constants or {}), **({"kind": kind} if kind is not None else {})}
    wishes = mapped(pack, address, files.columns, mapping or {}, given)
    reader = _Reader(pack, files, wishes, dates, earliest, latest, required, rates, comma)
    columns = reader.columns()
    with duckdb.connect() as here:
        _check_constants(here, columns)
    unasked = {
        name: str(plain(fact.unasked)).lower() if isinstance(fact.unasked, bool) else str(plain(fact.unasked))
        for name, fact in pack.facts.items()
        if fact.unasked is not None and not wishes.has(name)
    }
    columns += [reader.column(name, None, value) for name, value in unasked.items()]
    every = _typed(connection, files, columns)
    unconverted: dict[str, int] = {}
    if wishes.has(CURRENCY):
        every, unconverted = _converted(connection, every, reader.money, pack.currency, reader.rates)
    connection.keep(every)
    ((read, count),) = connection.execute(
        f'SELECT count(*) AS "read", count(*) FILTER (WHERE "problems" IS NULL) AS "good" FROM {every}'
    ).fetchall()
    names = [quoted(column.name) for column in columns if column.name != CURRENCY]
    table = f"{every}_good"
    connection.view(table, connection.sql(f'SELECT "row", {", ".join(names)} FROM {every} WHERE "problems" IS NULL'))
    kinds = [str(row[0]) for row in connection.execute(f'SELECT DISTINCT "kind" FROM {table}').fetchall()]
    asked = facts_read(pack, kinds)
    return SparkRecords(
        connection,
        table,
        every,
        int(read),
        int(count),
        int(read) - int(count),
        {name: files.columns[place] for name, place in wishes.columns.items()},
        wishes.constants,
        {name: value for name, value in unasked.items() if name in asked},
        tuple(name for name in pack.facts if name in asked and not wishes.has(name) and name not in unasked),
        unconverted,
    )


def _typed(connection: Connection, files: Files, columns: Sequence[Column]) -> str:
    """Every record with its typed columns, and in `problems` what is wrong with it."""
    found = connection.sql(_query(files, files.lines, files.address, columns))
    return connection.named(found.withColumnRenamed("line", "file"))


def _converted(
    connection: Connection, every: str, money: Sequence[str], own: str, rates: Rates
) -> tuple[str, dict[str, int]]:
    """Every amount in `own` by the rate of its day, and by currency how many rows have an amount without a rate."""
    pairs = connection.execute(
        f'SELECT DISTINCT currency, "on" FROM {every} WHERE problems IS NULL AND currency IS NOT NULL'
    ).fetchall()
    found = connection.named(_looked_up([(str(row[0]), row[1]) for row in pairs], own, rates))
    joined = f'{every} t LEFT JOIN {found} r ON t.currency = r.currency AND t."on" = r.day'
    there = [name for name in connection.spark.table(every).columns if name not in (*money, "problems")]
    new = {name: f"TRY_CAST(round(t.{quoted(name)} * r.rate, 2) AS DECIMAL(18, 2))" for name in money}
    large = ", ".join(
        f"CASE WHEN t.{quoted(name)} IS NOT NULL AND r.rate IS NOT NULL AND {sql} IS NULL THEN {{'column': "
        f"{literal(name)}, 'value': CAST(t.{quoted(name)} AS VARCHAR), "
        "'reason': 'is too large once it is converted'} END"
        for name, sql in new.items()
    )
    wrong = f"nullif(list_filter([{large}], lambda p: p IS NOT NULL), [])" if large else "NULL"
    chosen = [f"t.{quoted(name)}" for name in there] + [f"{sql} AS {quoted(name)}" for name, sql in new.items()]
    converted = connection.named(
        connection.sql(f"SELECT {', '.join(chosen)}, coalesce(t.problems, {wrong}) AS problems FROM {joined}")
    )
    amounts = " OR ".join(f"t.{quoted(name)} IS NOT NULL" for name in money) or "FALSE"
    lost = connection.execute(
        f'SELECT coalesce(t.currency, {literal(NO_CURRENCY)}) AS "c", count(*) AS "n" FROM {joined} '
        f"WHERE t.problems IS NULL AND ({amounts}) AND r.rate IS NULL GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return converted, {str(currency): int(count) for currency, count in lost}
