"""A Spark session in the words of a DuckDB connection, so that what is written for the one runs on the other."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from avow.policy.many.spark.dialect import SPARK

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_MAKE = re.compile(r"CREATE OR REPLACE TEMP TABLE (\S+) AS (.*)", re.DOTALL)
_DROP = re.compile(r"DROP TABLE IF EXISTS (\S+)")
_DESCRIBE = re.compile(r"DESCRIBE (.*)", re.DOTALL)
_numbers = count(1)


class Connection:
    """Tables are views here: they are worked out when something asks, and anew each time unless they are kept."""

    def __init__(self, spark: SparkSession) -> None:
        self.spark = spark
        self._views: list[str] = []
        self._plans: list[DataFrame] = []

    def execute(self, query: str) -> Answer:
        """A statement of the plan, written for DuckDB. A table that is made is a view; a query is run when fetched."""
        if made := _MAKE.fullmatch(query):
            self.view(made[1], self.sql(made[2]))
            return Answer([])
        if dropped := _DROP.fullmatch(query):
            self.spark.catalog.dropTempView(dropped[1].strip('"'))
            return Answer([])
        if described := _DESCRIBE.fullmatch(query):
            return Answer([(name, type_) for name, type_ in self.sql(described[1]).dtypes])
        return Answer(self.sql(query))

    def sql(self, query: str) -> DataFrame:
        """A query of the plan as Spark has it."""
        return self.spark.sql(SPARK.write(query))

    def register(self, name: str, table: pa.Table) -> None:
        """A table of ours under this name."""
        self.view(name, self.spark.createDataFrame(table))

    def unregister(self, name: str) -> None:
        """Spark reads a registered table when it is asked, so it stays until the end."""

    def view(self, name: str, frame: DataFrame) -> None:
        frame.createOrReplaceTempView(name.strip('"'))
        self._views.append(name.strip('"'))

    def named(self, table: DataFrame | pa.Table | str) -> str:
        """A view of a table, under a name that nothing else has."""
        if isinstance(table, str):
            return table
        name = f"avow_{next(_numbers)}"
        self.view(name, self.spark.createDataFrame(table) if isinstance(table, pa.Table) else table)
        return name

    def keep(self, name: str) -> None:
        """Work a view out once, and keep what it came to on the cluster, on its disks where memory ends.

        What asks it further begins from there: neither its work nor its plan is repeated.
        """
        frame = self.spark.table(name.strip('"'))
        self._plans.append(frame)
        self.view(name, frame.localCheckpoint(eager=True))

    def kept(self) -> list[DataFrame]:
        """The queries whose answers are kept on the cluster."""
        return list(self._plans)

    def close(self) -> None:
        """Let everything go that was made here; the cluster forgets what nothing refers to."""
        for name in dict.fromkeys(self._views):
            self.spark.catalog.dropTempView(name)
        self._plans.clear()
        self._views.clear()


class Answer:
    """The rows that a statement comes to: few, since they come to this machine."""

    def __init__(self, rows: DataFrame | list[tuple[Any, ...]]) -> None:
        self._rows = rows

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._rows if isinstance(self._rows, list) else [tuple(row) for row in self._rows.collect()]
