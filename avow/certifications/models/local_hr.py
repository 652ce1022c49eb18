"""What a local HR department tells the compliance officer (6.2): advice of one conflict, and its closing return."""

from typing import Any, ClassVar

from django.db import models

from avow.certifications.models.campaign import Campaign
from avow.certifications.models.form import ReportedConflict
from avow.ledger.models import Projection
from avow.people.models import Person


class Advice(Projection):
    """An HR partner advised the compliance officer of a conflict on a form. Their note is sealed."""

    schema: ClassVar[str] = "certifications.advice"

    public_id = models.CharField(max_length=12, unique=True)
    conflict = models.OneToOneField(ReportedConflict, models.PROTECT, related_name="advice")
    department = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"advice {self.public_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {name: body[name] for name in ("public_id", "department", "on")} | {
            "conflict.public_id": body["conflict"],
            "by.public_id": body["by"],
        }


class AdviceReceived(Projection):
    """The compliance officer or a deputy received an advice."""

    schema: ClassVar[str] = "certifications.advice_received"

    advice = models.OneToOneField(Advice, models.PROTECT, related_name="received")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.advice} was received on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {"advice.public_id": body["advice"], "by.public_id": body["by"], "on": body["on"]}


class ForCommittee(models.Model):
    """An advice on a form from which every officer keeps away, so that the board committee may have to receive it. Seen
    when it was given, and by the worker each minute: that it need not open all others to find it. Whoever reads or
    receives is looked at anew."""

    ledger_list = "working"

    advice = models.OneToOneField(Advice, models.CASCADE, related_name="for_committee")

    def __str__(self) -> str:
        return f"{self.advice} for the board committee"


COUNTS = ("asked", "signed", "exempt", "left", "missing", "conflicts", "advised")


class ClosingReturn(Projection):
    """A department's signed account of a campaign: how many were asked, signed, were exempt, left, are missing, how
    many conflicts were reported and how many of them advised. Once for each department."""

    schema: ClassVar[str] = "certifications.closing_return"

    public_id = models.CharField(max_length=12, unique=True)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="returns")
    department = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()
    asked = models.PositiveIntegerField()
    signed = models.PositiveIntegerField()
    exempt = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    conflicts = models.PositiveIntegerField()
    advised = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "department"], name="a_department_returns_a_campaign_once"),
            models.CheckConstraint(
                condition=models.Q(
                    asked=models.F("signed") + models.F("exempt") + models.F("left") + models.F("missing")
                ),
                name="a_closing_return_adds_up",
            ),
        ]

    def __str__(self) -> str:
        return f"closing return {self.public_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {name: body[name] for name in ("public_id", "department", "on", *COUNTS)} | {
            "campaign.public_id": body["campaign"],
            "by.public_id": body["by"],
        }


class ReturnReceived(Projection):
    """The compliance officer or a deputy received a closing return."""

    schema: ClassVar[str] = "certifications.return_received"

    closing_return = models.OneToOneField(ClosingReturn, models.PROTECT, related_name="received")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.closing_return} was received on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {
            "closing_return.public_id": body["closing_return"],
            "by.public_id": body["by"],
            "on": body["on"],
        }
