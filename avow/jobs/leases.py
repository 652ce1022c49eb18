"""Taking a due job so that nobody else runs it, keeping it while it runs, and giving it back."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from .models import Job
from .periodic import Periodic

LEASE = timedelta(seconds=60)
LONGEST_PAUSE = timedelta(hours=1)


def prepare(jobs: Iterable[Periodic], at: datetime) -> None:
    """Have a row for every job; a new one is due at once. Rows of jobs that are no more go, unless in hand."""
    names = [job.name for job in jobs]
    known = set(Job.objects.values_list("name", flat=True))
    missing = [Job(name=name, due_at=at) for name in names if name not in known]
    Job.objects.bulk_create(missing, ignore_conflicts=True)
    Job.objects.exclude(name__in=names).filter(held_by="").delete()


def due(at: datetime) -> list[Job]:
    """The jobs that are due and that nobody has in hand, the longest due first."""
    return list(Job.objects.filter(_free(at), due_at__lte=at))


def _free(at: datetime) -> Q:
    return Q(held_until=None) | Q(held_until__lte=at)


def take(job: Job, worker: str, at: datetime) -> bool:
    """Take the job for one lease; False when another was quicker."""
    free = Job.objects.filter(_free(at), pk=job.pk, due_at__lte=at)
    return free.update(held_by=worker, held_until=at + LEASE) == 1


def renew(job: Job, worker: str, at: datetime) -> bool:
    """Hold it for one more lease; False when it was lost."""
    return Job.objects.filter(pk=job.pk, held_by=worker).update(held_until=at + LEASE) == 1


def done(job: Job, worker: str, seconds: float, at: datetime) -> bool:
    """Give it back; it is due `seconds` after it was, or after now when that has passed. False when it was lost."""
    interval = timedelta(seconds=seconds)
    next_due = job.due_at + interval if job.due_at + interval > at else at + interval
    mine = Job.objects.filter(pk=job.pk, held_by=worker)
    return mine.update(held_by="", held_until=None, due_at=next_due, last_done_at=at, failures=0, last_failure="") == 1


def failed(job: Job, worker: str, seconds: float, why: str, at: datetime) -> bool:
    """Give it back undone; it is tried again after a pause that doubles, up to an hour or its own interval."""
    pause = min(timedelta(seconds=5) * 2 ** min(job.failures, 12), max(LONGEST_PAUSE, timedelta(seconds=seconds)))
    mine = Job.objects.filter(pk=job.pk, held_by=worker)
    return (
        mine.update(
            held_by="", held_until=None, due_at=at + pause, failures=job.failures + 1, last_failure=why[:200]
        )
        == 1
    )  # fmt: skip


def late(at: datetime, by: timedelta = timedelta(minutes=10)) -> list[str]:
    """The jobs that should have run long ago, each as a sentence. Empty while a worker runs."""
    waiting = Job.objects.filter(due_at__lt=at - by).filter(_free(at))
    return [
        f"{job.name} should have run at {job.due_at:%Y-%m-%d %H:%M} UTC; is `avow worker` running?" for job in waiting
    ]
