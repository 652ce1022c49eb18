"""The guards on SQLite. They hold on every connection, whatever its pragmas: REPLACE deletes without firing delete
triggers unless `recursive_triggers` is on, so a BEFORE INSERT trigger refuses what would replace a row.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any


def expected(connection: Any, table: Any) -> dict[str, str]:
    """The triggers a table should have: name → SQL, word for word as SQLite keeps it."""
    name, quote = table.name, connection.ops.quote_name

    def trigger(kind: str, when: str, condition: str, says: str) -> tuple[str, str]:
        label = f"guard_{kind}_{name}"
        condition = f" WHEN {condition}" if condition else ""
        return label, (
            f"CREATE TRIGGER {quote(label)} BEFORE {when} ON {quote(name)} FOR EACH ROW{condition}"
            f" BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )

    return dict(
        [
            trigger("update", "UPDATE", _update_condition(table, quote), f"rows of {name} are kept as they are"),
            trigger("delete", "DELETE", "", f"rows of {name} are never removed"),
            trigger("insert", "INSERT", _replaces(connection, table), f"rows of {name} are never replaced"),
        ]
    )


def _update_condition(table: Any, quote: Any) -> str:
    """When an update is refused; empty for always."""
    if table.kind == "head":
        return f"NOT (NEW.{quote('id')} IS OLD.{quote('id')} AND NEW.{quote('size')} > OLD.{quote('size')})"
    if table.kind == "closable":
        ending = ("to_day", "ended_by_id")
        same = [f"NEW.{quote(c)} IS OLD.{quote(c)}" for c in table.columns if c not in ending]
        once = [f"OLD.{quote(c)} IS NULL AND NEW.{quote(c)} IS NOT NULL" for c in ending]
        return f"NOT ({' AND '.join([*once, *same])})"
    return ""


def _replaces(connection: Any, table: Any) -> str:
    """The condition under which a new row meets an existing one in its primary key or in a unique index."""
    quote, name = connection.ops.quote_name, table.name
    clashes = [f"{quote(name)}.{quote(table.key)} = NEW.{quote(table.key)}"]
    as_row = f"SELECT {', '.join(f'NEW.{quote(c)} AS {quote(c)}' for c in table.columns)}"
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA index_list({quote(name)})")
        for _, index, unique, origin, partial in sorted(cursor.fetchall(), key=lambda row: row[1]):
            if not unique or origin == "pk":
                continue
            cursor.execute(f"PRAGMA index_info({quote(index)})")
            columns = [row[2] for row in cursor.fetchall()]
            if None in columns:
                continue
            parts = [f"{quote(name)}.{quote(c)} = NEW.{quote(c)}" for c in columns]
            if partial:
                cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = %s", [index])
                where = re.split(r"\)\s+WHERE\s+", cursor.fetchone()[0], maxsplit=1)[1]
                parts += [f"({where})", f"EXISTS (SELECT 1 FROM ({as_row}) WHERE {where})"]  # noqa: S608
            clashes.append(" AND ".join(parts))
    return f"EXISTS (SELECT 1 FROM {quote(name)} WHERE {' OR '.join(f'({clash})' for clash in clashes)})"  # noqa: S608


def _present(connection: Any) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'"
        )
        return dict(cursor.fetchall())


def check(connection: Any, tables: Iterable[Any]) -> Iterator[str]:
    """What is missing or not as it should be."""
    present = _present(connection)
    for table in tables:
        for name, sql in expected(connection, table).items():
            if name not in present:
                yield f"{table.name}: the guard {name} is missing"
            elif present[name] != sql:
                yield f"{table.name}: the guard {name} is not as it should be"


def install(connection: Any, tables: Iterable[Any]) -> Iterator[str]:
    """Create what is missing, renew what is altered; gives what it was."""
    present = _present(connection)
    with connection.cursor() as cursor:
        for table in tables:
            for name, sql in expected(connection, table).items():
                if present.get(name) == sql:
                    continue
                cursor.execute(f"DROP TRIGGER IF EXISTS {connection.ops.quote_name(name)}")
                cursor.execute(sql)
                yield f"{table.name}: {name}"


def drop(connection: Any, tables: Iterable[Any]) -> None:
    """Take the guards off."""
    with connection.cursor() as cursor:
        for table in tables:
            for kind in ("update", "delete", "insert"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {connection.ops.quote_name(f'guard_{kind}_{table.name}')}")
