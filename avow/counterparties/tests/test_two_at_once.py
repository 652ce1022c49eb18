"""Two officers merge at the same moment: one waits, and is told what the other did."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from avow.counterparties.acts import put
from avow.counterparties.merging import CannotMerge, merge
from avow.counterparties.models import Merge
from avow.ledger.testing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 1, 1)
SAID = {"by": "system", "at": datetime(2026, 1, 1, 8, tzinfo=UTC)}


def merged(*pairs) -> list[str]:
    """Merge each pair at the same moment; gives what was refused, in words."""
    said = {"on": DAY, "reason": "One telephone number.", **SAID}
    results = at_once(*(partial(merge, duplicate, into, **said) for duplicate, into in pairs))
    assert all(isinstance(one, Merge | CannotMerge) for one in results), results
    return [str(one) for one in results if isinstance(one, CannotMerge)]


@pytest.fixture
def parties():
    return [put(number, on=DAY, name=f"Delta {number}", **SAID) for number in "ABC"]


def test_each_into_the_other_ends_as_one_merge(parties):
    a, b, _ = parties
    assert ["would close a circle" in words for words in merged((a, b), (b, a))] == [True]
    assert Merge.objects.count() == 1


def test_one_into_two_ends_as_one_merge(parties):
    a, b, c = parties
    assert ["already. Separate it" in words for words in merged((a, b), (a, c))] == [True]
    assert Merge.objects.count() == 1
