"""Tests that commit leave nothing behind: the next one starts with an empty, guarded ledger."""

import threading
from datetime import date

import pytest
from django.conf import settings
from django.db import connection

from avow.ledger import guards, keyring
from avow.ledger.models import Entry, Head

from .sample.models import Post, Town
from .telling import posted, visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("time", ["first", "second", "third"])
def test_each_starts_with_an_empty_guarded_ledger(time):
    assert guards.check() == []
    assert (Entry.objects.count(), Head.objects.get().size, Town.objects.count(), Post.objects.count()) == (0, 0, 0, 0)
    assert keyring.destroyed() == set() and not (settings.AVOW_HOME / "heads.log").exists()
    visit("amina")
    posted("amina", "York", date(2026, 1, 1))
    keyring.destroy("person:amina")
    assert (settings.AVOW_HOME / "heads.log").read_text().count("\n") == 2


def test_a_thread_that_still_reads_does_not_stop_it():
    visit("amina")

    def read() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger_entry")
            seen.append(cursor.fetchone()[0])

    seen: list[int] = []
    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert seen == [1]


def test_after_it_all_is_clean_again():
    assert Entry.objects.count() == 0 and guards.check() == []
