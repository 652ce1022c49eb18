"""Jobs run when due, once, by one worker; what fails is tried again; what a killed worker held is taken over."""

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from avow.jobs import leases, periodic
from avow.jobs.models import Job
from avow.jobs.periodic import Periodic
from avow.jobs.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that stands still until told."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def wait(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def worker_for(work, clock, seconds=60.0) -> Worker:
    return Worker({"a job": Periodic("a job", seconds, work)}, clock)


def test_a_new_job_runs_at_once_and_then_every_so_often(clock):
    ran = []
    worker = worker_for(lambda: ran.append(clock()), clock)
    for seconds in (0, 30, 30, 59, 1):
        clock.wait(seconds=seconds)
        worker.run_due()
    assert [int((at - START).total_seconds()) for at in ran] == [0, 60, 120]


def test_what_was_missed_while_nothing_ran_is_run_once(clock):
    ran = []
    worker = worker_for(lambda: ran.append(1), clock)
    worker.run_due()
    clock.wait(hours=3)
    assert (worker.run_due(), worker.run_due(), len(ran)) == (1, 0, 2)


def test_two_workers_never_run_one_job_at_once(clock):
    ran, inside, both = [], threading.Event(), threading.Event()

    def slow() -> None:
        ran.append(1)
        inside.set()
        both.wait(10)

    def first() -> None:
        worker_for(slow, clock).run_due()
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait(10)
    assert worker_for(slow, clock).run_due() == 0
    both.set()
    thread.join()
    assert len(ran) == 1


def test_many_that_come_at_the_same_moment_agree_on_one(clock):
    leases.prepare([Periodic("a job", 60, lambda: None)], START)
    job, barrier, taken = Job.objects.get(), threading.Barrier(8), []

    def take(number: int) -> None:
        barrier.wait()
        if leases.take(job, f"worker {number}", START):
            taken.append(number)
        connection.close()

    threads = [threading.Thread(target=take, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 1


def test_what_a_killed_worker_held_is_taken_over_when_its_lease_ran_out(clock):
    leases.prepare([Periodic("a job", 60, lambda: None)], START)
    assert leases.take(Job.objects.get(), "killed", START)
    ran = []
    worker = worker_for(lambda: ran.append(1), clock)
    clock.wait(seconds=leases.LEASE.total_seconds() - 1)
    assert worker.run_due() == 0
    clock.wait(seconds=1)
    assert worker.run_due() == 1 and ran == [1]
    assert not leases.done(Job.objects.get(), "killed", 60, clock())


def test_a_long_job_keeps_its_lease(clock, monkeypatch):
    monkeypatch.setattr("avow.jobs.worker.RENEW", 0.01)
    renewed = threading.Event()
    whole = leases.renew

    def renew(*given):
        kept = whole(*given)
        renewed.set()
        return kept

    monkeypatch.setattr(leases, "renew", renew)

    def long() -> None:
        clock.wait(seconds=50)
        renewed.clear()
        assert renewed.wait(10)
        assert Job.objects.get().held_until == clock() + leases.LEASE

    assert worker_for(long, clock).run_due() == 1
    assert (Job.objects.get().failures, Job.objects.get().held_by) == (0, "")


def test_a_job_that_fails_is_tried_again_after_a_growing_pause(clock, caplog):
    caplog.set_level(logging.CRITICAL, "avow.jobs")
    ran = []

    def fails() -> None:
        ran.append(int((clock() - START).total_seconds()))
        raise RuntimeError("not today")

    worker = worker_for(fails, clock, seconds=3600)
    for _ in range(40):
        worker.run_due()
        clock.wait(seconds=1)
    assert ran == [0, 5, 15, 35]
    job = Job.objects.get()
    assert (job.failures, job.last_failure, job.last_done_at) == (4, "RuntimeError", None)


def test_one_that_fails_does_not_keep_the_others_from_running(clock, caplog):
    caplog.set_level(logging.CRITICAL, "avow.jobs")
    ran = []
    jobs = {
        "bad": Periodic("bad", 60, lambda: 1 / 0),
        "good": Periodic("good", 60, lambda: ran.append(1)),
    }
    assert Worker(jobs, clock).run_due() == 2 and ran == [1]


def test_a_job_that_is_no_more_loses_its_row(clock):
    worker_for(lambda: None, clock).run_due()
    Worker({"other": Periodic("other", 60, lambda: None)}, clock).run_due()
    assert [job.name for job in Job.objects.all()] == ["other"]


def test_told_to_stop_it_ends_the_job_in_hand_and_takes_no_other(clock):
    ran = []
    jobs = {}
    worker = Worker(jobs, clock)

    def one() -> None:
        worker.stop()
        ran.append(1)

    jobs = {name: Periodic(name, 60, one) for name in ("a", "b")}
    worker.jobs = jobs
    worker.run()
    assert ran == [1]


def test_late_jobs_are_named(clock):
    worker_for(lambda: None, clock).run_due()
    assert leases.late(clock()) == []
    clock.wait(minutes=20)
    assert leases.late(clock()) == ["a job should have run at 2026-03-02 09:01 UTC; is `avow worker` running?"]


def test_rooms_say_what_runs_and_marking_twice_is_marking_once():
    found = periodic.discover()
    assert "avow.access.periodic.seal_reads" in found
    assert periodic.discover() == found and all(job.seconds > 0 for job in found.values())
    with pytest.raises(ValueError, match="some time"):
        periodic.every(0)
