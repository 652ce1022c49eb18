"""The guards on PostgreSQL: three functions, and on each table a trigger for rows and one for TRUNCATE.

Whoever owns a table can take its guards off, so the application's role should not own them: see `roles.py`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

REFUSE = """
BEGIN
  RAISE EXCEPTION '% on % is refused: what is on record stays as it is', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
"""

END_ONCE = """
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.to_day IS NULL AND OLD.ended_by_id IS NULL
     AND NEW.to_day IS NOT NULL AND NEW.ended_by_id IS NOT NULL
     AND to_jsonb(OLD) - '{to_day,ended_by_id}'::text[] = to_jsonb(NEW) - '{to_day,ended_by_id}'::text[]
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% on % is refused: a row can only be ended, once', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
"""

GROW = """
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.size > OLD.size THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% on % is refused: the head only grows', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
"""

FUNCTIONS = {"avow_refuse": REFUSE, "avow_end_once": END_ONCE, "avow_grow": GROW}
FOR_KIND = {"append": "avow_refuse", "closable": "avow_end_once", "head": "avow_grow"}

BEFORE_ROW_UPDATE_OR_DELETE = 1 | 2 | 8 | 16
BEFORE_TRUNCATE = 2 | 32


def expected(table: Any) -> dict[str, tuple[str, int, str]]:
    """The triggers a table should have: name → its function, what it fires on, its SQL."""
    rows, truncate = f"guard_rows_{table.name}"[:63], f"guard_truncate_{table.name}"[:63]
    function = FOR_KIND[table.kind]
    return {
        rows: (
            function,
            BEFORE_ROW_UPDATE_OR_DELETE,
            f'CREATE TRIGGER "{rows}" BEFORE UPDATE OR DELETE ON "{table.name}"'
            f" FOR EACH ROW EXECUTE FUNCTION {function}()",
        ),
        truncate: (
            "avow_refuse",
            BEFORE_TRUNCATE,
            f'CREATE TRIGGER "{truncate}" BEFORE TRUNCATE ON "{table.name}"'
            " FOR EACH STATEMENT EXECUTE FUNCTION avow_refuse()",
        ),
    }


def _functions(cursor: Any) -> dict[str, str]:
    cursor.execute(
        "SELECT proname, prosrc FROM pg_proc WHERE proname = ANY(%s) AND pronamespace = current_schema()::regnamespace",
        [list(FUNCTIONS)],
    )
    return dict(cursor.fetchall())


def _triggers(cursor: Any) -> dict[tuple[str, str], tuple[str, int, bool]]:
    """(table, trigger) → its function, what it fires on, whether it is on and fires for every row."""
    cursor.execute(
        "SELECT c.relname, t.tgname, p.proname, t.tgtype, t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL"
        " AND t.tgattr = ''::int2vector FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace AND t.tgname LIKE 'guard\\_%'"
    )
    return {(table, name): (function, int(kind), on) for table, name, function, kind, on in cursor.fetchall()}


def check(connection: Any, tables: Iterable[Any]) -> Iterator[str]:
    """What is missing, switched off or not as it should be."""
    with connection.cursor() as cursor:
        functions, triggers = _functions(cursor), _triggers(cursor)
    for name, source in FUNCTIONS.items():
        if functions.get(name) != source:
            yield f"the guards' function {name} is {'missing' if name not in functions else 'not as it should be'}"
    for table in tables:
        for name, (function, kind, _) in expected(table).items():
            found = triggers.get((table.name, name))
            if found is None:
                yield f"{table.name}: the guard {name} is missing"
            elif found != (function, kind, True):
                yield f"{table.name}: the guard {name} is switched off or not as it should be"


def install(connection: Any, tables: Iterable[Any]) -> Iterator[str]:
    """Create what is missing, renew what is altered; gives what it was."""
    with connection.cursor() as cursor:
        functions, triggers = _functions(cursor), _triggers(cursor)
        for name, source in FUNCTIONS.items():
            if functions.get(name) != source:
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${source}$guard$"
                )
                yield name
        for table in tables:
            for name, (function, kind, sql) in expected(table).items():
                if triggers.get((table.name, name)) == (function, kind, True):
                    continue
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{table.name}"')
                cursor.execute(sql)
                yield f"{table.name}: {name}"


def drop(connection: Any, tables: Iterable[Any]) -> None:
    """Take the guards off."""
    with connection.cursor() as cursor:
        for table in tables:
            for name in expected(table):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{name}" ON "{table.name}"')
