"""CSV files: commas, semicolons or tabs; quoted line breaks. What cannot be told apart is refused, not guessed."""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from avow.policy.many.reading.cutting import BOM, SCHEMA, Cutter
from avow.policy.many.reading.problems import BadFile
from avow.policy.many.reading.source import Heard, literal

DELIMITERS = (",", ";", "\t")
MOST_COLUMNS = 2_000


class Separated:
    """A CSV file. Its first record is the heading."""

    def __init__(self, path: Path, delimiter: str | None = None) -> None:
        self.path = path
        self.size = path.stat().st_size
        heading = _first(path)
        self.delimiter = delimiter or max(DELIMITERS, key=lambda mark: _outside_quotes(heading, mark))
        self.columns = tuple(name.strip() for name in next(csv.reader([heading], delimiter=self.delimiter)))
        if len(self.columns) > MOST_COLUMNS:
            raise BadFile(f"{path} has {len(self.columns):,} columns; more than {MOST_COLUMNS:,} are not read.")
        if not any(self.columns):
            raise BadFile(f"{path} has no heading: its first line names no column.")
        d = re.escape(self.delimiter)
        self._field = f'{d}("(?:[^"]|"")*"|[^"{d}][^{d}]*|)'
        self._whole = f'(?:{d}(?:"(?:[^"]|"")*"|[^"{d}][^{d}]*|))*'
        self._open = f'(?:{d}(?:"(?:[^"]|"")*"|[^"{d}][^{d}]*|))*{d}"(?:[^"]|"")*'
        plain = f'(?:"(?:[^"]|"")*"|[^"{d}]*)'
        self.plain = f"^{plain}(?:{d}{plain})*$"
        self._split = False  # whether some records come as fields already

    def stream(self, wanted: Sequence[int], heard: Heard) -> Fields:
        self._split = True
        return Fields(self, Cutter(self.path, self.delimiter, skip=1, heard=heard), wanted)

    def prepared(self, stream: str) -> str:
        """Records that came as fields pass; those that came as text are split here, or found to be malformed."""
        led, mark = f"{literal(self.delimiter)} || text", literal(self.delimiter)
        count = len(self.columns)
        return f"""
            SELECT *, left(text, 200) AS sample, CASE
                WHEN text IS NULL THEN NULL
                WHEN contains(text, chr(0)) THEN 'holds a NUL character, which no text has'
                WHEN fields IS NULL AND regexp_full_match({led}, {literal(self._open)})
                    THEN 'opens a quotation mark that is never closed: the '
                    || format('{{:,}}', 1 + length(text) - length(replace(text, chr(10), '')))
                    || ' lines from here on cannot be told apart'
                WHEN fields IS NULL THEN 'has a quotation mark where none can stand: after it, the field goes on'
                WHEN len(fields) <> {count} THEN 'has ' || len(fields) || CASE len(fields) WHEN 1 THEN ' field' ELSE
                    ' fields' END || ' where the heading has {count}'
                END AS malformed
            FROM (SELECT *, CASE WHEN NOT contains(text, '"') THEN string_split(text, {mark})
                WHEN regexp_full_match({led}, {literal(self._whole)})
                THEN regexp_extract_all({led}, {literal(self._field)}, 1) END AS fields
                FROM {stream})"""

    def cell(self, column: int) -> str:
        field = f"fields[{column + 1}]"
        inner = f"replace(substr({field}, 2, length({field}) - 2), '\"\"', '\"')"
        text = f"CASE WHEN starts_with({field}, '\"') THEN {inner} ELSE {field} END"
        return f"coalesce(c{column}, {text})" if self._split else text

    def kind(self, column: int) -> str:
        return "text"


class Fields:
    """One reading of a CSV file. Blocks whose records are all plainly right are split by Arrow, others go as text."""

    def __init__(self, source: Separated, cutter: Cutter, wanted: Sequence[int]) -> None:
        self._source, self._cutter = source, cutter
        self._names = [f"c{i}" for i in sorted(set(wanted))]
        fields = [pa.field(name, pa.large_utf8()) for name in self._names]
        self._schema = pa.schema([*SCHEMA, *fields])

    @property
    def records(self) -> int:
        return self._cutter.records

    @property
    def error(self) -> BadFile | None:
        return self._cutter.error

    def reader(self) -> pa.RecordBatchReader:
        return pa.RecordBatchReader.from_batches(self._schema, map(self._split, self._cutter.guarded()))

    def _split(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        numbers, lines, texts = batch.columns
        columns = self._fields(texts)
        if columns is not None:
            texts = pa.nulls(len(texts), pa.large_utf8())
        else:
            columns = [pa.nulls(len(texts), pa.large_utf8()) for _ in self._names]
        return pa.RecordBatch.from_arrays([numbers, lines, texts, *columns], schema=self._schema)

    def _fields(self, texts: pa.Array) -> list[pa.Array] | None:
        """The wanted columns, or None where a record has to be looked at closely."""
        if pc.any(pc.match_substring(texts, "\0")).as_py():
            return None
        marked = texts.filter(pc.match_substring(texts, '"'))
        if not pc.all(pc.match_substring_regex(marked, self._source.plain)).as_py():
            return None
        together = pa.ListArray.from_arrays(pa.array([0, len(texts)], pa.int32()), texts)
        block = pc.binary_join(together, pa.scalar("\n", pa.large_utf8()))[0].as_buffer()
        if block[:3].to_pybytes() == BOM:  # a letter of the first field here, and a mark of the file to Arrow
            return None
        types = {name: pa.large_utf8() for name in self._names}
        try:
            table = pa.csv.read_csv(
                pa.BufferReader(block),
                pa.csv.ReadOptions(
                    column_names=[f"c{i}" for i in range(len(self._source.columns))],
                    block_size=block.size + 1,
                    use_threads=False,
                ),
                pa.csv.ParseOptions(
                    delimiter=self._source.delimiter, newlines_in_values=True, ignore_empty_lines=False
                ),
                pa.csv.ConvertOptions(column_types=types, include_columns=self._names, strings_can_be_null=False),
            )
        except pa.ArrowInvalid:  # a record with too few or too many fields
            return None
        if table.num_rows != len(texts):
            return None
        return [table.column(name).combine_chunks() for name in self._names]


def _first(path: Path) -> str:
    """The heading, as it stands in the file. Its delimiter is not known yet, so quotes are tried with each."""
    found = ""
    for delimiter in DELIMITERS:
        for batch in Cutter(path, delimiter).batches():
            text = str(batch.column("text")[0].as_py())
            if _outside_quotes(text, delimiter):
                return _whole(path, text)
            found = found or text
            break
    if not found:
        raise BadFile(f"{path} is empty.")
    return _whole(path, found)


def _whole(path: Path, heading: str) -> str:
    if len(heading) > csv.field_size_limit():
        raise BadFile(f"{path}: the heading is {len(heading):,} characters long; this is no list of columns.")
    if "\0" in heading:
        raise BadFile(f"{path}: the heading holds a NUL character; this is no text file.")
    return heading


def _outside_quotes(text: str, delimiter: str) -> int:
    """How often the delimiter separates fields."""
    return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [""])) - 1
