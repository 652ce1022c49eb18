"""Files as a cluster reads them: Parquet by its columns, CSV and JSON Lines line by line. A folder's files are one.

Each gives records with their number, in the order of the files' names and of the lines in them, and SQL for the text of
each column, as `reading.source` asks for.
"""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

from pathlib import Path

from avow.policy.many.reading.problems import BadFile
from avow.policy.many.spark.connection import Connection
from avow.policy.many.spark.lines import LinesOfJsonFiles, SeparatedFiles
from avow.policy.many.spark.numbered import Numbered, read

ENDINGS = {".csv": "CSV", ".tsv": "CSV", ".txt": "CSV", ".jsonl": "JSON Lines", ".ndjson": "JSON Lines",
           ".json": "JSON Lines", ".parquet": "Parquet", ".pq": "Parquet"}  # fmt: skip
_KINDS = {"boolean": "boolean", "date": "date", "tinyint": "integer", "smallint": "integer", "int": "integer",
          "bigint": "integer"}  # fmt: skip
_SINGLE = ("string", "timestamp", "timestamp_ntz", "float", "double", "void", *_KINDS)


class ParquetFiles(Numbered):
    """Parquet files, whose columns have types already."""

    def __init__(self, connection: Connection, address: str) -> None:
        super().__init__(connection, address)
        frame = read(connection, address, "parquet")
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
