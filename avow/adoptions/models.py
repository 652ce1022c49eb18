"""Adopted versions of the policy."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from avow.ledger.models import Projection
from avow.people.models import Person


class Adoption(Projection):
    """From `from_day` on, this version of the policy binds everyone, until a later adoption's day.

    The attested document holds every file of the pack, so that the version can always be loaded again.
    """

    schema: ClassVar[str] = "adoptions.adoption"

    pack_hash = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    version = models.CharField(max_length=60)
    from_day = models.DateField(db_index=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    adopted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(proposed_by=F("adopted_by")), name="a_policy_is_adopted_by_a_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version} from {self.from_day}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {
            "pack_hash": body["pack_hash"],
            "name": body["name"],
            "version": body["version"],
            "from_day": body["from_day"],
            "proposed_by.public_id": body["proposed_by"],
            "adopted_by.public_id": body["adopted_by"],
        }
