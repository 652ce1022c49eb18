"""One row for each periodic job: when it is due, and who has it in hand until when."""

from django.db import models


class Job(models.Model):
    """A periodic job. A worker that takes it holds a lease, which it renews while it works; a lease that ran out is
    anybody's.
    """

    ledger_list = "working"

    name = models.CharField(max_length=200, unique=True)
    due_at = models.DateTimeField(db_index=True)
    held_by = models.CharField(max_length=120, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    last_done_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    last_failure = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_at", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(held_by="", held_until=None) | (~models.Q(held_by="") & ~models.Q(held_until=None)),
                name="a_held_job_is_held_until_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, due {self.due_at:%Y-%m-%d %H:%M:%S}"
