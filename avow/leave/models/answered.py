"""What was answered to a request for leave. There is one answer; silence is never one."""

from django.db import models

from avow.ledger.keyring import Erased
from avow.ledger.models import Projection


class Answered(Projection):
    """One of those asked gave leave, or did not."""

    schema = "leave.answered"

    leave = models.OneToOneField("leave.Leave", models.PROTECT, related_name="answered")
    by_request = models.OneToOneField("leave.AskedOf", models.PROTECT, related_name="answered")
    is_given = models.BooleanField()
    on = models.DateField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.leave}: {'given' if self.is_given else 'not given'}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "by_request.public_id": body["asked"],
            "leave.version.disclosure.public_id": body["disclosure"],
            "leave.version.number": body["version"],
            "is_given": body["is_given"],
            "on": body["on"],
            "at": body["at"],
        }

    def remark(self) -> str:
        """What was added, or "(erased)"."""
        try:
            return self.attested.open()["remark"]
        except Erased:
            return "(erased)"
