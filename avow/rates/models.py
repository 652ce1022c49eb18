"""The files of rates that were brought, and the rates that were new in them or otherwise than before."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from avow.ledger.models import Projection

KEY = "register"


class RatesFile(Projection):
    """A file that brought rates: its name, SHA-256 of its bytes, how many rates were added and corrected, the first
    and last day of these, and the Merkle root over them. A file that changes nothing leaves no trace."""

    schema: ClassVar[str] = "rates.file"

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    on = models.DateField()
    added = models.PositiveIntegerField()
    corrected = models.PositiveIntegerField()
    first = models.DateField()
    last = models.DateField()
    root = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(added__gte=1) | Q(corrected__gte=1), name="a_file_of_rates_brings_some"),
            models.CheckConstraint(condition=Q(first__lte=models.F("last")), name="rates_go_from_first_to_last"),
        ]

    def __str__(self) -> str:
        return f"rates of {self.first} to {self.last} in {self.name}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        names = ("name", "sha256", "on", "added", "corrected", "first", "last", "root")
        return {name: body[name] for name in names}


class BroughtRate(models.Model):
    """So many of a currency for one euro on a day, as a file brought it. Never changed; the latest row of a currency
    and day holds. The rows of a file are held by the root in `RatesFile`.

    `rate` is text, because a number of up to twenty digits is not kept to the last of them by SQLite.
    """

    ledger_list = "attested"

    file = models.ForeignKey(RatesFile, models.PROTECT, related_name="rates")
    day = models.DateField()
    currency = models.CharField(max_length=3)
    rate = models.CharField(max_length=22, help_text="for one euro, without exponent")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "currency", "day"], name="a_file_has_one_rate_of_a_day"),
            models.CheckConstraint(condition=~Q(currency="EUR"), name="the_euro_has_no_rate"),
            models.CheckConstraint(condition=~Q(rate=""), name="a_rate_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.rate} {self.currency} on {self.day}"
