"""One writer of the registers at a time, so that two imports of one file cannot both think a person is new.

SQLite has one writer anyway (every transaction begins IMMEDIATE); on PostgreSQL it is an advisory lock, held until the
transaction ends.
"""

from django.db import connection

PEOPLE, COUNTERPARTIES = 0x41766F01, 0x41766F02


def people() -> None:
    """Wait until no other transaction writes people."""
    _take(PEOPLE)


def counterparties() -> None:
    """Wait until no other transaction writes counterparties."""
    _take(COUNTERPARTIES)


def _take(number: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
