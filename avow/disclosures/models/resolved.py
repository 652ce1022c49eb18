"""Who the other side is, said by an officer where the person could only write it in their own words."""

from django.db import models

from avow.ledger.keyring import Erased
from avow.ledger.models import Projection


class PartyResolved(Projection):
    """The other side of a disclosure is this entry of the register; None takes that back. The latest holds."""

    schema = "disclosures.party_resolved"

    disclosure = models.ForeignKey("disclosures.Disclosure", models.PROTECT, related_name="parties_resolved")
    counterparty = models.ForeignKey("counterparties.Counterparty", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"other side of {self.disclosure_id} resolved on {self.on}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "disclosure.public_id": body["disclosure"],
            "counterparty.public_id": body["counterparty"],
            "by.public_id": body["by"],
            "on": body["on"],
        }

    def reason(self) -> str:
        """Why the officer thinks so, or "(erased)"."""
        try:
            return self.attested.open()["reason"]
        except Erased:
            return "(erased)"
