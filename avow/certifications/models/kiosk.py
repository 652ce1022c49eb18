"""Filling the form at a shared device: the code that somebody is given, and the sitting that it opens."""

from typing import Any, ClassVar

from django.db import models

from avow.certifications.models.campaign import Included
from avow.ledger.models import Projection
from avow.people.models import Person


class CodeMade(Projection):
    """Somebody of HR, or an officer, made a one-time code for a person. The code itself is kept nowhere."""

    schema: ClassVar[str] = "certifications.code_made"

    public_id = models.CharField(max_length=12, unique=True)
    included = models.ForeignKey(Included, models.PROTECT, related_name="codes_made")
    on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"code {self.public_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {name: body[name] for name in ("public_id", "on")} | {
            "included.campaign.public_id": body["campaign"],
            "included.person.public_id": body["person"],
            "by.public_id": body["by"],
        }


class OneTimeCode(models.Model):
    """The code that opens somebody's form now; making another replaces it. Only its keyed hash is here. `used_at` is
    when the form was signed with it; `failed` counts tries with this code and a wrong fact. `opens_nothing` is what the
    worker saw last: this one does not by `handing_out.opens_nothing`, or one made later does not; whoever enters is
    looked at anew."""

    ledger_list = "working"

    included = models.OneToOneField(Included, models.CASCADE, related_name="code")
    digest = models.CharField(max_length=64, unique=True)
    made = models.ForeignKey(CodeMade, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    failed = models.PositiveIntegerField(default=0)
    opens_nothing = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"code for {self.included_id}"


class Sitting(models.Model):
    """Somebody is at a shared device with their code: one at a time for each code. Only the hash of what the browser
    holds is here. `seen_at` is the last sign of life."""

    ledger_list = "working"

    code = models.OneToOneField(OneTimeCode, models.CASCADE, related_name="sitting")
    digest = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"sitting of {self.code_id}"
