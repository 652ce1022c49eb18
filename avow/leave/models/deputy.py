"""Who answers for a manager while they are away, as the manager says it themselves."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from avow.ledger.history import History


class Deputy(History):
    """`deputy` answers for `manager` from `from_day` to `until`, both included; `until` may be open.

    `to_day` is only set when the manager ends it earlier, and is the first day without it.
    """

    schema = "leave.deputy"

    manager = models.ForeignKey("people.Person", models.PROTECT, related_name="deputies")
    deputy = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            *History.Meta.constraints,
            models.CheckConstraint(condition=~Q(manager=F("deputy")), name="nobody_is_their_own_deputy"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("from_day")), name="a_deputy_ends_after_they_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.manager_id} from {self.from_day}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "manager.public_id": body["manager"],
            "deputy.public_id": body["deputy"],
            "from_day": body["from_day"],
            "until": body["until"],
        }
