"""Damage done to rows by hand, told of, and taken back. For tests with `transaction=True`, on SQLite."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import zip_longest

from django.db import IntegrityError, connection, transaction

from avow.ledger.verify import verify


class Undone(Exception):
    """Takes the damage back."""


@dataclass(frozen=True)
class Change:
    """Another value in one column of one row, which is there in no other change tried together with this one."""

    table: str
    column: str
    row: int
    value: object


def untold(changes: Iterable[Change]) -> list[Change]:
    """Those of which `avow ledger verify` does not name the very row and column. As many as there are tables are tried
    together, for each verifying looks at everything. Not for references: what they say depends on other rows."""
    tables: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        tables[change.table].append(change)
    return [one for together in zip_longest(*tables.values()) for one in _untold([one for one in together if one])]


def _untold(changes: list[Change]) -> list[Change]:
    told: set[tuple[object, ...]] = set()
    try:
        with _unchecked(), transaction.atomic():
            for one in changes:
                sql = f'UPDATE {one.table} SET "{one.column}" = %s WHERE id = %s'  # noqa: S608
                try:
                    with transaction.atomic(), connection.cursor() as cursor:
                        cursor.execute(sql, [one.value, one.row])
                except IntegrityError:
                    told.add((one.table, one.row, one.column))  # another row has this already, and it stays unique
            told |= {(found.table, found.row, found.column) for found in verify().findings}
            raise Undone
    except Undone:
        return [one for one in changes if (one.table, one.row, one.column) not in told]


def told_of(sql: str, values: list, table: str) -> list[str]:
    """What `avow ledger verify` says of the table when this was done to it. Nothing of it stays."""
    says = ["another row has this already, and it stays unique"]
    try:
        with _unchecked(), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
            found = [one.says for one in verify().findings]
            says = [one for one in found if one.startswith(f"{table} row ") or one.endswith(f"no row in {table}")]
            raise Undone
    except (Undone, IntegrityError):
        return says


@contextmanager
def _unchecked() -> Iterator[None]:
    """The database takes what it would refuse, but for a second of what has to be unique."""
    with connection.constraint_checks_disabled():
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA ignore_check_constraints = OFF")
