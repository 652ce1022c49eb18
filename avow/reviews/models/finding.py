"""What a reviewer found of the facts that only a review can find, such as the four tests of 5.1."""

from typing import Any, ClassVar

from django.db import models

from avow.ledger.models import Projection


class FactsFound(Projection):
    """Facts with the source "review", found for one version; the reason is in the attested bytes. The latest row holds,
    and the judgement attested by the same entry was made with it."""

    schema = "reviews.facts_found"

    case = models.ForeignKey("reviews.Case", models.PROTECT, related_name="facts_found")
    version = models.ForeignKey("disclosures.Version", models.PROTECT, related_name="facts_found")
    on = models.DateField()
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    facts = models.JSONField()

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"facts found for version {self.version_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "case.public_id": body["case"],
            "version.disclosure.public_id": body["disclosure"],
            "version.number": body["version"],
            "on": body["on"],
            "by.public_id": body["by"],
            "facts": body["facts"],
        }

    def reason(self) -> str:
        """How they came to find so. Raises ledger.keyring.Erased."""
        return self.attested.open()["reason"]
