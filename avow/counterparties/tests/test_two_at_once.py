"""Two officers merge at the same moment: one waits, and is told what the other did."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from avow.counterparties.acts import put
from avow.counterparties.merging import CannotMerge, merge
from avow.counterparties.models import Merge

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 1, 1)
SAID = {"by": "system", "at": datetime(2026, 1, 1, 8, tzinfo=UTC)}


def at_once(*pairs):
    """Merge each pair in its own thread, started together; gives what was refused, in words."""
    together, refused = threading.Barrier(len(pairs), timeout=20), []

    def run(duplicate, into):
        try:
            together.wait()
            merge(duplicate, into, on=DAY, reason="One telephone number.", **SAID)
        except CannotMerge as words:
            refused.append(str(words))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return refused


@pytest.fixture
def parties():
    return [put(number, on=DAY, name=f"Delta {number}", **SAID) for number in "ABC"]


def test_each_into_the_other_ends_as_one_merge(parties):
    a, b, _ = parties
    assert ["would close a circle" in words for words in at_once((a, b), (b, a))] == [True]
    assert Merge.objects.count() == 1


def test_one_into_two_ends_as_one_merge(parties):
    a, b, c = parties
    assert ["already. Separate it" in words for words in at_once((a, b), (a, c))] == [True]
    assert Merge.objects.count() == 1
