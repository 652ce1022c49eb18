"""Checks that the ledger is what was recorded: entries against signed heads, documents against entries, rows against
documents. Names what is not. Reads in order and keeps little in memory, however long the ledger is.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection, transaction

from .. import guards, heads, keyring, signing
from ..models import Attested, Entry
from . import documents, entries
from .headlog import read_log
from .report import Finding, Report

__all__ = ["CHECKS", "Finding", "Report", "verify"]

CHECKS: list[Callable[[], Iterable[str]]] = []
"""What the rooms above check of what they sealed themselves. Each gives a sentence for everything that is not so; a
room adds its own in `AppConfig.ready()`."""


def verify(
    *,
    log: Path | None = None,
    public_keys: Iterable[Ed25519PublicKey] | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Check everything. `log` and `public_keys` are copies kept elsewhere; without them those in AVOW_HOME are taken.

    `progress` is told how many entries and documents of how many were looked at.
    """
    report = Report()
    keys = {signing.key_id(key): key for key in (public_keys or [signing.public_key()])}
    destroyed = keyring.destroyed() | set(keyring.erasures())
    with read_log(log or heads.path(), keys, report) as known, snapshot():
        total = Entry.objects.count() + Attested.objects.count()
        step = _counter(progress, total)
        entries.check(known, report, step)
        documents.check(report, step)
        _check_erasures(destroyed, report)
        for sentence in guards.check():
            report.add("guard", sentence)
        for check in CHECKS:
            for sentence in check():
                report.add("room", sentence)
    return report


def _check_erasures(destroyed: set[str], report: Report) -> None:
    for key in sorted(destroyed - report.erasures.keys()):
        report.add("erasure", f"key {key}: was destroyed, and no entry says so")
    for key in sorted(report.erasures.keys() - destroyed):
        if not keyring.is_destroyed(key):
            number = report.erasures[key]
            report.add(
                "erasure",
                f"key {key}: was erased by entry {number}, and is there again; starting the service destroys it again",
                entry=number,
            )


def _counter(progress: Callable[[int, int], None], total: int) -> Callable[[int], None]:
    done = 0

    def step(more: int) -> None:
        nonlocal done
        done += more
        progress(done, total)

    return step


@contextmanager
def snapshot() -> Iterator[Any]:
    """One unchanging view of the database that stops nobody from writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
