"""Two imports at the same moment: one waits for the other, and no rate is brought twice."""

import pytest

from avow.ledger.models import Entry
from avow.ledger.testing import at_once
from avow.ledger.verify import verify
from avow.rates import current
from avow.rates.models import BroughtRate
from avow.rates.testing import bring_text

pytestmark = pytest.mark.django_db(transaction=True)


def text(usd: str) -> str:
    return "".join(f"2026-01-{day:02},{name},{usd}\n" for day in range(1, 29) for name in ("USD", "NOK", "CZK"))


def test_the_same_file_is_brought_once():
    results = at_once(*[lambda: bring_text(text("1.3"))] * 3)
    assert sorted((done.added, done.unchanged) for done in results) == [(0, 84), (0, 84), (84, 0)]
    assert (Entry.objects.count(), BroughtRate.objects.count()) == (1, 84)


def test_two_files_of_the_same_days_end_as_one_after_the_other():
    results = at_once(lambda: bring_text(text("1.3"), "one.csv"), lambda: bring_text(text("1.4"), "two.csv"))
    assert sorted((done.added, done.corrected) for done in results) == [(0, 84), (84, 0)]
    last = BroughtRate.objects.order_by("-pk").first()
    assert {str(current.held().rates.published(name, last.day)) for name in ("USD", "NOK", "CZK")} == {last.rate}
    assert verify().clean
