"""What this room keeps is what was attested, and a row changed by hand is found."""

import pytest
from django.db import connection

from avow.disclosures import acts
from avow.disclosures.models import Judgement, Version
from avow.disclosures.testing import disclosed, noon
from avow.ledger import guards, keyring
from avow.ledger.verify import verify

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def said(cast, delta, on):
    """One of everything that this room attests."""
    brother = {"holder": "family", "relation": "sibling", "relative_name": "Daniel"}
    version = disclosed(cast.amina, on=on, counterparty=delta, **brother)
    acts.amend(version.disclosure, cast.amina, noon(on))
    acts.submit(version.disclosure, cast.amina, on, noon(on))
    acts.tell_started(version.disclosure, cast.amina, on, noon(on))
    acts.end(version.disclosure, cast.amina, on, noon(on), "Over.")
    other = disclosed(cast.amina, "gift_received", on=on, amount="12.30")
    acts.withdraw(other.disclosure, cast.amina, "Entered twice.", noon(on))
    return version


def test_all_of_it_verifies(said):
    report = verify()
    assert report.clean, report.as_json()


def test_it_still_verifies_without_the_persons_key(said, cast):
    keyring.destroy(cast.amina.key)
    found = [finding for finding in verify().as_json()["findings"] if "disclosures" in str(finding)]
    assert found == []


@pytest.mark.parametrize(
    ("model", "change"),
    [(Version, "bearing = 'actual'"), (Version, "counterparty_id = NULL"), (Judgement, "findings = '[]'")],
)
def test_a_row_changed_by_hand_is_found(said, model, change):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        guards.drop(connection, {table})
        cursor.execute(f"UPDATE {table} SET {change}")
        guards.install(connection)
    assert not verify().clean
