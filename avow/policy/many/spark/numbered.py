"""Records of files on a cluster, numbered in the order of the files' names and of the records in them."""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from avow.policy.many.reading.source import Heard
from avow.policy.many.spark.connection import Connection
from avow.policy.many.spark.problems import SparkProblem, innermost

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_OFFSETS = pa.schema([("file", pa.string()), ("block", pa.int64()), ("before", pa.int64())])


class Numbered:
    """What all have: `lines`, a view of the records with `record` and `line`, which is the name of the file here."""

    size = 0

    def __init__(self, connection: Connection, address: str) -> None:
        self.connection, self.address = connection, address
        self.columns: tuple[str, ...] = ()
        self.lines = ""

    def stream(self, wanted: Sequence[int], heard: Heard) -> Any:
        raise TypeError("a cluster reads its files itself")

    def kind(self, column: int) -> str:
        return "text"

    def number(self, frame: DataFrame, within: str) -> None:
        """Number the records: those of each block of each file in their order, after all of the blocks before it.

        `frame` has `file`, `block` and what orders the records of a block, `within` SQL of their place in it, from 1.
        """
        given = self.connection.named(frame)
        counts = self.connection.execute(
            f'SELECT "file", "block", count(*) AS "records" FROM {given} GROUP BY "file", "block"'
        ).fetchall()
        blocks = sorted((str(file), int(block), int(records)) for file, block, records in counts)
        before = [0, *accumulate(records for _, _, records in blocks)]
        offsets = [
            {"file": file, "block": block, "before": start}
            for (file, block, _), start in zip(blocks, before, strict=False)
        ]
        self.records = before[-1]
        beside = self.connection.named(pa.Table.from_pylist(offsets, _OFFSETS))
        rest = [f"g.`{name}`" for name in frame.columns if name not in ("file", "block", "_place")]
        self.lines = self.connection.named(
            self.connection.spark.sql(
                f"SELECT CAST(o.before + {within} AS BIGINT) AS record, "
                f"{', '.join(['g.file AS line', *rest])} FROM {given} g JOIN {beside} o "
                "ON o.file = g.file AND o.block = g.block"
            )
        )


def read(connection: Connection, address: str, format: str) -> DataFrame:
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        return connection.spark.read.format(format).load(address)
    except (PySparkException, Py4JJavaError) as error:
        raise unreadable(address, error) from None


def unreadable(address: str, error: BaseException) -> SparkProblem:
    """What to say where the cluster cannot read."""
    return SparkProblem(
        f"The cluster cannot read {address}: {innermost(error)}. Every machine of it must see the file under this "
        "name: on hdfs://, s3a:// or a folder that all share."
    )
