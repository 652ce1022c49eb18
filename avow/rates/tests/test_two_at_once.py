"""Two imports at the same moment: one waits for the other, and no rate is brought twice."""

import threading

import pytest
from django.db import connection

from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.rates import current
from avow.rates.models import BroughtRate
from avow.rates.testing import bring_text

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions):
    """Run the actions in threads that start together; gives what each returned or raised."""
    together = threading.Barrier(len(actions), timeout=20)
    results = [None] * len(actions)

    def run(place, action):
        try:
            together.wait()
            results[place] = action()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


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
