"""A gift that cannot be judged again holds up none that wait behind it, and stays visible until it could be."""

from datetime import date, timedelta
from functools import partial
from io import StringIO

import pytest
from django.core.management import call_command

from avow.adoptions.testing import adopted
from avow.disclosures import judging
from avow.disclosures.testing import noon
from avow.gifts import looking_again
from avow.gifts.looking_again import work_through
from avow.gifts.models import ToLookAgain
from avow.gifts.testing import cited, received
from avow.ledger.models import Entry

MARCH, APRIL, MAY, ON = date(2026, 3, 2), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 5)
AT = noon(ON)
SECRET = "a silver ham"


@pytest.fixture
def broken(monkeypatch):
    """The disclosures of which judging raises, for whatever reason."""
    found, again = set(), judging.again

    def raising(version, *rest, **more):
        if version.disclosure_id in found:
            raise ValueError(SECRET)
        return again(version, *rest, **more)

    monkeypatch.setattr(judging, "again", raising)
    return found


@pytest.fixture
def left_to_the_worker(here, monkeypatch):
    """Two gifts that count otherwise since a third was entered late, and a worker that has not looked at them yet."""
    received(here.amina, MARCH, "150.00", party=here.delta)
    later = [received(here.amina, MAY, worth, party=here.freight) for worth in ("40.00", "41.00")]
    other = received(here.boris, MAY, "150.00", party=here.delta)
    received(here.boris, MAY, "20.00", party=here.delta)
    monkeypatch.setattr(looking_again, "look", partial(looking_again.look, most=0))
    received(here.amina, APRIL, "60.00", party=here.delta, sent=ON)
    received(here.boris, MARCH, "40.00", party=here.delta, sent=ON)
    return [*later, other]


def check() -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("gifts", "check", stdout=out)
    except SystemExit as end:
        return int(end.code), out.getvalue()
    return 0, out.getvalue()


def test_the_others_go_on_and_it_is_tried_later(left_to_the_worker, broken, caplog):
    first, second, other = left_to_the_worker
    broken.add(first.disclosure_id)
    waiting = ToLookAgain.objects.count()
    assert waiting > 3
    assert work_through(ON, AT) == waiting - 1
    assert "could not be judged again" in caplog.text
    assert cited(second) == cited(other) == ["5.2"]
    left = ToLookAgain.objects.get()
    assert (left.disclosure, left.failures, left.last_failure) == (first.disclosure, 1, "ValueError")
    assert work_through(ON, AT + timedelta(seconds=59)) == 0
    broken.clear()
    assert work_through(ON, AT + timedelta(seconds=60)) == 1
    assert not ToLookAgain.objects.exists()
    assert cited(first) == ["5.2"]


def test_the_pause_doubles_up_to_an_hour(left_to_the_worker, broken):
    broken.add(left_to_the_worker[0].disclosure_id)
    at, pauses = AT, []
    for _ in range(8):
        work_through(ON, at)
        due = ToLookAgain.objects.get().due_at
        pauses.append((due - at).seconds // 60)
        at = due
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


def test_many_that_raise_do_not_hold_up_those_behind_them(left_to_the_worker, broken):
    first, second, other = left_to_the_worker
    broken |= {first.disclosure_id, second.disclosure_id}
    for _ in range(9):
        work_through(ON, AT, most=1)
    assert {row.disclosure_id for row in ToLookAgain.objects.all()} == broken
    assert cited(other) == ["5.2"]


def test_nothing_of_a_failed_attempt_stays(left_to_the_worker, broken):
    broken |= {one.disclosure_id for one in left_to_the_worker}
    work_through(ON, AT)
    entries = Entry.objects.count()
    work_through(ON, AT + timedelta(hours=1))
    assert Entry.objects.count() == entries


def test_the_check_names_it_and_says_nothing_of_what_was_written(left_to_the_worker, broken, client):
    first = left_to_the_worker[0]
    adopted()
    assert client.get("/healthz").json()["gifts"] == "ok"
    broken.add(first.disclosure_id)
    work_through(ON, AT)
    assert client.get("/healthz").json()["gifts"] == "behind"
    status, said = check()
    assert status == 1
    assert f"disclosure {first.disclosure.public_id}: could not be judged again, tried once" in said
    assert "ValueError" in said and SECRET not in said
    broken.clear()
    work_through(ON, AT + timedelta(hours=1))
    assert check()[0] == 0
    assert client.get("/healthz").json()["gifts"] == "ok"
