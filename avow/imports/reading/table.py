"""What a file is once it has been read: columns, and rows that know their line."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

LARGEST_FILE = 100 * 1024 * 1024
MOST_ROWS = 500_000
MOST_COLUMNS = 500
LONGEST_CELL = 100_000


class Unusable(Exception):
    """The file, or how it is to be read, cannot be used at all. Says what, where, and what to do."""


class Row(NamedTuple):
    """One row: the line of the file on which it begins, the line on which it ends, and its cells as text."""

    line: int
    last_line: int
    cells: list[str]


@dataclass
class Table:
    """The header's columns, the rows below it in their order, and what to know about how the file was read. `sheet` is
    the name of the sheet that was read, empty for a text file."""

    columns: list[str]
    header_line: int
    rows: Iterator[Row]
    notes: list[str] = field(default_factory=list)
    sheet: str = ""


def with_header(rows: Iterator[Row], notes: list[str], what: str) -> Table:
    """The first row with anything in it is the header. Raises Unusable for a file without one."""
    for row in rows:
        if any(cell.strip() for cell in row.cells):
            columns = [" ".join(cell.split()) for cell in row.cells]
            while columns and not columns[-1]:
                columns.pop()
            if len(columns) > MOST_COLUMNS:
                raise Unusable(f"{what} has {len(columns)} columns; up to {MOST_COLUMNS} are read.")
            return Table(columns, row.line, counted(rows, what), notes)
    raise Unusable(f"{what} is empty. The first row must name the columns, such as: number, name, manager.")


def counted(rows: Iterator[Row], what: str) -> Iterator[Row]:
    """The rows, up to the most that are read. Raises Unusable beyond."""
    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            raise Unusable(f"{what} has more than {MOST_ROWS:,} rows. Split it, and import one part after the other.")
        yield row
