"""An acknowledgement is on record as it was made, and two at the same moment are one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from avow.adoptions.testing import adopted
from avow.certifications.acts import acknowledge
from avow.certifications.models import Acknowledgement
from avow.ledger import guards
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.people.testing import cast

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_the_ledger_is_content_and_a_changed_day_is_found():
    amina, pack = cast().amina, adopted()
    acknowledge(amina, pack, on=ON, at=AT)
    assert verify().findings == []
    guards.drop(names={Acknowledgement._meta.db_table})
    Acknowledgement.objects.update(on=date(2026, 3, 1))
    guards.install()
    (found,) = verify().findings
    assert (found.table, found.column) == (Acknowledgement._meta.db_table, "on")


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_are_one():
    amina, pack = cast().amina, adopted()

    def press(_) -> int:
        try:
            return acknowledge(amina, pack, on=ON, at=AT).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as presses:
        assert len(set(presses.map(press, range(4)))) == 1
    assert Acknowledgement.objects.count() == 1
    assert Entry.objects.filter(verb="policy acknowledged").count() == 1
