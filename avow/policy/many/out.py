"""What was found written to a file: JSON Lines, CSV or Parquet, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

BATCH = 50_000
ENDINGS = (".jsonl", ".csv", ".parquet")
FORMULA = r"^[=+\-@\t\r]"
"""How a text begins that a spreadsheet would take for something to work out."""


class CannotWrite(Exception):
    """A file cannot be written; the message says why."""


@contextmanager
def whole_files() -> Iterator[Callable[[duckdb.DuckDBPyRelation, Path], int]]:
    """Gives `write(relation, path)`, which gives back how many rows it wrote.

    Every file gets its name at the end of the block, when all are written. If anything is in the way, none does.
    """
    made: dict[Path, Path] = {}

    def write(relation: duckdb.DuckDBPyRelation, path: Path) -> int:
        made[path] = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            return _write(relation, made[path], path.suffix.lower())
        except OSError as error:
            raise CannotWrite(f"{path} cannot be written: {error.strerror or error}.") from None

    try:
        yield write
        for path, part in made.items():
            part.replace(path)
    finally:
        for part in made.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _write(relation: duckdb.DuckDBPyRelation, path: Path, ending: str) -> int:
    columns = list(zip(relation.columns, map(str, relation.types), strict=True))
    shaped = {".jsonl": _as_json, ".csv": _as_cells, ".parquet": _as_it_is}[ending](columns)
    reader = relation.project(shaped).to_arrow_reader(BATCH)
    count = 0
    with path.open("wb") as file, _sink(file, reader.schema, ending) as sink:
        for batch in reader:
            sink(batch)
            count += batch.num_rows
    return count


@contextmanager
def _sink(file: BinaryIO, schema: pa.Schema, ending: str) -> Iterator[Callable[[pa.RecordBatch], object]]:
    if ending == ".jsonl":
        yield lambda batch: _lines(file, batch)
        return
    if ending == ".csv":
        writer = pyarrow.csv.CSVWriter(file, schema, write_options=pyarrow.csv.WriteOptions(quoting_header="needed"))
    else:
        writer = pyarrow.parquet.ParquetWriter(file, schema, compression="zstd")
    with writer:
        yield writer.write_batch


def _lines(file: BinaryIO, batch: pa.RecordBatch) -> None:
    """The one column of texts, a line each; as one piece, whatever their number."""
    if batch.num_rows:
        texts = batch.column(0).cast(pa.large_utf8())
        lines = pa.ListArray.from_arrays(pa.array([0, len(texts)], pa.int32()), texts)
        joined = pc.binary_join(lines, pa.scalar("\n", pa.large_utf8()))
        file.write(joined[0].as_buffer())
        file.write(b"\n")


def _as_json(columns: list[tuple[str, str]]) -> str:
    """One object a line. What is JSON already (`values`) stays so."""
    parts = [f"'{name}': " + (f'CAST("{name}" AS JSON)' if name == "values" else f'"{name}"') for name, _ in columns]
    return f"CAST(to_json({{{', '.join(parts)}}}) AS VARCHAR) AS line"


def _as_cells(columns: list[tuple[str, str]]) -> str:
    """Texts that would be formulas get a ' before them, as spreadsheets themselves do; lists become text."""
    parts = []
    for name, type_ in columns:
        cell = f'"{name}"'
        if type_.endswith("[]"):
            cell = f"array_to_string({cell}, ' ')"
        elif type_ == "VARCHAR":
            cell = f"CASE WHEN regexp_matches({cell}, '{FORMULA}') THEN '''' || {cell} ELSE {cell} END"
        parts.append(f'{cell} AS "{name}"')
    return ", ".join(parts)


def _as_it_is(columns: list[tuple[str, str]]) -> str:
    return "*"
