"""JSON Lines: one object in braces a line. Its columns are every key that any line has."""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from avow.policy.many.interruption import passed_on
from avow.policy.many.reading.cutting import Cutter
from avow.policy.many.reading.problems import BadFile
from avow.policy.many.reading.source import Heard, literal

MOST_COLUMNS = 2_000


class LinesOfJson:
    """A JSON Lines file. The whole file is read once for its keys, so that none is overlooked that begins late."""

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self.size = path.stat().st_size
        cutter = Cutter(path, None)
        connection.register("keys_of", cutter.reader())
        try:
            rows = connection.execute(
                f"""SELECT key, min(record) FROM (SELECT record, unnest(json_keys(object)) AS key
                    FROM (SELECT record, {_OBJECT} AS object FROM keys_of))
                    GROUP BY key ORDER BY 2, 1 LIMIT {MOST_COLUMNS + 1}"""
            ).fetchall()
        except duckdb.Error as error:
            passed_on(error)
            raise cutter.error or BadFile(f"{path} cannot be read as JSON Lines: {error}") from None
        finally:
            connection.unregister("keys_of")
        if not cutter.records:
            raise BadFile(f"{path} is empty.")
        if not rows:
            raise BadFile(
                f"{path} is not JSON Lines: no line of it is an object such as "
                '{"person": "E-1001", "amount": "12.50"}. Write a list in square brackets as one object a line.'
            )
        if len(rows) > MOST_COLUMNS:
            raise BadFile(f"{path} has more than {MOST_COLUMNS:,} different keys.")
        self.columns = tuple(str(key) for key, _ in rows)
        self._wanted: list[int] = []

    def stream(self, wanted: Sequence[int], heard: Heard) -> Cutter:
        self._wanted = sorted(set(wanted))
        return Cutter(self.path, None, heard=heard)

    def prepared(self, stream: str) -> str:
        keys = (self.columns[i].replace("~", "~0").replace("/", "~1") for i in self._wanted)
        pointers = ", ".join(literal("/" + key) for key in keys)
        fields = f"json_extract_string(object, [{pointers}])" if pointers else "NULL"
        return f"""
            SELECT record, line, {fields} AS fields, left(text, 200) AS sample, CASE
                WHEN object IS NULL AND json_valid(text) THEN 'is no object in braces'
                WHEN object IS NULL THEN 'is not JSON' END AS malformed
            FROM (SELECT record, line, text, {_OBJECT} AS object FROM {stream})"""

    def cell(self, column: int) -> str:
        return f"fields[{self._wanted.index(column) + 1}]"

    def kind(self, column: int) -> str:
        return "text"


_OBJECT = "CASE WHEN json_valid(text) THEN CASE WHEN json_type(text) = 'OBJECT' THEN text END END"
