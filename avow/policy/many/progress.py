"""How far it is, on a terminal: bytes read, and what DuckDB says of the step it is at. Silent elsewhere."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

import duckdb
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn

EVERY = 0.2  # seconds


class Shown:
    """A bar for each stage, on the terminal that errors go to."""

    def __init__(self, wanted: bool | None = None) -> None:
        there = sys.stderr.isatty() if wanted is None else wanted
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
        self._bars = Progress(*columns, console=Console(stderr=True), disable=not there, transient=True)
        self._task: TaskID | None = None

    def __enter__(self) -> Shown:
        self._bars.start()
        return self

    def __exit__(
        self, type_: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def stage(self, name: str, total: float | None = None) -> None:
        """The next thing that is done; `total` in its own measure, None where it is not known yet."""
        if self._task is not None:
            self._bars.remove_task(self._task)
        self._task = self._bars.add_task(name, total=total)

    def size(self, total: int) -> None:
        """How much the stage has to do, once it is known."""
        if self._task is not None:
            self._bars.update(self._task, total=total)

    def more(self, done: int) -> None:
        """That much more of the stage is done."""
        if self._task is not None:
            self._bars.update(self._task, advance=done)

    @contextmanager
    def of(self, name: str, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """While this lasts, the bar shows what DuckDB says of the statement it is running, and counts statements."""
        self.stage(name, 100.0)
        ended = threading.Event()
        watch = threading.Thread(target=self._watch, args=(name, connection, ended), daemon=True)
        if not self._bars.disable:
            watch.start()
        try:
            yield
        finally:
            ended.set()
            if watch.is_alive():
                watch.join()

    def _watch(self, name: str, connection: duckdb.DuckDBPyConnection, ended: threading.Event) -> None:
        step, last = 1, 0.0
        while not ended.wait(EVERY):
            try:
                percent = max(connection.query_progress(), 0.0)
            except duckdb.Error:
                return
            step += percent < last
            last = percent
            if self._task is not None:
                self._bars.update(self._task, description=f"{name}, step {step}", completed=percent)
