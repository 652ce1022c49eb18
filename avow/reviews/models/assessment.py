"""The reviewer's own view of one version (3.1)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from avow.ledger.models import Projection

CLASSIFICATIONS = {
    "actual": "an actual conflict",
    "potential": "a potential conflict",
    "appearance": "the appearance of a conflict",
    "none": "no conflict",
}


class Assessment(Projection):
    """How a reviewer classifies a version, and whether a reasonable person could question it. The latest row holds."""

    schema = "reviews.assessment"

    case = models.ForeignKey("reviews.Case", models.PROTECT, related_name="assessments")
    version = models.ForeignKey("disclosures.Version", models.PROTECT, related_name="assessments")
    on = models.DateField()
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    classification = models.CharField(max_length=12, choices=CLASSIFICATIONS)
    could_be_questioned = models.BooleanField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(classification__in=list(CLASSIFICATIONS)),
                name="classification_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"assessment of version {self.version_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "case.public_id": body["case"],
            "version.disclosure.public_id": body["disclosure"],
            "version.number": body["version"],
            "on": body["on"],
            "by.public_id": body["by"],
            "classification": body["classification"],
            "could_be_questioned": body["could_be_questioned"],
        }

    @property
    def words(self) -> str:
        return CLASSIFICATIONS[self.classification]

    def reason(self) -> str:
        """Why a reasonable person could, or could not, question it. Raises ledger.keyring.Erased."""
        return self.attested.open()["reason"]
