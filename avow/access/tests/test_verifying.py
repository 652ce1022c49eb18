"""`avow ledger verify` finds an altered read, and an administrator who reads."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from avow.access import acts, reads
from avow.access.models import Participant, RoleGrant
from avow.access.participants import add
from avow.access.testing import grant
from avow.jobs import periodic
from avow.ledger import guards
from avow.ledger.acts import record
from avow.ledger.verify import verify
from avow.people.testing import cast

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 0, 30, tzinfo=UTC)
SUBJECT = "disclosure:0123456789ab"

pytestmark = pytest.mark.django_db(transaction=True)


def by_hand(table, sql, *params):
    with transaction.atomic():
        guards.drop(connection, {table})
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
        guards.install(connection)


def said():
    return [finding.says for finding in verify().findings]


def test_an_ordinary_day_is_clean():
    here = cast()
    acts.open_account(here.amina, "green boats on calm water", at=AT)
    ended = grant(here.chen, "compliance_officer")
    grant(here.farah, "administrator")
    acts.end_role(ended, here.farah, ON, AT)
    acts.take_back_proposal(acts.propose_role(here.boris, "auditor", here.farah, ON, AT), here.farah, ON, AT)
    with transaction.atomic():
        add("0123456789ab", here.amina, "discloser", record("began", actor=here.amina, subject=SUBJECT, at=AT), ON)
    reads.note(here.chen, SUBJECT, "disclosure", AT)
    reads.seal(AT + timedelta(minutes=1))
    assert said() == []


def test_an_altered_read_is_found():
    here = cast()
    row = reads.note(here.chen, SUBJECT, "disclosure", AT)
    batch = reads.seal(AT + timedelta(minutes=1))
    by_hand("access_log", "UPDATE access_log SET person_id = %s WHERE id = %s", here.goran.pk, row.pk)
    assert said() == [f"read {row.pk} is not what entry {batch.entry.number} sealed"]


def test_a_participant_written_past_the_product_is_found():
    here = cast()
    with transaction.atomic():
        entry = record("began", actor=here.amina, subject=SUBJECT, at=AT)
        mine = add("0123456789ab", here.amina, "discloser", entry, ON)
    by_hand(
        Participant._meta.db_table,
        "UPDATE access_participant SET person_id = %s WHERE id = %s",
        here.goran.pk,
        mine.pk,
    )
    assert any("access_participant" in sentence and "person" in sentence for sentence in said())


def test_a_role_lengthened_past_the_product_is_found():
    here = cast()
    given = grant(here.chen, "compliance_officer")
    acts.end_role(given, None, ON, AT)
    by_hand(
        RoleGrant._meta.db_table,
        "UPDATE access_rolegrant SET to_day = '2099-01-01' WHERE id = %s",
        given.pk,
    )
    assert any("access_rolegrant" in sentence for sentence in said())


def test_an_administrator_with_another_role_is_found():
    here = cast()
    grant(here.chen, "compliance_officer")
    grant(here.chen, "administrator")
    assert said() == ["C1 is administrator and compliance officer at once"]


def test_one_role_after_the_other_is_fine():
    here = cast()
    first = grant(here.chen, "administrator")
    grant(here.farah, "administrator")
    acts.end_role(first, here.farah, ON, AT)
    grant(here.chen, "compliance_officer", ON)
    assert said() == []


def test_the_worker_seals_every_minute():
    assert periodic.discover()["avow.access.periodic.seal_reads"].seconds == 60
