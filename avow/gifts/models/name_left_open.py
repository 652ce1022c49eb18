"""A name that leads to entries of the register, of which the person chose none: an officer is to say who it is."""

from django.db import models


class NameLeftOpen(models.Model):
    """The other side of a disclosure is open, as its name stands. Removed when an officer said who it is, and when it
    is sent under another name or taken back."""

    ledger_list = "working"

    disclosure = models.OneToOneField("disclosures.Disclosure", models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"who the other side of {self.disclosure_id} is"
