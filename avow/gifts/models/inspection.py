"""The officer's periodic inspection of the register: what was looked at, signed and dated."""

from django.db import models

from avow.ledger.identifiers import public_id
from avow.ledger.keyring import Erased
from avow.ledger.models import Projection


class Inspection(Projection):
    """An officer looked at the register from `first` to `last`, with these filters; `count` lines, one Merkle root.

    The public ids of the lines, the remark and the typed name are in the attested document.
    """

    schema = "gifts.inspection"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    on = models.DateField()
    first = models.DateField()
    last = models.DateField()
    filters = models.JSONField(default=dict)
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=64)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="an_inspection_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"inspection {self.public_id} of {self.on}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "public_id": body["inspection"],
            "by.public_id": body["by"],
            "on": body["on"],
            "first": body["first"],
            "last": body["last"],
            "filters": body["filters"],
            "count": body["count"],
            "root": body["root"],
        }

    def remark(self) -> str:
        """What the officer wrote, or "(erased)"."""
        try:
            return self.attested.open()["remark"]
        except Erased:
            return "(erased)"
