"""Files of lines as a cluster reads them: CSV and JSON Lines. A line is a record."""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from avow.policy.many.reading.lines_of_json import MOST_COLUMNS
from avow.policy.many.reading.problems import BadFile
from avow.policy.many.reading.separated import Separated
from avow.policy.many.reading.source import literal
from avow.policy.many.spark.connection import Connection
from avow.policy.many.spark.numbered import Numbered, read

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


class Text(Numbered):
    """Files of lines."""

    def number_lines(self, skip: int) -> None:
        """Number the lines that are not empty, without the first `skip` of each file."""
        frame = read(self.connection, self.address, "text")
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


class SeparatedFiles(Text):
    """CSV files: a line is a record. Every file begins with the same heading."""

    def __init__(self, connection: Connection, address: str, delimiter: str | None) -> None:
        super().__init__(connection, address)
        self.separated = _heading(self._heading(), address, delimiter)
        self.delimiter = self.separated.delimiter
        self.columns = self.separated.columns
        self.number_lines(skip=1)
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
        frame = read(self.connection, self.address, "text")
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


class LinesOfJsonFiles(Text):
    """JSON Lines: one object in braces a line. The columns are every key that any line has."""

    def __init__(self, connection: Connection, address: str) -> None:
        super().__init__(connection, address)
        self.number_lines(skip=0)
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


def _heading(heading: str, address: str, delimiter: str | None) -> Separated:
    """How the lines under a heading are taken apart, which is as on one machine."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "heading.csv"
        path.write_text(heading + "\n", encoding="utf-8")
        try:
            return Separated(path, delimiter)
        except BadFile as bad:
            raise BadFile(re.sub(re.escape(str(path)), lambda _: address, str(bad))) from None
