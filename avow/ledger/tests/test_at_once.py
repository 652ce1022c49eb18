"""Many at once: no gap, no fork, and the heads tell one story. A killed process leaves nothing broken."""

import os
import signal
import threading

import pytest
from django.db import connection, transaction

from avow.ledger import heads, keyring
from avow.ledger.acts import Doc, record
from avow.ledger.models import Entry, Head
from avow.ledger.verify import verify

from .telling import AT, visit

pytestmark = pytest.mark.django_db(transaction=True)

THREADS, ACTS = 8, 15


def test_eight_threads_record_one_unbroken_ledger():
    failures, barrier = [], threading.Barrier(THREADS)

    def work(thread: int) -> None:
        barrier.wait()
        try:
            for act in range(ACTS):
                with transaction.atomic():
                    docs = [Doc("sample.words", {"act": act}, f"person:{thread}-{act % 3}")]
                    record("told", actor="system", subject=f"thread:{thread}", at=AT, docs=docs)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert list(Entry.objects.values_list("number", flat=True)) == list(range(1, THREADS * ACTS + 1))
    sizes = [heads.read(line).size for line in heads.path().read_text().splitlines()]
    assert sizes == sorted(set(sizes)) and sizes[-1] == THREADS * ACTS == Head.objects.get().size
    assert verify().findings == [] and verify().notes == []


def test_a_process_killed_between_the_commit_and_the_head_leaves_a_ledger_that_verifies():
    visit("amina")
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            heads.keep = lambda size: os.kill(os.getpid(), signal.SIGKILL)
            keyring.close()
            visit("boris")
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert Entry.objects.count() == 2
    report = verify()
    assert report.clean and report.notes == ["entry 2: no signed head covers this yet"]
    visit("chen")
    assert verify().notes == [] and heads.latest_size() == 3


def test_a_process_killed_in_the_middle_of_an_act_leaves_nothing():
    visit("amina")
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            with transaction.atomic():
                visit("boris")
                os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    os.waitpid(child, 0)
    assert Entry.objects.count() == 1 and verify().clean
    assert visit("boris").attested.entry_id == 2


def test_verifying_while_people_work_finds_nothing():
    visit("amina")
    stop, failures = threading.Event(), []

    def work() -> None:
        try:
            while not stop.is_set():
                visit("boris")
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        found = [verify() for _ in range(5)]
    finally:
        stop.set()
        thread.join()
    assert failures == [] and [report.findings for report in found] == [[]] * 5
    assert found[-1].entries > found[0].entries
