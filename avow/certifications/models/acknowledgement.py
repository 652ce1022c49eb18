"""That a person read a version of the policy (6.5)."""

from typing import Any, ClassVar

from django.db import models

from avow.ledger.models import Projection
from avow.people.models import Person


class Acknowledgement(Projection):
    """A person read one version of the policy, on one day, in one language. Once for each version (`pack_hash`)."""

    schema: ClassVar[str] = "certifications.acknowledgement"

    person = models.ForeignKey(Person, models.PROTECT, related_name="acknowledgements")
    pack_hash = models.CharField(max_length=64)
    version = models.CharField(max_length=60)
    on = models.DateField()
    language = models.CharField(max_length=35)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "pack_hash"], name="a_version_is_acknowledged_once_by_each_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} acknowledged version {self.version} on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {
            "person.public_id": body["person"],
            "pack_hash": body["pack_hash"],
            "version": body["version"],
            "on": body["on"],
            "language": body["language"],
        }
