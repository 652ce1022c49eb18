"""Files as a cluster reads them: Parquet by its columns, CSV and JSON Lines line by line. A folder's files are one.

Each gives records with their number, in the order of the files' names and of the lines in them, and SQL for the text of
each column, as `reading.source` asks for.
"""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from avow.policy.many.reading.lines_of_json import MOST_COLUMNS
from avow.policy.many.reading.problems import BadFile
from avow.policy.many.reading.separated import Separated
from avow.policy.many.reading.source import Heard, literal
from avow.policy.many.spark.connection import Connection
from avow.policy.many.spark.problems import SparkProblem, innermost

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

ENDINGS = {".csv": "CSV", ".tsv": "CSV", ".txt": "CSV", ".jsonl": "JSON Lines", ".ndjson": "JSON Lines",
           ".json": "JSON Lines", ".parquet": "Parquet", ".pq": "Parquet"}  # fmt: skip
_KINDS = {"boolean": "boolean", "date": "date", "tinyint": "integer", "smallint": "integer", "int": "integer",
          "bigint": "integer"}  # fmt: skip
_SINGLE = ("string", "timestamp", "timestamp_ntz", "float", "double", "void", *_KINDS)
_OFFSETS = pa.schema([("file", pa.string()), ("block", pa.int64()), ("before", pa.int64())])


class _Numbered:
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


class ParquetFiles(_Numbered):
    """Parquet files, whose columns have types already."""

    def __init__(self, connection: Connection, address: str) -> None:
        super().__init__(connection, address)
        frame = _read(connection, address, "parquet")
        self.columns = tuple(frame.columns)
        self.types = [type_ for _, type_ in frame.dtypes]
        if not self.columns:
            raise BadFile(f"{address} has no columns.")
        chosen = [f"`{name.replace('`', '``')}` AS c{i}" for i, name in enumerate(self.columns)]
        place = ["_metadata.file_path AS file", "CAST(0 AS BIGINT) AS block", "_metadata.row_index AS _place"]
        self.number(frame.selectExpr(*place, *chosen), "g._place + 1")

    def prepared(self, stream: str) -> str:
        return f"SELECT *, CAST(NULL AS VARCHAR) AS malformed, CAST(NULL AS VARCHAR) AS sample FROM {stream}"

    def cell(self, column: int) -> str:
        name = f'"c{column}"'
        if self.types[column] in ("float", "double"):
            return (
                f"CASE WHEN contains(CAST({name} AS VARCHAR), 'E') THEN regexp_replace(regexp_replace(CAST(TRY_CAST("
                f"CAST({name} AS VARCHAR) AS DECIMAL(38, 18)) AS VARCHAR), '0+$', ''), '\\.$', '') "
                f"ELSE CAST({name} AS VARCHAR) END"
            )
        return name if self.types[column] == "string" else f"CAST({name} AS VARCHAR)"

    def kind(self, column: int) -> str:
        type_ = self.types[column]
        if type_.startswith("decimal"):
            return "decimal"
        if type_ not in _SINGLE:
            raise BadFile(
                f"{self.address}: the column {self.columns[column]} holds {type_}, not single values to read."
            )
        return _KINDS.get(type_, "text")


class _Text(_Numbered):
    """Files of lines."""

    def read(self, skip: int) -> None:
        """Number the lines that are not empty, without the first `skip` of each file."""
        frame = _read(self.connection, self.address, "text")
        place = ["_metadata.file_path AS file", "_metadata.file_block_start AS block"]
        lines = frame.selectExpr(*place, "monotonically_increasing_id() AS _place", "value AS text").where("text <> ''")
        files = self._files(lines) if skip else []
        self.number(lines, "row_number() OVER (PARTITION BY g.file, g.block ORDER BY g._place)")
        if skip:
            firsts = self._firsts(files)
            self.lines = self.connection.named(
                self.connection.spark.sql(
                    f"SELECT l.record - f.nth AS record, l.line, l.text FROM {self.lines} l "
                    f"JOIN {firsts} f ON f.file = l.line WHERE l.record > f.first"
                )
            )
            self.records -= len(files)

    def see_that_it_is_text(self) -> None:
        """Spark hands bytes on that are not UTF-8. Raises BadFile."""
        (found,) = self.connection.execute(
            f'SELECT min("record") AS "first", count(*) AS "lines" FROM {self.lines} WHERE NOT is_valid_utf8("text")'
        ).fetchall()
        if found[1]:
            raise BadFile(
                f"{self.address} is not UTF-8 text: lines with bytes that are none: {found[1]:,}, the first is row "
                f"{found[0]:,}. Save it as UTF-8."
            )

    def _files(self, lines: DataFrame) -> list[str]:
        return sorted(str(row[0]) for row in lines.select("file").distinct().collect())

    def _firsts(self, files: list[str]) -> str:
        """By file: the number of its first line, and how many headings there are until then."""
        firsts: dict[str, int] = dict(
            self.connection.spark.sql(f"SELECT line, min(record) FROM {self.lines} GROUP BY line").collect()
        )
        rows = [{"file": file, "nth": i, "first": firsts[file]} for i, file in enumerate(files, start=1)]
        return self.connection.named(
            pa.Table.from_pylist(rows, pa.schema([("file", pa.string()), ("nth", pa.int64()), ("first", pa.int64())]))
        )


