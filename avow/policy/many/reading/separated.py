"""CSV files: commas, semicolons or tabs; quoted line breaks. What cannot be told apart is refused, not guessed."""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from avow.policy.many.reading.cutting import Cutter
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

    def stream(self, wanted: Sequence[int], heard: Heard) -> Cutter:
        return Cutter(self.path, self.delimiter, skip=1, heard=heard)

    def prepared(self, stream: str) -> str:
        led = f"{literal(self.delimiter)} || text"
        count = len(self.columns)
        return f"""
            SELECT record, line, fields, left(text, 200) AS sample, CASE
                WHEN contains(text, chr(0)) THEN 'holds a NUL character, which no text has'
                WHEN open THEN 'opens a quotation mark that is never closed: the '
                    || format('{{:,}}', 1 + length(text) - length(replace(text, chr(10), '')))
                    || ' lines from here on cannot be told apart'
                WHEN fields IS NULL THEN 'has a quotation mark where none can stand: after it, the field goes on'
                WHEN len(fields) <> {count} THEN 'has ' || len(fields) || CASE len(fields) WHEN 1 THEN ' field' ELSE
                    ' fields' END || ' where the heading has {count}'
                END AS malformed
            FROM (SELECT record, line, text,
                contains(text, '"') AND regexp_full_match({led}, {literal(self._open)}) AS open,
                CASE WHEN NOT contains(text, '"') THEN string_split(text, {literal(self.delimiter)})
                    WHEN regexp_full_match({led}, {literal(self._whole)})
                    THEN regexp_extract_all({led}, {literal(self._field)}, 1) END AS fields
                FROM {stream})"""

    def cell(self, column: int) -> str:
        field = f"fields[{column + 1}]"
        inner = f"replace(substr({field}, 2, length({field}) - 2), '\"\"', '\"')"
        return f"CASE WHEN starts_with({field}, '\"') THEN {inner} ELSE {field} END"

    def kind(self, column: int) -> str:
        return "text"


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
