"""Guidance that everyone reads (6.6): what was asked, told without whoever asked it, and what holds.

Nothing leads from it to a question: it is written anew, and names nobody.
"""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from avow.ledger.identifiers import public_id
from avow.ledger.models import Projection


class Guidance(Projection):
    """One version. It replaces the one before it, which stays to be read; the last one holds until it is withdrawn."""

    schema = "questions.guidance"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    asked = models.TextField()
    says = models.TextField()
    clauses = models.JSONField(default=list)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"guidance {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("questions:guidance_one", args=[self.public_id])

    @property
    def subject(self) -> str:
        """How the ledger calls it."""
        return f"guidance:{self.public_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "public_id": body["guidance"],
            "replaces.public_id": body["replaces"],
            "number": body["number"],
            "title": body["title"],
            "asked": body["asked"],
            "says": body["says"],
            "clauses": body["clauses"],
            "by.public_id": body["by"],
            "on": body["on"],
        }


class GuidanceWithdrawn(Projection):
    """It holds no more, from a day on, for a reason that everyone reads."""

    schema = "questions.guidance_withdrawn"

    guidance = models.OneToOneField(Guidance, models.PROTECT, related_name="withdrawn")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    on = models.DateField()
    reason = models.TextField()

    def __str__(self) -> str:
        return f"withdrawn on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "guidance.public_id": body["guidance"],
            "by.public_id": body["by"],
            "on": body["on"],
            "reason": body["reason"],
        }


class FoundBy(models.Model):
    """A clause or a word by which guidance is found. Can be made again from its texts."""

    ledger_list = "working"

    guidance = models.ForeignKey(Guidance, models.CASCADE, related_name="found_by")
    clause = models.CharField(max_length=20, blank=True)
    word = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["clause", "guidance"], name="guidance_by_clause"),
            models.Index(fields=["word", "guidance"], name="guidance_by_word"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(clause="") ^ models.Q(word=""), name="found_by_a_clause_or_a_word"
            ),
        ]

    def __str__(self) -> str:
        return self.clause or self.word
