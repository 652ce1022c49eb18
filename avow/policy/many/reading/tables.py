"""A file as a table of typed columns, in one pass; what cannot be read stays beside it, with the reasons."""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import duckdb

from avow.policy.many.interruption import passed_on
from avow.policy.many.reading.cells import Cell, trimmed
from avow.policy.many.reading.problems import BadFile
from avow.policy.many.reading.source import Heard, Source, literal, quoted

MADE = count(1)


@dataclass(frozen=True)
class Check:
    """A value that was read and still may not be: SQL of when, and of why."""

    when: str
    reason: str


@dataclass(frozen=True)
class Column:
    """A column of the table that is made: from the file's column at `place`, or the same `constant` in every row.

    `make` gives the SQL for the trimmed text and what kind its values have; `checks` for the names of the text and of
    the value.
    """

    name: str
    cell: Cell
    place: int | None = None
    constant: str | None = None
    checks: tuple[Check, ...] = ()

    @property
    def text(self) -> str:
        return quoted(f"text of {self.name}")


def text_of(name: str) -> str:
    """The SQL by which a column's cell and checks speak of its trimmed text."""
    return quoted(f"text of {name}")


@dataclass(frozen=True)
class Table:
    """What was made of a file: `name` has the columns, and `row`, `line`, `problems` (a list, or null) before them."""

    name: str
    read: int


def make(
    connection: duckdb.DuckDBPyConnection, source: Source, file: str, columns: Sequence[Column], heard: Heard
) -> Table:
    """Read the file into a table. Raises BadFile."""
    stream = source.stream([column.place for column in columns if column.place is not None], heard)
    number = next(MADE)
    name, incoming = f"read_{number}", f"incoming_{number}"
    connection.register(incoming, stream.reader())
    try:
        connection.execute(f"CREATE TABLE {name} AS {_query(source, incoming, file, columns)}")
    except duckdb.Error as error:
        passed_on(error)
        if stream.error is not None:
            raise stream.error from None
        if isinstance(error, duckdb.OutOfMemoryException):
            raise
        raise BadFile(f"{file} cannot be read: {_first_line(error)}") from None
    finally:
        connection.unregister(incoming)
    (made,) = connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0]
    if made != stream.records:
        raise BadFile(f"{file} has {stream.records:,} records, of which {made:,} arrived. Nothing was judged.")
    return Table(name, stream.records)


def refused(table: Table) -> str:
    """SQL of what is wrong, one line a problem: row, line, column, value, reason.

    A column that serves two facts is wrong for both, and is said once.
    """
    once = "list_filter(problems, lambda p, place: list_position(problems, p) = place)"
    return (
        'SELECT "row", line, p.column AS "column", p.value AS "value", p.reason AS reason FROM '
        f'(SELECT "row", line, unnest({once}) AS p FROM {table.name} WHERE problems IS NOT NULL) ORDER BY "row"'
    )


def _query(source: Source, stream: str, file: str, columns: Sequence[Column]) -> str:
    texts = ", ".join(
        f"{trimmed(source.cell(column.place) if column.place is not None else literal(column.constant or ''))} "
        f"AS {column.text}"
        for column in columns
    )
    values = ", ".join(f"{column.cell.value} AS {quoted(column.name)}" for column in columns)
    problems = [problem for column in columns for problem in _problems(source, column)]
    wrong = " OR ".join(f"({problem.when})" for problem, _ in problems) or "FALSE"
    listed = ", ".join(f"CASE WHEN {problem.when} THEN {struct} END" for problem, struct in problems)
    names = ", ".join(quoted(column.name) for column in columns)
    return f"""
        SELECT record AS "row", line, CASE
            WHEN malformed IS NOT NULL THEN [{_struct("''", "sample", "malformed")}]
            WHEN {wrong} THEN list_filter([{listed}], lambda p: p IS NOT NULL) END AS problems, {names}
        FROM (SELECT *, {values} FROM (SELECT record, line, sample, malformed, {texts}
            FROM ({source.prepared(stream)})))"""


def _problems(source: Source, column: Column) -> list[tuple[Check, str]]:
    value = quoted(column.name)
    heading = source.columns[column.place] if column.place is not None else column.name
    unread = Check(f"{column.text} IS NOT NULL AND {value} IS NULL", column.cell.reason)
    return [
        (check, _struct(literal(heading), f"left({column.text}, 200)", check.reason))
        for check in (unread, *column.checks)
    ]


def _struct(column: str, value: str, reason: str) -> str:
    return f"{{'column': {column}, 'value': {value}, 'reason': {reason}}}"


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0][:300]
