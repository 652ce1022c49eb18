"""How far an import is: a bar on a terminal, nothing elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol


class Progress(Protocol):
    """Stages, one after the other; what a stage gives is called once for each row."""

    def stage(self, name: str) -> AbstractContextManager[Callable[[], Any]]: ...


class Silent:
    """Says nothing."""

    @contextmanager
    def stage(self, name: str) -> Iterator[Callable[[], Any]]:
        yield lambda: None


class Bar:
    """A line for each stage on a terminal's error stream, with rows and time."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Rich

        columns = (TextColumn("{task.description:<28}"), BarColumn(), TextColumn("{task.fields[rows]}"))
        self.rich = Rich(*columns, TimeElapsedColumn(), console=Console(file=sys.stderr), transient=True)

    @contextmanager
    def stage(self, name: str) -> Iterator[Callable[[], Any]]:
        task, count = self.rich.add_task(name, total=None, rows=""), 0

        def advance() -> None:
            nonlocal count
            count += 1
            if count % 500 == 0:
                self.rich.update(task, rows=f"{count:,} rows")

        yield advance
        self.rich.update(task, total=1, completed=1, rows=f"{count:,} rows" if count else "")

    def __enter__(self) -> "Bar":
        self.rich.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.rich.stop()


@contextmanager
def shown() -> Iterator[Progress]:
    """A bar when the error stream is a terminal, else silence."""
    if not sys.stderr.isatty():
        yield Silent()
        return
    with Bar() as bar:
        yield bar
