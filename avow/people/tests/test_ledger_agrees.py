"""What is kept of people is what was attested, and a row changed by hand is found."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from avow.ledger import guards
from avow.ledger.verify import verify
from avow.people.acts import end, put
from avow.people.models import PersonRecord
from avow.people.testing import cast
from avow.people.writing import Row

pytestmark = pytest.mark.django_db(transaction=True)
DAY, LATER = date(2026, 1, 1), date(2026, 2, 1)
SAID = {"by": "system", "at": datetime(2026, 1, 1, 8, tzinfo=UTC)}


@pytest.fixture
def known():
    """A change, a correction on the same day, a departure, and something put before the first day on record."""
    people = cast(DAY)
    put("A1", on=LATER, site="Malmö", manager="D1", **SAID)
    put("A1", on=LATER, site="Lund", **SAID)
    put("A1", on=date(2025, 1, 1), site="School", manager=None, **SAID)
    end(people.boris, on=LATER, **SAID)
    return people


def test_all_of_it_verifies(known):
    report = verify()
    assert report.clean, report.as_json()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("site", "Elsewhere"),
        ("shift", "Night"),
        ("grade", "E9"),
        ("manager_id", None),
        ("from_day", "2020-01-01"),
        ("to_day", "2027-01-01"),
    ],
)
def test_a_column_changed_by_hand_is_found(known, column, value):
    row = PersonRecord.objects.get(person=known.amina, site="Gothenburg")
    with connection.cursor() as cursor:
        guards.drop(connection, {"people_personrecord"})
        cursor.execute(f"UPDATE people_personrecord SET {column} = %s WHERE id = %s", [value, row.pk])
        guards.install(connection)
    assert not verify().clean


def test_a_document_of_before_there_were_shifts_is_told_truly(monkeypatch):
    whole = Row.doc

    def without_shift(row, on):
        doc = whole(row, on)
        del doc.body["shift"]
        return doc

    with monkeypatch.context() as earlier:
        earlier.setattr(Row, "doc", without_shift)
        people = cast(DAY)
    assert people.amina.record(DAY).shift == ""
    put("A1", on=LATER, shift="Early", **SAID)
    assert [people.amina.record(on).shift for on in (DAY, LATER)] == ["", "Early"]
    report = verify()
    assert report.clean, report.as_json()
