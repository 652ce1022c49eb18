"""What is kept of counterparties is what was attested, and a row changed by hand is found."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from avow.counterparties import writing
from avow.counterparties.acts import put, put_many
from avow.counterparties.merging import merge, separate
from avow.counterparties.models import CounterpartyRecord, Merge, Standing
from avow.ledger import guards
from avow.ledger.verify import verify

pytestmark = pytest.mark.django_db(transaction=True)
DAY, LATER = date(2026, 1, 1), date(2026, 2, 1)
SAID = {"by": "system", "at": datetime(2026, 1, 1, 8, tzinfo=UTC)}


@pytest.fixture
def delta():
    """Standings that come, change and go, something put before the first day on record, and a duplicate."""
    put("1", on=DAY, name="Delta Holding", **SAID)
    delta = put("7", on=DAY, name="Delta", parent="1", standings=[("supplier", "present"), ("customer", "present")],
                identifiers=[("ticker", "DLT")], aliases=["DF"], **SAID)  # fmt: skip
    put("7", on=LATER, standings=[("supplier", "prospective")], **SAID)
    put("7", on=date(2025, 1, 1), name="Delta & Sons", standings=[("customer", "prospective")], **SAID)
    put_many({}, gone=["1"], on=LATER, **SAID)
    again = put("8", on=DAY, name="Delta again", **SAID)
    for act in (merge, separate, merge):
        act(again, *([delta] if act is merge else []), on=LATER, reason="One telephone number.", **SAID)
    return delta


def test_all_of_it_verifies(delta):
    report = verify()
    assert report.clean, report.as_json()


@pytest.mark.parametrize(("column", "value"), [("relation", "competitor"), ("tense", "prospective"), ("to_day", None)])
def test_a_column_changed_by_hand_is_found(delta, column, value):
    row = Standing.objects.get(counterparty=delta, relation="customer", from_day=DAY)
    also = ", ended_by_id = NULL" if column == "to_day" else ""
    with connection.cursor() as cursor:
        guards.drop(connection, {"counterparties_standing"})
        cursor.execute(f"UPDATE counterparties_standing SET {column} = %s{also} WHERE id = %s", [value, row.pk])
        guards.install(connection)
    assert not verify().clean


def test_a_merge_led_elsewhere_by_hand_is_found(delta):
    with connection.cursor() as cursor:
        guards.drop(connection, {"counterparties_merge"})
        cursor.execute(
            "UPDATE counterparties_merge SET into_id = (SELECT id FROM counterparties_counterparty WHERE number = '1')"
        )
        guards.install(connection)
    assert not verify().clean
    assert Merge.objects.count() == 2


def test_records_from_before_the_register_knew_of_state_owned_bodies_still_hold(monkeypatch):
    told = writing.Row.doc

    def as_before(row, on):
        doc = told(row, on)
        del doc.body["is_state_owned"]
        return doc

    with monkeypatch.context() as before:
        before.setattr(writing.Row, "doc", as_before)
        port = put("9", on=DAY, name="Port of Lund", country="SE", **SAID)
    put("9", on=LATER, is_state_owned=True, **SAID)
    assert [port.record(day).is_state_owned for day in (DAY, LATER)] == [False, True]
    assert verify().clean
    with connection.cursor() as cursor:
        guards.drop(connection, {"counterparties_counterpartyrecord"})
        cursor.execute("UPDATE counterparties_counterpartyrecord SET is_state_owned = NOT is_state_owned")
        guards.install(connection)
    assert not verify().clean
    assert CounterpartyRecord.objects.count() == 2
