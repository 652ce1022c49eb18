"""Triggers that stop UPDATE, DELETE, TRUNCATE and REPLACE on everything that is kept for good, on both databases.

They are installed after every migration (remaking a table drops them without a word), and looked for at every start
and by `/healthz`. A row of a `History` may be ended, once; the head may grow.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection as default
from django.db import transaction
from django.db.models import Model

from . import postgresql_guards, sqlite_guards, tables
from .models import Head


@dataclass(frozen=True)
class Table:
    """A table to guard. `kind` is "append" (rows stay as they are), "closable" (ended once) or "head" (grows)."""

    name: str
    kind: str
    columns: tuple[str, ...]
    key: str


def guarded(connection: Any = default) -> list[Table]:
    """The tables to guard that exist in this database."""
    present = set(connection.introspection.table_names())
    wanted = [_table(model) for model in (*tables.attested(), *tables.projections())]
    return [table for table in wanted if table.name in present]


def _table(model: type[Model]) -> Table:
    kind = "head" if model is Head else "closable" if getattr(model, "closable", False) else "append"
    columns = tuple(field.column for field in model._meta.concrete_fields)
    return Table(model._meta.db_table, kind, columns, model._meta.pk.column)


def _engine(connection: Any) -> Any:
    return {"sqlite": sqlite_guards, "postgresql": postgresql_guards}[connection.vendor]


def install(connection: Any = default) -> list[str]:
    """Put every missing or altered guard in place; gives what was missing."""
    with transaction.atomic(using=connection.alias):
        return list(_engine(connection).install(connection, guarded(connection)))


def check(connection: Any = default) -> list[str]:
    """The guards that are missing, switched off or not as they should be, each as a sentence. Empty is good."""
    return list(_engine(connection).check(connection, guarded(connection)))


def drop(connection: Any = default, names: set[str] | None = None) -> None:
    """Take the guards off (of these tables, or of all). For tests, and for whoever repairs a database knowingly."""
    chosen = [table for table in guarded(connection) if names is None or table.name in names]
    with transaction.atomic(using=connection.alias):
        _engine(connection).drop(connection, chosen)
