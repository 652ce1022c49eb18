"""What every kind of file gives: the names of its columns, and its records as a stream that DuckDB reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import pyarrow as pa

from avow.policy.many.reading.problems import BadFile

Heard = Callable[[int], None]
"""Told how much more of the file has been read, in the file's own measure (`Source.size`)."""


class Stream(Protocol):
    """One reading of a file. `records` counts what was handed on; `error` is set where it broke off."""

    @property
    def records(self) -> int: ...

    @property
    def error(self) -> BadFile | None: ...

    def reader(self) -> pa.RecordBatchReader: ...


class Source(Protocol):
    """A file whose heading has been read.

    In SQL, over the stream: `prepared(stream)` is a query with `record`, `line`, `sample` (how the record begins),
    `malformed` (a reason, or null) and whatever `cell(i)` needs, which is the text of column i, or null. `kind(i)` says
    what its values are already: "text" (to be read), or "boolean", "date", "decimal" or "integer".
    """

    columns: tuple[str, ...]
    size: int

    def stream(self, wanted: Sequence[int], heard: Heard) -> Stream: ...

    def prepared(self, stream: str) -> str: ...

    def cell(self, column: int) -> str: ...

    def kind(self, column: int) -> str: ...


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
