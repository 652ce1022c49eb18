"""A form that was signed on paper: who entered it, from which scan, and which day stands on it."""

from typing import Any, ClassVar

from django.db import models

from avow.certifications.models.form import SignedForm
from avow.ledger.models import Projection
from avow.people.models import Person


class PaperCaptured(Projection):
    """The scan of the paper from which a form was entered. `scan` is the public id of the file, sealed with the key of
    the person; its name, type and SHA-256 are in the sealed document. `dated` is the day that stands on the paper."""

    schema: ClassVar[str] = "certifications.paper_captured"

    form = models.OneToOneField(SignedForm, models.PROTECT, related_name="paper")
    scan = models.CharField(max_length=12, unique=True)
    dated = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"paper of {self.form}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {
            "form.public_id": body["form"],
            "scan": body["scan"]["id"],
            "dated": body["dated"],
            "by.public_id": body["by"],
        }
