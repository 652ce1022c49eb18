"""Inserting very many new rows: what `bulk_create` writes, several times quicker. On PostgreSQL with COPY, on SQLite
with one statement for all; their primary keys are taken beforehand. Every constraint and guard holds as otherwise.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from django.db import connection, connections, models
from django.db.models import Model

AS_THEY_ARE = (
    models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey, models.BinaryField,
)  # fmt: skip
"""Fields whose values a database takes as Python has them."""
TAKEN_BY_POSTGRESQL = (*AS_THEY_ARE, models.DateField, models.DecimalField)


def insert(model: type[Model], rows: Iterable[Any]) -> None:
    """Insert these new objects, all of this model, and give each its primary key. Inside a transaction. Raises what the
    database raises, such as IntegrityError."""
    rows = list(rows)
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    for row, key in zip(rows, insert_values(model, names, map(attrgetter(*names), rows)), strict=True):
        row.pk, row._state.adding, row._state.db = key, False, connection.alias


def insert_values(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Sequence[int]:
    """Insert rows with these values under these names ("person_id" for a person's primary key); gives their primary
    keys. What is not named gets the default of its field. Raises ValueError where each row needs a value of its own."""
    rows = list(rows)
    if not rows:
        return ()
    meta = model._meta
    by_name = {field.attname: field for field in meta.concrete_fields}
    others = [field for name, field in by_name.items() if name not in names and not field.primary_key]
    for field in others:
        if field.has_default() and callable(field.default) and field.default not in (list, dict):
            raise ValueError(f"{field.attname} is of each {meta.verbose_name} alone")
    fields = [meta.pk, *(by_name[name] for name in names), *others]
    defaults = tuple(field.get_default() for field in others)
    keys = _keys(model, len(rows))
    values = [(key, *row, *defaults) for key, row in zip(keys, rows, strict=True)]
    ready = [(place, make) for place, field in enumerate(fields) if (make := _made_ready(field)) is not None]
    if ready:
        values = [_with(row, ready) for row in values]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copying = f"COPY {quote(meta.db_table)} ({columns}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(copying) as to:
                for row in values:
                    to.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({marks})", values)  # noqa: S608
    return keys


def _with(row: Sequence[Any], ready: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    made = list(row)
    for place, make in ready:
        made[place] = make(made[place])
    return made


def _made_ready(field: models.Field) -> Callable[[Any], Any] | None:
    """What turns a value into what the database takes; None where it takes it as it is."""
    known = TAKEN_BY_POSTGRESQL if connection.vendor == "postgresql" else AS_THEY_ARE
    if isinstance(field, known):
        return None
    here = connections[connection.alias]

    def made(value: Any) -> Any:
        return field.get_db_prep_save(value, here)

    return made if isinstance(field, models.JSONField) else cache(made)


def _keys(model: type[Model], count: int) -> Sequence[int]:
    """So many primary keys that no row has or had."""
    meta = model._meta
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(meta.db_table), meta.pk.column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [meta.db_table])
        found = cursor.fetchone()
    last = found[0] if found else 0
    return range(last + 1, last + count + 1)
