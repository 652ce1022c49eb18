"""Many gifts that have to be judged again because of one act: done by the worker, some at a time."""

from django.db import models


class ToLookAgain(models.Model):
    """A disclosure to be judged again, and why. Removed when it is done.

    One that could not be judged stays, with how often that was tried and the kind of error (never its words, which may
    hold what somebody wrote); it is tried again from `due_at` on, and the others go on meanwhile.
    """

    ledger_list = "working"

    disclosure = models.ForeignKey("disclosures.Disclosure", models.CASCADE, related_name="+")
    cause = models.CharField(max_length=20)
    cause_entry = models.ForeignKey("ledger.Entry", models.PROTECT, related_name="+")
    failures = models.PositiveIntegerField(default=0)
    last_failure = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["disclosure", "cause_entry"], name="once_for_each_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.disclosure_id} to be judged again"
