"""What the person does, or leaves alone, until there is a decision (1.1)."""

from typing import Any, ClassVar

from django.db import models

from avow.ledger.models import Projection


class InstructionAcknowledged(Projection):
    """The person has read the instruction for this version. The words they read are in the attested document."""

    schema = "reviews.instruction_acknowledged"

    case = models.ForeignKey("reviews.Case", models.PROTECT, related_name="acknowledgements")
    version = models.OneToOneField("disclosures.Version", models.PROTECT, related_name="instruction_acknowledged")
    on = models.DateField()

    class Meta:
        verbose_name_plural: ClassVar = "instructions acknowledged"

    def __str__(self) -> str:
        return f"{self.case_id}: instruction acknowledged"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "case.public_id": body["case"],
            "version.disclosure.public_id": body["disclosure"],
            "version.number": body["version"],
            "on": body["on"],
        }
