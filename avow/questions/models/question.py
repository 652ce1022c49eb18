"""A question to the compliance officer (6.6): who asked, what was said since, who stepped aside, and that it is over.

Every text is sealed with the key of whoever asked. Where it stands is computed from these rows.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from avow.ledger.identifiers import public_id
from avow.ledger.keyring import Erased
from avow.ledger.models import Projection

ERASED = "(erased)"
SORTS = {"asked": "asked", "answered": "answered"}


class QuestionQuerySet(models.QuerySet):
    """Questions, always reached through the person who may read them (`visibility`)."""

    def marked(self):
        """With `answer_by`, the day on which the first thing not yet answered is due; None where all is answered."""
        said = Message.objects.filter(question=OuterRef("pk"))
        answered = said.filter(sort="answered").order_by("-pk").values("pk")[:1]
        open_ = said.filter(sort="asked", pk__gt=Coalesce(OuterRef("last_answer"), 0)).order_by("pk")
        return self.annotate(
            last_answer=Subquery(answered),
            answer_by=Subquery(open_.values("answer_by")[:1]),
            is_closed=F("closing__pk"),
        )

    def waiting(self):
        """Those that wait for an answer, the first due first."""
        return self.marked().filter(answer_by__isnull=False, closing__isnull=True).order_by("answer_by", "pk")


class Question(Projection):
    """One question of one person. `kept_from` are the public ids of those whom it is not to reach; `kind` and `clauses`
    say what it is about, where that is known."""

    schema = "questions.question"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="questions")
    on = models.DateField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=40, blank=True)
    clauses = models.JSONField(default=list)
    kept_from = models.JSONField(default=list)
    pack_hash = models.CharField(max_length=64)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-at"], name="questions_of_a_person")]

    def __str__(self) -> str:
        return f"question {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("questions:one", args=[self.public_id])

    @property
    def subject(self) -> str:
        """How the ledger calls it."""
        return f"question:{self.public_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "public_id": body["question"],
            "person.public_id": body["person"],
            "on": body["on"],
            "at": body["at"],
            "kind": body["kind"],
            "clauses": body["clauses"],
            "kept_from": body["kept_from"],
            "pack_hash": body["pack_hash"],
        }

    def title(self) -> str:
        """What it is about in a line, or "(erased)"."""
        try:
            return self.attested.open()["title"]
        except Erased:
            return ERASED


class Message(Projection):
    """Something that was asked, with the day by which it is to be answered, or an answer. `files` are public ids."""

    schema = "questions.message"

    question = models.ForeignKey(Question, models.PROTECT, related_name="messages")
    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    author = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    sort = models.CharField(max_length=10, choices=SORTS)
    at = models.DateTimeField()
    answer_by = models.DateField(null=True)
    files = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sort="asked", answer_by__isnull=False) | Q(sort="answered", answer_by__isnull=True),
                name="what_is_asked_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.public_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "question.public_id": body["question"],
            "public_id": body["message"],
            "author.public_id": body["author"],
            "sort": body["sort"],
            "at": body["at"],
            "answer_by": body["answer_by"],
            "files": [file["id"] for file in body["files"]],
        }

    def text(self) -> str:
        """What was written, or "(erased)"."""
        try:
            return self.attested.open()["text"]
        except Erased:
            return ERASED


class Closing(Projection):
    """The question is over, said by whoever asked or by whoever answers."""

    schema = "questions.closing"

    question = models.OneToOneField(Question, models.PROTECT, related_name="closing")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"closed on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {"question.public_id": body["question"], "by.public_id": body["by"], "on": body["on"]}


class Aside(Projection):
    """Somebody who could answer steps aside, for a reason that only the sealed document has."""

    schema = "questions.aside"

    question = models.ForeignKey(Question, models.PROTECT, related_name="asides")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["question", "person"], name="one_steps_aside_once"),
        ]

    def __str__(self) -> str:
        return f"aside since {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {"question.public_id": body["question"], "person.public_id": body["person"], "on": body["on"]}


class Paper(models.Model):
    """A file with something that was said, sealed with the key of whoever asked. Its SHA-256 is in that message."""

    ledger_list = "working"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="papers")
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="plain bytes")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(size__gt=0), name="paper_is_not_empty")]

    def __str__(self) -> str:
        return f"paper {self.public_id}"
