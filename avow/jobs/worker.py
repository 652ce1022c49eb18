"""The worker: looks for what is due, runs it one after the other, and holds its lease meanwhile."""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import DatabaseError, close_old_connections, connection

from . import leases
from .models import Job
from .periodic import Periodic

log = logging.getLogger("avow.jobs")

LOOK = 1.0
RENEW = leases.LEASE.total_seconds() / 4


class Worker:
    """Runs jobs until told to stop; then ends the one in hand and goes."""

    def __init__(self, jobs: Mapping[str, Periodic], clock: Callable[[], datetime]) -> None:
        self.jobs, self.clock = dict(jobs), clock
        self.name = f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.stopping = threading.Event()

    def stop(self, *_: object) -> None:
        """End after the job in hand. Can be used as a signal handler."""
        self.stopping.set()

    def run(self) -> None:
        """Work until stopped. A database that does not answer is waited for."""
        pause = LOOK
        while not self.stopping.is_set():
            try:
                close_old_connections()
                self.run_due()
                pause = LOOK
            except DatabaseError:
                log.exception("The database does not answer; the worker tries again in %.0f s.", pause)
                connection.close()
                pause = min(pause * 2, 60)
            self.stopping.wait(pause)
        connection.close()

    def run_due(self) -> int:
        """Run what is due now, once; gives how many jobs were run."""
        leases.prepare(self.jobs.values(), self.clock())
        count = 0
        for job in leases.due(self.clock()):
            if self.stopping.is_set():
                break
            if job.name in self.jobs and leases.take(job, self.name, self.clock()):
                self._run(job, self.jobs[job.name])
                count += 1
        return count

    def _run(self, job: Job, periodic: Periodic) -> None:
        finished = threading.Event()
        keeper = threading.Thread(target=self._keep, args=(job, finished), daemon=True)
        keeper.start()
        try:
            periodic.work()
        except Exception as error:
            log.exception("%s failed; it is tried again", job.name)
            kept = leases.failed(job, self.name, periodic.seconds, type(error).__name__, self.clock())
        else:
            kept = leases.done(job, self.name, periodic.seconds, self.clock())
        finally:
            finished.set()
            keeper.join()
        if not kept:
            log.error("%s took longer than its lease could be held; another worker may have run it too", job.name)

    def _keep(self, job: Job, finished: threading.Event) -> None:
        """Renew the lease until the job is finished."""
        while not finished.wait(RENEW):
            try:
                if not leases.renew(job, self.name, self.clock()):
                    return
            except DatabaseError:
                log.warning("the lease of %s could not be renewed", job.name, exc_info=True)
        connection.close()
