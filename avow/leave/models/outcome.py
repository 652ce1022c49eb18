"""What came of it: it was given on a day, or the leave lapsed before anything was."""

from django.db import models

from avow.ledger.models import Projection


class Given(Projection):
    """The person tells that it was given, and on which day; with leave or without."""

    schema = "leave.given"

    leave = models.OneToOneField("leave.Leave", models.PROTECT, related_name="given")
    given_on = models.DateField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(on__gte=models.F("given_on")), name="it_is_told_once_given"),
        ]

    def __str__(self) -> str:
        return f"{self.leave}: given on {self.given_on}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "leave.version.disclosure.public_id": body["disclosure"],
            "leave.version.number": body["version"],
            "given_on": body["given_on"],
            "on": body["on"],
        }


class Lapsed(Projection):
    """The last day went by, and nobody told that it was given."""

    schema = "leave.lapsed"

    leave = models.OneToOneField("leave.Leave", models.PROTECT, related_name="lapsed")
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.leave}: lapsed on {self.on}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "leave.version.disclosure.public_id": body["disclosure"],
            "leave.version.number": body["version"],
            "on": body["on"],
        }
