"""What is on record cannot be changed, removed, emptied or replaced, by Django or by hand."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from avow.ledger import guards
from avow.ledger.models import Attested, Entry, Head

from .sample.models import Post, Visit
from .telling import posted, visit

pytestmark = pytest.mark.django_db

only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's")
only_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="TRUNCATE is PostgreSQL's")


def refused(sql: str, *params: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params or None)


@pytest.fixture(autouse=True)
def on_record():
    visit("amina")
    posted("amina", "Leeds", date(2026, 1, 1))


def test_they_are_all_in_place_after_migrating():
    assert guards.check() == []


@pytest.mark.parametrize("table", ["ledger_entry", "ledger_attested", "ledger_head", "ledger_sample_visit"])
def test_rows_are_never_removed(table):
    refused(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "change",
    [
        "ledger_entry SET verb = 'other'",
        "ledger_attested SET schema = 'other'",
        "ledger_sample_visit SET cost = 1",
        "ledger_sample_post SET place = 'York'",
        "ledger_sample_post SET to_day = '2026-02-01'",
        "ledger_sample_post SET to_day = '2026-02-01', ended_by_id = 1, place = 'York'",
        "ledger_head SET size = size - 1",
        "ledger_head SET root = '00'",
    ],
)
def test_rows_are_never_changed(change):
    refused(f"UPDATE {change}")


def test_django_is_stopped_like_anyone():
    for model in (Entry, Attested, Visit, Post, Head):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.all()._raw_delete("default")
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.update(cost=1)


def test_a_row_of_history_is_ended_once():
    posted("amina", "York", date(2026, 2, 1))
    ended = Post.objects.get(place="Leeds")
    assert (ended.to_day, ended.ended_by.verb) == (date(2026, 2, 1), "posted")
    refused(f"UPDATE ledger_sample_post SET to_day = '2026-03-01', ended_by_id = 1 WHERE id = {ended.pk}")
    refused(f"UPDATE ledger_sample_post SET to_day = NULL, ended_by_id = NULL WHERE id = {ended.pk}")


@only_postgresql
@pytest.mark.parametrize("table", ["ledger_entry", "ledger_attested", "ledger_head", "ledger_sample_post"])
def test_tables_are_never_emptied(table):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    refused(f"TRUNCATE {table} CASCADE")


REPLACES = [
    "ledger_entry (number, at, actor, acting_as, verb, subject, document_count, content)"
    " SELECT number, at, actor, acting_as, 'other', subject, document_count, content FROM ledger_entry LIMIT 1",
    "ledger_attested (entry_id, position, schema, key, content_hash, sealed)"
    " SELECT entry_id, position, 'other', key, content_hash, sealed FROM ledger_attested LIMIT 1",
    "ledger_head (id, size, frontier, root) VALUES (1, 99, '[]', '')",
    "ledger_sample_visit (attested_id, day, told_at, cost, facts)"
    " SELECT attested_id, day, told_at, 1, facts FROM ledger_sample_visit LIMIT 1",
    "ledger_sample_post (attested_id, from_day, holder, place)"
    " SELECT (SELECT min(id) FROM ledger_attested), from_day, holder, 'York' FROM ledger_sample_post LIMIT 1",
]


@only_sqlite
@pytest.mark.parametrize("pragma", ["ON", "OFF"])
@pytest.mark.parametrize("replace", REPLACES, ids=lambda sql: sql.split(" ")[0])
def test_rows_are_never_replaced_whatever_the_connection_says(replace, pragma):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers={pragma}")
        try:
            refused(f"INSERT OR REPLACE INTO {replace}")
            refused(f"REPLACE INTO {replace}")
        finally:
            cursor.execute("PRAGMA recursive_triggers=ON")


def test_a_missing_guard_is_named_and_put_back():
    guards.drop(names={"ledger_sample_visit"})
    missing = guards.check()
    assert missing and all(line.startswith("ledger_sample_visit: the guard") for line in missing)
    assert len(guards.install()) == len(missing)
    assert guards.check() == [] and guards.install() == []
    refused("DELETE FROM ledger_sample_visit")


def test_a_guard_that_does_nothing_is_noticed():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER guard_delete_ledger_entry")
            cursor.execute("CREATE TRIGGER guard_delete_ledger_entry BEFORE DELETE ON ledger_entry BEGIN SELECT 1; END")
        else:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION avow_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'"
            )
    assert any("not as it should be" in line for line in guards.check())


@only_postgresql
def test_a_guard_that_is_switched_off_is_noticed():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
    assert len(guards.check()) == 2


def test_remaking_a_table_drops_its_guards_and_migrating_puts_them_back():
    from django.core.management import call_command

    guards.drop()
    call_command("migrate", verbosity=0)
    assert guards.check() == []
