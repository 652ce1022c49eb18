"""What is said in a case: threads with the person and with those consulted; and notes that only reviewers read."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from avow.ledger.identifiers import public_id
from avow.ledger.models import Projection

SORTS = {
    "message": "message",
    "question": "question",
    "answer": "answer",
    "taken_back": "question taken back",
}


class Message(Projection):
    """One message in the thread with `thread_with`, read by that person and the reviewers, and by nobody else.

    A question is open until a row answers it or takes it back; each question has at most one such row.
    """

    schema = "reviews.message"

    case = models.ForeignKey("reviews.Case", models.PROTECT, related_name="messages")
    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    thread_with = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=SORTS)
    settles = models.OneToOneField("self", models.PROTECT, null=True, related_name="settled_by")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sort__in=list(SORTS)), name="message_sort_is_known"),
            models.CheckConstraint(
                condition=Q(sort__in=["answer", "taken_back"], settles__isnull=False)
                | Q(sort__in=["message", "question"], settles__isnull=True),
                name="answers_settle_a_question",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.public_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "case.public_id": body["case"],
            "public_id": body["message"],
            "thread_with.public_id": body["thread_with"],
            "author.public_id": body["author"],
            "sort": body["sort"],
            "settles.public_id": body["settles"],
            "at": body["at"],
        }

    def text(self) -> str:
        """What was written. Raises ledger.keyring.Erased."""
        return self.attested.open()["text"]


class Note(Projection):
    """A private note of a reviewer: other reviewers of the case read it, the person and those consulted never do."""

    schema = "reviews.note"

    case = models.ForeignKey("reviews.Case", models.PROTECT, related_name="notes")
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"note in {self.case_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {"case.public_id": body["case"], "author.public_id": body["author"], "at": body["at"]}

    def text(self) -> str:
        """What was noted. Raises ledger.keyring.Erased."""
        return self.attested.open()["text"]
