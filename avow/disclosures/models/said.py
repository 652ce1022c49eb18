"""What the person told after sending: it started, it is withdrawn, it has ended."""

from django.db import models

from avow.ledger.models import Projection


class Started(Projection):
    """ "I started on this day." Told again, the latest row holds; the earlier ones stay."""

    schema = "disclosures.started"

    disclosure = models.ForeignKey("disclosures.Disclosure", models.PROTECT, related_name="starts")
    started_on = models.DateField()

    def __str__(self) -> str:
        return f"started on {self.started_on}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "disclosure.public_id": body["disclosure"],
            "started_on": body["started_on"],
        }


class Withdrawal(Projection):
    """The person takes it back; why is in the attested bytes."""

    schema = "disclosures.withdrawal"

    disclosure = models.OneToOneField("disclosures.Disclosure", models.PROTECT, related_name="withdrawal")
    version = models.ForeignKey("disclosures.Version", models.PROTECT, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"withdrawn on {self.on}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "disclosure.public_id": body["disclosure"],
            "version.number": body["version"],
            "on": body["on"],
        }

    def reason(self) -> str:
        """Why, in the person's words. Raises ledger.keyring.Erased."""
        return self.attested.open()["reason"]


class Ending(Projection):
    """The activity, interest or relationship is over."""

    schema = "disclosures.ending"

    disclosure = models.OneToOneField("disclosures.Disclosure", models.PROTECT, related_name="ending")
    version = models.ForeignKey("disclosures.Version", models.PROTECT, related_name="+")
    ended_on = models.DateField()

    def __str__(self) -> str:
        return f"ended on {self.ended_on}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "disclosure.public_id": body["disclosure"],
            "version.number": body["version"],
            "ended_on": body["ended_on"],
        }

    def remark(self) -> str:
        """What the person added. Raises ledger.keyring.Erased."""
        return self.attested.open()["remark"]
