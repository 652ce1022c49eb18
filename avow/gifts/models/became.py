"""What became of a gift: turned down, given back, passed on, paid for. Each with its own day, as the person says."""

from django.db import models

from avow.ledger.keyring import Erased
from avow.ledger.models import Projection


class Became(Projection):
    """What became of a gift on a day; `becoming` is one of those that the policy names (policy.toml, [becomes]).

    `paid` is in `currency`, where something was paid for. Further ones may follow: half paid for, then given back.
    """

    schema = "gifts.became"

    disclosure = models.ForeignKey("disclosures.Disclosure", models.PROTECT, related_name="became")
    becoming = models.CharField(max_length=40)
    on = models.DateField()
    paid = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(paid__isnull=True) | models.Q(paid__gt=0), name="what_was_paid_is_more_than_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.disclosure_id} {self.becoming} on {self.on}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "disclosure.public_id": body["disclosure"],
            "becoming": body["becoming"],
            "on": body["on"],
            "paid": body["paid"],
            "currency": body["currency"] or "",
            "by.public_id": body["by"],
        }

    def remark(self) -> str:
        """What the person added, or "(erased)"."""
        try:
            return self.attested.open()["remark"]
        except Erased:
            return "(erased)"


class BecameTakenBack(Projection):
    """It was not so after all: the row it takes back no longer counts. Both stay on record."""

    schema = "gifts.became_taken_back"

    became = models.OneToOneField(Became, models.PROTECT, related_name="taken_back")
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.became} taken back"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        said = {
            "became.disclosure.public_id": body["disclosure"],
            "became.attested.entry.number": body["became"],
            "on": body["on"],
        }
        # One entry can bring in two of one gift. Documents of before 28 November 2026 do not say which it was.
        return said | ({"became.becoming": body["becoming"]} if "becoming" in body else {})
