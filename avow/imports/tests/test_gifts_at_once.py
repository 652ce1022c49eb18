"""Gifts come in whole or not at all, once, and sealed: two imports at once, one killed in the middle, one on record."""

import os
import signal
from datetime import date

import pytest
from django.db import connection

from avow.adoptions.testing import adopted
from avow.disclosures import acts, judging
from avow.disclosures.models import Disclosure, Judgement, Version
from avow.disclosures.testing import disclosed
from avow.gifts.acts import bringing_in
from avow.gifts.models import Gift, PastGift
from avow.imports.models import ImportedFile
from avow.imports.tests.conftest import AT, DAY
from avow.imports.tests.gifts_world import LONG_AGO, brought
from avow.imports.tests.test_two_at_once import at_once
from avow.ledger import guards, keyring
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.people.testing import cast as make_cast
from avow.retention.acts import erase

pytestmark = pytest.mark.django_db(transaction=True)
RECEIVED = "kind:=gift_received"


@pytest.fixture
def cast(db):
    people = make_cast(LONG_AGO)
    adopted(date(2026, 1, 1))
    return people


def lines(count, person="A1", first=1):
    days = "".join(
        f"{person},2026-{1 + place % 9:02}-{1 + place % 28:02},Omega,{9 + place}\n" for place in range(count)
    )
    return "person,date,party,amount\n" + days


def test_two_imports_of_one_file_bring_it_in_once(cast, file):
    path = file(lines(30), "gifts.csv")
    results = at_once(*[lambda: brought(path, RECEIVED)] * 3)
    assert sorted((len(report.gifts), report.unchanged) for report in results) == [(0, 30), (0, 30), (30, 0)]
    assert (Gift.objects.count(), PastGift.objects.count()) == (30, 30)
    assert verify().clean


def test_two_files_and_an_entry_at_once_end_as_one_after_the_other(cast, file):
    """Whoever comes last counts what the others brought, and what was there is judged again: all sums are right."""
    one, two = file(lines(10), "one.csv"), file(lines(12).replace("Omega", "OMEGA"), "two.csv")
    results = at_once(
        lambda: brought(one, RECEIVED, yes=True),
        lambda: brought(two, RECEIVED, yes=True),
        lambda: disclosed(
            cast.amina, "gift_received", on=DAY, amount="20", other_side="omega", received_on="2026-09-30"
        ),
    )
    assert [error for error in results if isinstance(error, Exception)] == []
    latest = {judgement.version_id: judgement for judgement in Judgement.objects.order_by("pk")}
    assert len(latest) == 23

    for version in Version.objects.select_related("disclosure__person"):
        assert judging.again(version, {}, "")["findings"] == latest[version.pk].findings
    assert verify().clean


def test_killed_in_the_middle_nothing_is_half_there(cast, file):
    path = file(lines(20), "gifts.csv")
    before = Entry.objects.count()
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            bringing_in.looking_again.look = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
            keyring.close()
            brought(path, RECEIVED)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert (Entry.objects.count(), Disclosure.objects.count(), ImportedFile.objects.count()) == (before, 0, 0)
    assert verify().clean
    assert len(brought(path, RECEIVED).gifts) == 20
    assert verify().clean


def test_a_large_file_is_several_entries_of_one_transaction(cast, file, monkeypatch):
    monkeypatch.setattr(bringing_in, "AT_ONCE", 8)
    before = Entry.objects.count()
    report = brought(file(lines(20), "gifts.csv"), RECEIVED)
    entries = list(Entry.objects.filter(number__gt=before).values_list("verb", "document_count"))
    assert entries == [("gifts brought in", 32), ("gifts brought in", 32), ("gifts brought in", 17)]
    assert ImportedFile.objects.get().entry.number == report.entry
    assert (Gift.objects.count(), verify().clean) == (20, True)


def test_all_is_sealed_and_a_row_changed_by_hand_is_found(cast, file):
    text = "person,date,party,amount,paid back,outcome\nA1,2026-03-01,X,50,10,\nA1,2026-03-02,X,60,,donated\n"
    brought(file(text, "gifts.csv"), RECEIVED)
    assert verify().clean
    table = PastGift._meta.db_table
    with connection.cursor() as cursor:
        guards.drop(connection, {table})
        cursor.execute(f"UPDATE {table} SET line = line + 7")
        guards.install(connection)
    assert len(verify().findings) == 2


def test_somebody_with_a_past_can_be_erased(cast, file):
    brought(file("person,date,party,amount,remarks\nA1,2026-03-01,X,50,Her own words\n", "g.csv"), RECEIVED)
    erase(cast.amina.key, by="command line", at=AT, reason="Five years after leaving.")
    past = PastGift.objects.get()
    with pytest.raises(keyring.Erased):
        past.attested.open()
    assert verify().findings == []
    again = brought(file("person,date,party,amount,remarks\nA1,2026-03-01,X,50,Her own words\n", "g.csv"), RECEIVED)
    assert (len(again.gifts), again.unchanged, again.refused) == (0, 1, [])


def test_a_past_gift_can_be_changed_and_withdrawn_like_any_other(cast, file):
    """Changed here, it is reviewed as what is sent here is; taken back, it no longer counts."""
    report = brought(file("person,date,party,amount\nA1,2026-03-01,X,150\nA1,2026-03-02,X,60\n", "g.csv"), RECEIVED)
    first, second = (Disclosure.objects.get(public_id=report.gifts[line]) for line in (2, 3))
    assert second.gift.gravest == "approval"
    acts.withdraw(first, cast.amina, "It was not mine.", AT)
    second.gift.refresh_from_db()
    assert second.gift.gravest == ""
    acts.amend(second, cast.amina, AT)
    assert second.state(DAY).id == "past"
    assert verify().clean
