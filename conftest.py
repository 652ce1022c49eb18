"""What every test needs: a clean ledger after tests that commit, and keys and heads that fit it.

Tests that commit (`transaction=True`, `live_server`) empty the database at their end. The ledger's guards would stop
that, so this emptying takes them off the tables it empties, and puts them back with the head. It touches only tables
that have rows.
"""

import gc
import os
import shutil
import time
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.test import TransactionTestCase

KEPT = ("auth.Permission", "contenttypes.ContentType")
"""Rows that migrations made and that no test changes."""


def empty(connection) -> None:
    """Remove every row but those that migrations made; the guards are as before."""
    from avow.ledger import beginning, guards
    from avow.ledger.models import Head

    if not Head.objects.using(connection.alias).filter(size=0).exists():
        beginning.make_head(connection.alias)
    kept = {apps.get_model(label)._meta.db_table for label in KEPT}
    tables = [name for name in connection.introspection.django_table_names(only_existing=True) if name not in kept]
    conditions = {Head._meta.db_table: " WHERE size > 0"}
    with connection.cursor() as cursor:
        asked = [f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name}{conditions.get(name, '')})" for name in tables]  # noqa: S608
        cursor.execute(" UNION ALL ".join(asked))
        full = {name for (name,) in cursor.fetchall()}
    if not full:
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A superuser may: no trigger fires and no foreign key is checked until the transaction ends.
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("SET LOCAL lock_timeout = '2s'")
        else:
            guards.drop(connection, full)
        for name in sorted(full):
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608
        beginning.make_head(connection.alias)
        guards.install(connection)


def emptied(self) -> None:
    """In place of Django's flush at the end of a test that commits. Tries again while a server's thread is at work."""
    for name in self._databases_names(include_mirrors=False):
        for left in reversed(range(6)):
            try:
                empty(connections[name])
                break
            except DatabaseError:
                if not left:
                    raise
                time.sleep(0.2)
    forget_keys_and_heads()


def forget_keys_and_heads() -> None:
    """The next test starts with no key, no tombstone and no head."""
    from avow.ledger import keyring

    keyring.close()
    home = Path(settings.AVOW_HOME)
    shutil.rmtree(home / "keys", ignore_errors=True)
    (home / "heads.log").unlink(missing_ok=True)


TransactionTestCase._fixture_teardown = emptied


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk():
    """What the tests write need not survive a power cut."""
    from avow.ledger import keyring

    synced, os.fsync = os.fsync, lambda descriptor: None
    pragmas, keyring.PRAGMAS = keyring.PRAGMAS, (*keyring.PRAGMAS, "synchronous=OFF")
    yield
    os.fsync, keyring.PRAGMAS = synced, pragmas


@pytest.fixture(scope="session", autouse=True)
def few_collections():
    """What is loaded at the start stays to the end: Python need not look again and again whether it is garbage."""
    kept = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    yield
    gc.set_threshold(*kept)
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def pages_are_there():
    """Every page is loaded before a test makes it another day: what is loaded on that day would keep it."""
    from django.urls import get_resolver

    assert get_resolver().url_patterns


@pytest.fixture(autouse=True)
def no_tombstones():
    """A key destroyed in one test is no concern of the next."""
    yield
    if (Path(settings.AVOW_HOME) / "keys" / "erasures.log").exists():
        forget_keys_and_heads()
