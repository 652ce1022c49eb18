"""What happens to someone's being asked in a campaign besides the form: another department, an exemption, counts."""

from datetime import date
from typing import Any, ClassVar

from django.db import models

from avow.certifications.models.campaign import Campaign, Included
from avow.ledger.models import Projection
from avow.people.models import Person


class HandedOver(Projection):
    """From the day `on`, HR department `to` looks after this person's form: they were transferred, or look after their
    own department as HR partner (mission, "The people"). `transferred` tells the first from the others."""

    schema: ClassVar[str] = "certifications.handed_over"

    included = models.ForeignKey(Included, models.PROTECT, related_name="handed_over")
    number = models.PositiveIntegerField()
    to = models.CharField(max_length=200, blank=True, default="")
    on = models.DateField()
    because = models.TextField()
    transferred = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["included", "number"], name="handing_over_has_each_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.included} went to {self.to} on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {name: body[name] for name in ("number", "to", "on", "because")} | {
            "transferred": body.get("transferred", False),
            "included.campaign.public_id": body["campaign"],
            "included.person.public_id": body["person"],
        }


class Exempted(Projection):
    """Somebody need not sign from `on` until the day before `until` (None: for the whole campaign). Why is sealed."""

    schema: ClassVar[str] = "certifications.exempted"

    public_id = models.CharField(max_length=12, unique=True)
    included = models.ForeignKey(Included, models.PROTECT, related_name="exemptions")
    on = models.DateField()
    until = models.DateField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gt=models.F("on")),
                name="an_exemption_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"exemption {self.public_id}"

    def holds(self, on: date) -> bool:
        """Whether it holds on the day: begun, not over, not ended before its time."""
        over = self.until is not None and self.until <= on
        return self.on <= on and not over and not (hasattr(self, "ended") and self.ended.on <= on)

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {name: body[name] for name in ("public_id", "on", "until")} | {
            "included.campaign.public_id": body["campaign"],
            "included.person.public_id": body["person"],
            "by.public_id": body["by"],
        }


class ExemptionEnded(Projection):
    """An exemption was ended before its time."""

    schema: ClassVar[str] = "certifications.exemption_ended"

    exemption = models.OneToOneField(Exempted, models.PROTECT, related_name="ended")
    on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.exemption} ended on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {"exemption.public_id": body["exemption"], "on": body["on"], "by.public_id": body["by"]}


MISSING, SIGNED, TO_CONFIRM, EXEMPT, LEFT = "missing", "signed", "to_confirm", "exempt", "left"
PLACES = {
    MISSING: "not signed yet",
    SIGNED: "signed",
    TO_CONFIRM: "captured from paper, not confirmed yet",
    EXEMPT: "exempt",
    LEFT: "has left us",
}


class Place(models.Model):
    """Where one asked person stands now, kept for counting: a hundred thousand are counted without being read. All of
    it follows from projections and the day; `places.check` computes it anew and compares."""

    ledger_list = "working"

    included = models.OneToOneField(Included, models.CASCADE, related_name="place")
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    department = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=12, choices=PLACES, default=MISSING)
    conflicts = models.PositiveIntegerField(default=0)
    to_advise = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(state__in=list(PLACES)), name="a_place_is_a_known_one"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "department", "state", "conflicts", "to_advise"], name="places_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.included_id} {self.state}"


class Followed(models.Model):
    """As of which day a campaign was compared with the registers last; `known` differs once they change."""

    ledger_list = "working"

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="followed")
    on = models.DateField()
    known = models.CharField(max_length=100)

    def __str__(self) -> str:
        return f"{self.campaign} as of {self.on}"
