"""Two roles on PostgreSQL: one owns the tables and migrates, the other serves. The one that serves can read and add,
end a row of history, and let the head grow; it cannot take the guards off, because it does not own the tables.
"""

import os
from typing import Any

from django.db.models import Model
from psycopg import sql

from avow.config import environment

from . import tables
from .models import Head

OWNER = "AVOW_DATABASE_OWNER_URL"


def owner_settings() -> dict[str, Any] | None:
    """Django's settings for connecting as the owner; None when nothing names one."""
    if not os.environ.get(OWNER):
        return None
    found = environment.database(environment.home(), OWNER)
    if not found["ENGINE"].endswith("postgresql"):
        raise environment.BadSetting(
            OWNER, os.environ[OWNER], "It is only for PostgreSQL: postgresql://owner@host/name."
        )
    return found


def grant(connection: Any, role: str) -> None:
    """Let this role do what the application does, and no more. Run as the owner, after migrating."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_schema()")
        owner, schema = cursor.fetchone()
        if owner == role:
            return

        def run(statement: str, **names: sql.Composable) -> None:
            whom = {"role": sql.Identifier(role), "schema": sql.Identifier(schema)}
            cursor.execute(sql.SQL(statement).format(**whom, **names).as_string(cursor.connection))

        run("REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}")
        run("REVOKE CREATE ON SCHEMA {schema} FROM {role}, PUBLIC")
        run("GRANT USAGE ON SCHEMA {schema} TO {role}")
        run("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}")
        run("GRANT SELECT ON django_migrations TO {role}")
        for name, model in _models(connection).items():
            rights = sql.SQL(rights_on(model))
            run("GRANT {rights} ON {table} TO {role}", rights=rights, table=sql.Identifier(name))


def rights_on(model: type[Model]) -> str:
    """What the application may do with a table. UPDATE of a key lets it lock a row; the guard stops the update."""
    kind = tables.list_of(model)
    if kind == "working":
        return "SELECT, INSERT, UPDATE, DELETE"
    if model is Head:
        return "SELECT, UPDATE (size, frontier, root)"
    if getattr(model, "closable", False):
        return "SELECT, INSERT, UPDATE (to_day, ended_by_id)"
    return f"SELECT, INSERT, UPDATE ({model._meta.pk.column})"


def _models(connection: Any) -> dict[str, type[Model]]:
    present = set(connection.introspection.table_names())
    every = (model for name in tables.LISTS for model in tables.models_on(name))
    return {model._meta.db_table: model for model in every if model._meta.db_table in present}


def remarks(connection: Any) -> list[str]:
    """What to know about who owns the tables. Empty on SQLite, and where the two roles are apart."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user),"
            " pg_has_role(current_user, relowner, 'MEMBER') FROM pg_class"
            " WHERE oid = 'ledger_entry'::regclass"
        )
        role, superuser, owns = cursor.fetchone()
    if superuser:
        return [f"The database role {role} is a superuser and could take the guards off. See docs/running-it.md."]
    if owns:
        return [f"The database role {role} owns the ledger and could take its guards off. See docs/running-it.md."]
    return []
