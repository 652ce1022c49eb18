"""Damage done to rows by hand, told of, and taken back. For tests with `transaction=True`, on SQLite."""

from django.db import IntegrityError, connection, transaction

from avow.ledger.verify import verify


class Undone(Exception):
    """Takes the damage back."""


def told_of(sql: str, values: list, table: str) -> list[str]:
    """What `avow ledger verify` says of the table when this was done to it. Nothing of it stays."""
    says = ["another row has this already, and it stays unique"]
    try:
        with connection.constraint_checks_disabled(), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA ignore_check_constraints = ON")
                cursor.execute(sql, values)
            found = [one.says for one in verify().findings]
            says = [one for one in found if one.startswith(f"{table} row ") or one.endswith(f"no row in {table}")]
            raise Undone
    except (Undone, IntegrityError):
        return says
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
