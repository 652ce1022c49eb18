"""What must hold before anything is served: rooms above register what they look at, and say what is wrong."""

from collections.abc import Callable, Iterable

from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

Source = Callable[[], Iterable[str]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Ask this at every start of the service or the worker. It gives sentences: what is wrong, and what to do."""
    if source not in _sources:
        _sources.append(source)
    return source


def problems() -> list[str]:
    """What keeps this installation from being served. The database first: without it nothing else can be asked."""
    try:
        executor = MigrationExecutor(connections["default"])
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return [f"The database does not answer: {str(error).strip()}"]
    if behind:
        return [f"The database is behind by {len(behind)} migrations. Run `avow migrate`."]
    return [sentence for source in _sources for sentence in source()]