class SeparatedFiles(_Text):
    """CSV files: a line is a record. Every file begins with the same heading."""

    def __init__(self, connection: Connection, address: str, delimiter: str | None) -> None:
        super().__init__(connection, address)
        self.separated = _heading(self._heading(), address, delimiter)
        self.columns = self.separated.columns
        self.read(skip=1)
        self.see_that_it_is_text()
        (found,) = connection.execute(
            f'SELECT min("record") AS "first", count(*) AS "lines" FROM ({self.prepared(self.lines)}) p '
            "WHERE \"malformed\" LIKE 'opens a quotation mark%'"
        ).fetchall()
        if found[1]:
            raise BadFile(
                f"{address}: {found[1]:,} lines open a quotation mark that is not closed in the same line; the first "
                f"is row {found[0]:,}. A cluster reads line by line, so no field may go on in the next line. Make it "
                "Parquet, or judge it on this machine, without --engine spark."
            )

    def _heading(self) -> str:
        frame = _read(self.connection, self.address, "text")
        firsts = frame.selectExpr("_metadata.file_path AS file", "_metadata.file_block_start AS block",
                                  "monotonically_increasing_id() AS place", "value").where("value <> ''")  # fmt: skip
        rows = firsts.selectExpr("file", "struct(block, place, value) AS s").groupBy("file").agg({"s": "min"}).collect()
        headings = {row[1][2].removeprefix("\ufeff"): row[0] for row in sorted(rows)}
        if not headings:
            raise BadFile(f"{self.address} is empty.")
        if len(headings) > 1:
            one, other = list(headings.values())[:2]
            raise BadFile(f"{one} and {other} have different headings, so they cannot be read as one.")
        return str(next(iter(headings)))

    def prepared(self, stream: str) -> str:
        # as long a field as there is, without a step of the search for each of its letters
        return self.separated.prepared(stream).replace('(?:[^"]|"")*', '[^"]*+(?:""[^"]*+)*+')

    def cell(self, column: int) -> str:
        return self.separated.cell(column)


class LinesOfJsonFiles(_Text):
    """JSON Lines: one object in braces a line. The columns are every key that any line has."""

    def __init__(self, connection: Connection, address: str) -> None:
        super().__init__(connection, address)
        self.read(skip=0)
        self.see_that_it_is_text()
        rows = connection.spark.sql(
            f"SELECT key, min(record) FROM (SELECT record, explode(json_object_keys(text)) AS key FROM {self.lines} "
            f"WHERE try_parse_json(text) IS NOT NULL) GROUP BY key ORDER BY 2, 1 LIMIT {MOST_COLUMNS + 1}"
        ).collect()
        if not self.records:
            raise BadFile(f"{address} is empty.")
        if not rows:
            raise BadFile(
                f"{address} is not JSON Lines: no line of it is an object such as "
                '{"person": "E-1001", "amount": "12.50"}. A list in square brackets is to be written one object a line.'
            )
        if len(rows) > MOST_COLUMNS:
            raise BadFile(f"{address} has more than {MOST_COLUMNS:,} different keys.")
        self.columns = tuple(str(row[0]) for row in rows)

    def prepared(self, stream: str) -> str:
        is_object = "schema_of_variant(object) LIKE 'OBJECT%'"
        return f"""
            SELECT record, line, left(text, 200) AS sample, CASE WHEN {is_object} THEN object END AS object, CASE
                WHEN object IS NULL THEN 'is not JSON' WHEN NOT {is_object} THEN 'is no object in braces'
                END AS malformed
            FROM (SELECT *, try_parse_json(text) AS object FROM {stream}) o"""

    def cell(self, column: int) -> str:
        key = self.columns[column].replace("\\", "\\\\").replace("'", "\\'")
        path = literal(f"$['{key}']")
        return f"try_variant_get(object, {path}, 'string')"


Files = ParquetFiles | SeparatedFiles | LinesOfJsonFiles


def open_files(connection: Connection, address: str, format: str | None = None) -> Files:
    """The files at an address with their columns read: one file, or all in a folder. Raises BadFile, SparkProblem."""
    kind = format or ENDINGS.get(Path(address.rstrip("/")).suffix.lower(), "Parquet")
    if kind == "Parquet":
        return ParquetFiles(connection, address)
    if kind == "JSON Lines":
        return LinesOfJsonFiles(connection, address)
    if kind == "CSV":
        return SeparatedFiles(connection, address, "\t" if address.lower().endswith(".tsv") else None)
    raise BadFile(f"{address}: a cluster reads Parquet, CSV and JSON Lines, not {kind}.")


def _read(connection: Connection, address: str, format: str) -> DataFrame:
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


def _heading(heading: str, address: str, delimiter: str | None) -> Separated:
    """How the lines under a heading are taken apart, which is as on one machine."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "heading.csv"
        path.write_text(heading + "\n", encoding="utf-8")
        try:
            return Separated(path, delimiter)
        except BadFile as bad:
            raise BadFile(re.sub(re.escape(str(path)), lambda _: address, str(bad))) from None
