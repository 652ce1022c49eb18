"""One writer of the registers at a time, so that two imports of one file cannot both think a person is new.

SQLite has one writer anyway (every transaction begins IMMEDIATE); on PostgreSQL it is an advisory lock, held until the
transaction ends. Gifts come in by many transactions: theirs is held over all of these, on SQLite by a file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from avow.ledger import files

PEOPLE, COUNTERPARTIES, GIFTS = 0x41766F01, 0x41766F02, 0x41766F03


def people() -> None:
    """Wait until no other transaction writes people."""
    _take(PEOPLE)


def counterparties() -> None:
    """Wait until no other transaction writes counterparties."""
    _take(COUNTERPARTIES)


@contextmanager
def gifts() -> Iterator[None]:
    """Wait until nobody else brings gifts in, and keep others from it. It ends with the process, however that ends."""
    if connection.vendor != "postgresql":
        with files.locked(files.private_folder(Path(settings.AVOW_HOME)) / "gifts.lock"):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [GIFTS])
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [GIFTS])


def _take(number: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
