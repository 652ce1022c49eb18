"""Each opening of contents is written down, sealed by the minute, and an altered row is found."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from avow.access import reads
from avow.access.models import Read, ReadBatch
from avow.ledger import guards
from avow.ledger.models import Entry
from avow.people.testing import cast

AT = datetime(2026, 3, 2, 9, 0, 30, tzinfo=UTC)
SUBJECT = "disclosure:0123456789ab"

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return cast()


def read_twice_and_seal(here):
    rows = [reads.note(person, SUBJECT, "disclosure", AT) for person in (here.chen, here.boris)]
    return rows, reads.seal(AT + timedelta(minutes=1))


def by_hand(sql, *params):
    """Someone with the database open and the guards off."""
    with transaction.atomic():
        guards.drop(connection, {"access_log"})
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
        guards.install(connection)


def test_a_read_says_who_what_and_when(here):
    reads.note(here.chen, SUBJECT, "disclosure", AT)
    (row,) = reads.of(SUBJECT)
    assert (row.person, row.what, row.at) == (here.chen, "disclosure", AT)


def test_the_minutes_that_are_over_are_sealed_as_one_entry(here):
    reads.note(here.chen, SUBJECT, "disclosure", AT)
    reads.note(here.boris, SUBJECT, "disclosure", AT + timedelta(minutes=1))
    reads.note(here.amina, SUBJECT, "disclosure", AT + timedelta(minutes=2))
    before = Entry.objects.count()
    batch = reads.seal(AT + timedelta(minutes=2))
    assert batch.count == 2
    assert Entry.objects.count() == before + 1
    assert batch.attested.open()["root"] == batch.root


def test_sealing_twice_does_nothing(here):
    read_twice_and_seal(here)
    before = Entry.objects.count()
    assert reads.seal(AT + timedelta(minutes=1)) is None
    assert reads.seal(AT + timedelta(hours=30)) is None
    assert (ReadBatch.objects.count(), Entry.objects.count()) == (1, before)


def test_nothing_is_sealed_within_the_minute(here):
    reads.note(here.chen, SUBJECT, "disclosure", AT)
    assert reads.seal(AT + timedelta(seconds=20)) is None


def test_a_read_that_was_committed_late_is_sealed_with_the_next_batch(here):
    late = reads.note(here.chen, SUBJECT, "disclosure", AT)
    key = late.pk
    by_hand("DELETE FROM access_log WHERE id = %s", key)
    reads.note(here.boris, SUBJECT, "disclosure", AT)
    reads.seal(AT + timedelta(minutes=1))
    Read.objects.create(pk=key, person=here.chen, subject=SUBJECT, what="disclosure", at=AT)
    assert reads.seal(AT + timedelta(minutes=2)).attested.open()["ranges"] == [[key, key]]
    assert list(reads.problems()) == []


def test_unaltered_rows_have_no_problems(here):
    read_twice_and_seal(here)
    reads.note(here.amina, SUBJECT, "disclosure", AT + timedelta(minutes=5))
    assert list(reads.problems()) == []


def test_an_altered_row_is_found_and_named(here):
    (_, row), batch = read_twice_and_seal(here)
    by_hand("UPDATE access_log SET what = 'nothing' WHERE id = %s", row.pk)
    assert list(reads.problems()) == [f"read {row.pk} is not what entry {batch.entry.number} sealed"]


def test_a_removed_row_is_found_and_named(here):
    (row, _), batch = read_twice_and_seal(here)
    by_hand("DELETE FROM access_log WHERE id = %s", row.pk)
    assert list(reads.problems()) == [f"read {row.pk}, sealed by entry {batch.entry.number}, is missing"]


def test_a_row_slipped_in_long_after_is_found_and_named(here):
    rows, _ = read_twice_and_seal(here)
    by_hand("DELETE FROM access_log WHERE id = %s", rows[0].pk)
    by_hand(
        "INSERT INTO access_log (id, at, person_id, subject, what) SELECT -5, at, person_id, subject, what "
        "FROM access_log WHERE id = %s",
        rows[1].pk,
    )
    reads.note(here.amina, SUBJECT, "disclosure", AT + timedelta(hours=3))
    reads.seal(AT + timedelta(hours=4))
    assert "read -5 was slipped in after its minute was sealed" in list(reads.problems())


def test_the_guards_stop_a_change_to_the_log(here):
    row = reads.note(here.chen, SUBJECT, "disclosure", AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        Read.objects.filter(pk=row.pk).update(what="nothing")
    with pytest.raises(DatabaseError), transaction.atomic():
        Read.objects.filter(pk=row.pk).delete()
