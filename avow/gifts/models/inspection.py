"""The officer's periodic inspection of the register: what was looked at, signed and dated."""

from typing import Any

from django.db import models

from avow.ledger.identifiers import public_id
from avow.ledger.keyring import Erased
from avow.ledger.models import Projection


class Inspection(Projection):
    """An officer looked at the register from `first` to `last`; `count` lines, one Merkle root. `is_whole` when it was
    narrowed by nothing but the days.

    By what it was narrowed (perhaps somebody's name), the public ids of the lines, the remark and the typed name are in
    the attested document alone.
    """

    schema = "gifts.inspection"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    on = models.DateField()
    first = models.DateField()
    last = models.DateField()
    is_whole = models.BooleanField()
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
            "is_whole": not body["filters"],
            "count": body["count"],
            "root": body["root"],
        }

    def body(self) -> dict[str, Any] | None:
        """All that was signed; None where the inspector was erased."""
        try:
            return self.attested.open()
        except Erased:
            return None


class InspectedLine(models.Model):
    """A line that a narrowed inspection looked at, as its document says: by it one knows, without opening anything, for
    whom the inspection is as if absent."""

    ledger_list = "working"

    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="lines")
    disclosure = models.ForeignKey("disclosures.Disclosure", models.CASCADE, related_name="inspected_lines")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "disclosure"], name="an_inspection_looks_once_at_a_line"),
        ]

    def __str__(self) -> str:
        return f"{self.disclosure_id} in {self.inspection_id}"
