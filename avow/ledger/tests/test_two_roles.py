"""On PostgreSQL one role owns the tables and another serves: what serves cannot take the guards off."""

import os
import subprocess
import sys

import psycopg
import pytest
from psycopg import sql

from avow.config.environment import BadSetting
from avow.ledger import roles

pytestmark = [
    pytest.mark.own_database,
    pytest.mark.skipif("os.environ['AVOW_TEST_DB'] != 'postgresql'", reason="roles are PostgreSQL's"),
]

NAME = f"two_roles_{os.getpid()}"
SERVING = """
import django; django.setup()
from datetime import date
from django.db import connection, transaction
from avow.ledger.acts import Doc, record
from avow.ledger.health import health
from avow.ledger.tests.telling import posted, visit
from avow.ledger.tests.sample.models import Post, Town, Visit
visit("amina")
posted("amina", "Leeds", date(2026, 1, 1))
posted("amina", "York", date(2026, 2, 1))
with transaction.atomic():
    Visit.objects.select_for_update(no_key=True).get()
Town.objects.update(name="other"); Town.objects.update(name="Lagos")
found = health()
print(found.size, found.lag, found.missing_guards, found.remarks)
"""


@pytest.fixture(scope="module")
def server():
    """The address of the test server, with a database and two roles of our own in it."""
    address = os.environ["AVOW_TEST_SERVER"]
    with psycopg.connect(address, autocommit=True) as connection:
        for role in ("owner", "serves"):
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(f"{NAME}_{role}")))
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(NAME), sql.Identifier(f"{NAME}_owner"))
        )
    yield address
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(NAME)))
        for role in ("owner", "serves"):
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(f"{NAME}_{role}")))


def address_of(server: str, role: str) -> str:
    return server.replace("avow@", f"{NAME}_{role}@").replace("/postgres?", f"/{NAME}?")


@pytest.fixture(scope="module")
def run(server, tmp_path_factory):
    """Run Python or `avow` with the two addresses, in a data folder of its own."""
    surroundings = {
        **os.environ,
        "AVOW_HOME": str(tmp_path_factory.mktemp("home")),
        "AVOW_DATABASE_URL": address_of(server, "serves"),
        "AVOW_DATABASE_OWNER_URL": address_of(server, "owner"),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }

    def go(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], env=surroundings | more, capture_output=True, text=True, timeout=120
        )

    migrated = go("-m", "avow.cli.main", "migrate", "--verbosity", "0")
    assert migrated.returncode == 0, migrated.stderr
    return go


def test_the_serving_role_can_do_all_that_the_application_does(run):
    served = run("-c", SERVING)
    assert (served.returncode, served.stdout.strip()) == (0, "3 0 [] []"), served.stderr
    verified = run("-m", "avow.cli.main", "ledger", "verify")
    assert verified.returncode == 0 and verified.stdout.startswith("All is as it was recorded: 3 entries"), verified


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER guard_rows_ledger_entry ON ledger_entry",
        "DROP TABLE ledger_attested CASCADE",
        "TRUNCATE ledger_entry CASCADE",
        "DELETE FROM ledger_attested",
        "DELETE FROM ledger_head",
        "UPDATE ledger_entry SET verb = ''",
        "UPDATE ledger_sample_post SET place = ''",
        "UPDATE ledger_head SET id = 1",
        "INSERT INTO ledger_head (id, size, frontier, root) VALUES (1, 9, '[]', '')",
        "CREATE OR REPLACE FUNCTION avow_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE TABLE mine (id int)",
        "SET session_replication_role = replica",
        "DELETE FROM django_migrations",
    ],
)
def test_the_serving_role_may_not_touch_what_is_on_record(server, run, statement):
    with (
        psycopg.connect(address_of(server, "serves")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_migrating_twice_changes_nothing_and_one_role_alone_is_remarked_on(run, server):
    assert run("-m", "avow.cli.main", "migrate", "--verbosity", "0").returncode == 0
    alone = run("-c", SERVING.split("visit(\"amina\")")[0] + "print(health().remarks)",
                AVOW_DATABASE_URL=address_of(server, "owner"))  # fmt: skip
    assert "owns the ledger and could take its guards off" in alone.stdout, alone.stderr


def test_both_addresses_must_name_the_same_database(run, server):
    wrong = run("-m", "avow.cli.main", "migrate", AVOW_DATABASE_OWNER_URL=server)
    assert wrong.returncode == 2 and "must name the same database" in wrong.stderr
    wrong = run("-m", "avow.cli.main", "migrate", AVOW_DATABASE_OWNER_URL="sqlite:////tmp/x.sqlite3")
    assert wrong.returncode == 2 and "It is only for PostgreSQL" in wrong.stderr


def test_without_an_owner_nothing_is_different(monkeypatch):
    monkeypatch.delenv(roles.OWNER, raising=False)
    assert roles.owner_settings() is None
    monkeypatch.setenv(roles.OWNER, "mysql://x")
    with pytest.raises(BadSetting):
        roles.owner_settings()
