"""Both consultations of 6.8: with the reporting employee, and with management. Bound to the version they were about."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from avow.ledger.identifiers import public_id
from avow.ledger.models import Projection

CAPACITIES = {"employee": "the person who disclosed", "management": "management"}

MANAGEMENT_ANSWERS = {
    "agree": "I see no problem",
    "agree_with_remark": "No problem, with a remark",
    "concern": "I have a concern",
    "cannot_say": "I cannot say",
}
EMPLOYEE_ANSWERS = {
    "right": "All of it is right",
    "right_and_more": "It is right, and I want to add something",
    "wrong": "Something is not right",
    "cannot_say": "I cannot say",
}
ANSWERS = {"management": MANAGEMENT_ANSWERS, "employee": EMPLOYEE_ANSWERS}
NEEDS_WORDS = {"agree_with_remark", "concern", "right_and_more", "wrong"}
"""Answers that say nothing without a remark."""

WAYS = {
    "in_person": "in person",
    "telephone": "by telephone",
    "email": "by e-mail",
    "letter": "by letter",
    "other": "another way",
}


class Consultation(Projection):
    """Somebody was asked for their view of one version. `instead_of` is the one asked before them, who could not be."""

    schema = "reviews.consultation"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    case = models.ForeignKey("reviews.Case", models.PROTECT, related_name="consultations")
    version = models.ForeignKey("disclosures.Version", models.PROTECT, related_name="consultations")
    capacity = models.CharField(max_length=10, choices=CAPACITIES)
    asked = models.ForeignKey("people.Person", models.PROTECT, related_name="consultations")
    asked_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    asked_on = models.DateField()
    answer_by = models.DateField()
    because = models.TextField(blank=True)
    instead_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="moved_to")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(capacity__in=list(CAPACITIES)), name="consultation_capacity_is_known"),
            models.UniqueConstraint(
                fields=["version", "capacity"],
                condition=Q(instead_of__isnull=True),
                name="each_side_is_asked_once_per_version",
            ),
            models.CheckConstraint(
                condition=Q(capacity="management") | Q(instead_of__isnull=True),
                name="only_management_can_be_moved",
            ),
        ]

    def __str__(self) -> str:
        return f"consultation {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:consultation", args=[self.public_id])

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "public_id": body["consultation"],
            "case.public_id": body["case"],
            "version.disclosure.public_id": body["disclosure"],
            "version.number": body["version"],
            "capacity": body["capacity"],
            "asked.public_id": body["asked"],
            "asked_by.public_id": body["asked_by"],
            "asked_on": body["asked_on"],
            "answer_by": body["answer_by"],
            "because": body["because"],
            "instead_of.public_id": body["instead_of"],
        }


class ConsultationAnswer(Projection):
    """What the one asked said. `heard_by` is a reviewer who wrote down what was said in person or by telephone."""

    schema = "reviews.consultation_answer"

    consultation = models.OneToOneField(Consultation, models.PROTECT, related_name="answer")
    answer = models.CharField(max_length=20)
    at = models.DateTimeField()
    heard_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer__in=[*MANAGEMENT_ANSWERS, *EMPLOYEE_ANSWERS]), name="consultation_answer_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"answer to {self.consultation_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "consultation.public_id": body["consultation"],
            "answer": body["answer"],
            "at": body["at"],
            "heard_by.public_id": body["heard_by"],
        }

    @property
    def words(self) -> str:
        """The answer as its button says it."""
        return ANSWERS[self.consultation.capacity][self.answer]

    def remark(self) -> str:
        """What was added. Raises ledger.keyring.Erased."""
        return self.attested.open()["remark"]


class ConsultationAttempt(Projection):
    """An attempt to reach the one asked: on which day, how, and (attested) what came of it."""

    schema = "reviews.consultation_attempt"

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="attempts")
    on = models.DateField()
    way = models.CharField(max_length=10, choices=WAYS)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(way__in=list(WAYS)), name="attempt_way_is_known"),
        ]

    def __str__(self) -> str:
        return f"attempt on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "consultation.public_id": body["consultation"],
            "on": body["on"],
            "way": body["way"],
            "by.public_id": body["by"],
        }

    @property
    def words(self) -> str:
        return WAYS[self.way]

    def remark(self) -> str:
        """What came of it. Raises ledger.keyring.Erased."""
        return self.attested.open()["remark"]
