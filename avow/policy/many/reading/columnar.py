"""Parquet files and Arrow files (Feather, IPC): columns that have types already."""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from avow.policy.many.reading.cutting import _from
from avow.policy.many.reading.problems import BadFile
from avow.policy.many.reading.source import Heard, quoted

ROWS = 100_000
_FAILURES = (pa.ArrowException, OSError, ValueError, TypeError, IndexError, KeyError, NotImplementedError, MemoryError)
_SINGLE = (
    pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_boolean, pa.types.is_date,
    pa.types.is_timestamp, pa.types.is_decimal, pa.types.is_integer, pa.types.is_floating, pa.types.is_null,
)  # fmt: skip
Batches = Callable[[Sequence[int]], Iterator[pa.RecordBatch]]


class Columnar:
    """A Parquet or Arrow file, in batches. `size` is its number of rows."""

    def __init__(self, path: Path, schema: pa.Schema, size: int, batches: Batches) -> None:
        self.path, self.size = path, size
        try:
            self.columns = tuple(str(name) for name in schema.names)
        except UnicodeDecodeError:
            raise BadFile(f"{path} has names of columns that are no text, and cannot be right.") from None
        self._types = list(schema.types)
        self._batches = batches

    def stream(self, wanted: Sequence[int], heard: Heard) -> _Batches:
        return _Batches(self, wanted, heard)

    def prepared(self, stream: str) -> str:
        return f"SELECT *, CAST(NULL AS VARCHAR) AS sample, CAST(NULL AS VARCHAR) AS malformed FROM {stream}"

    def cell(self, column: int) -> str:
        name = quoted(f"c{column}")
        return name if self.kind(column) == "text" and _is_text(self._types[column]) else f"CAST({name} AS VARCHAR)"

    def kind(self, column: int) -> str:
        """What the values are already. A column of anything but single values is refused where it is wanted."""
        type_ = _inner(self._types[column])
        if not any(one(type_) for one in _SINGLE):
            raise BadFile(f"{self.path}: the column {self.columns[column]} holds {type_}, not single values to read.")
        if pa.types.is_boolean(type_):
            return "boolean"
        if pa.types.is_date(type_):
            return "date"
        if pa.types.is_decimal(type_) and type_.scale >= 0:
            return "decimal"
        return "integer" if pa.types.is_integer(type_) else "text"


class _Batches:
    """One reading of a columnar file."""

    def __init__(self, source: Columnar, wanted: Sequence[int], heard: Heard) -> None:
        self._source, self._wanted, self._heard = source, list(dict.fromkeys(wanted)), heard
        self.records = 0
        self.error: BadFile | None = None
        fields = [pa.field(f"c{i}", source._types[i]) for i in self._wanted]
        self._schema = pa.schema([pa.field("record", pa.int64()), pa.field("line", pa.int64()), *fields])

    def reader(self) -> pa.RecordBatchReader:
        return pa.RecordBatchReader.from_batches(self._schema, self._numbered())

    def _numbered(self) -> Iterator[pa.RecordBatch]:
        path = self._source.path
        try:
            for batch in self._source._batches(self._wanted):
                batch.validate(full=True)
                count = batch.num_rows
                numbers = _from(self.records + 1, count)
                self.records += count
                self._heard(count)
                lines = pa.nulls(count, pa.int64())
                yield pa.RecordBatch.from_arrays([numbers, lines, *batch.columns], schema=self._schema)
        except _FAILURES as error:
            self.error = BadFile(f"{path} is damaged after row {self.records:,}: {_words(error)}")
            raise
        if self.records != self._source.size:
            self.error = BadFile(f"{path} says that it has {self._source.size:,} rows, and has {self.records:,}.")
            raise OSError(str(self.error))


def parquet(path: Path) -> Columnar:
    """A Parquet file. Raises BadFile."""
    try:
        file = pq.ParquetFile(path)
        schema, rows = file.schema_arrow, file.metadata.num_rows
    except _FAILURES as error:
        raise BadFile(f"{path} is not a whole Parquet file: {_words(error)}") from None

    def batches(wanted: Sequence[int]) -> Iterator[pa.RecordBatch]:
        names = [schema.names[i] for i in wanted]
        for batch in file.iter_batches(batch_size=ROWS, columns=names):
            yield pa.RecordBatch.from_arrays([batch.column(name) for name in names], names=names)

    return Columnar(path, schema, rows, batches)


def arrow(path: Path) -> Columnar:
    """An Arrow file or stream. Raises BadFile."""
    try:
        schema, rows = _schema(path), sum(batch.num_rows for batch in _ipc(path))
    except _FAILURES as error:
        raise BadFile(f"{path} is not a whole Arrow file: {_words(error)}") from None

    def batches(wanted: Sequence[int]) -> Iterator[pa.RecordBatch]:
        for batch in _ipc(path):
            yield pa.RecordBatch.from_arrays([batch.column(i) for i in wanted], names=[str(i) for i in wanted])

    return Columnar(path, schema, rows, batches)


def _schema(path: Path) -> pa.Schema:
    with pa.OSFile(str(path)) as file:
        return (pa.ipc.open_file(file) if _is_file(path) else pa.ipc.open_stream(file)).schema


def _ipc(path: Path) -> Iterator[pa.RecordBatch]:
    with pa.OSFile(str(path)) as file:
        if _is_file(path):
            read = pa.ipc.open_file(file)
            for i in range(read.num_record_batches):
                yield read.get_batch(i)
        else:
            yield from pa.ipc.open_stream(file)


def _is_file(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(6) == b"ARROW1"


def _inner(type_: pa.DataType) -> pa.DataType:
    return type_.value_type if pa.types.is_dictionary(type_) else type_


def _is_text(type_: pa.DataType) -> bool:
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_))


def _words(error: BaseException) -> str:
    """The first sentence of what a library says, without its inner workings."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text.split(". ")[0].rstrip(".")[:300] + "."
