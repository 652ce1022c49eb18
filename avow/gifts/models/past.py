"""A gift brought in from an earlier register: from which row of which file."""

from django.db import models

from avow.ledger.models import Projection


class PastGift(Projection):
    """What makes a second import of one file change nothing is the file and the row, not what the row says: rows that
    look the same are two gifts. `line` is the row's line in the file, `sha256` of the file's bytes."""

    schema = "gifts.past"

    disclosure = models.OneToOneField("disclosures.Disclosure", models.PROTECT, related_name="past_gift")
    sha256 = models.CharField(max_length=64)
    line = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sha256", "line"], name="a_row_of_a_file_is_brought_in_once"),
        ]

    def __str__(self) -> str:
        return f"line {self.line} of {self.sha256[:12]}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {"disclosure.public_id": body["disclosure"], "sha256": body["sha256"], "line": body["line"]}
