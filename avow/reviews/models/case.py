"""The case, who decides it, and who stepped aside."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from avow.ledger.identifiers import public_id
from avow.ledger.models import Projection
from avow.reviews.queries import CaseQuerySet

DECIDING = {
    "compliance_officer": "the compliance officer",
    "chief_executive": "the chief executive",
    "board_committee": "the board committee",
}
"""Who may decide, from the one who decides most to the last resort."""

GRAVITY = {"note": 0, "judgement": 1, "approval": 2, "prohibited": 3}
"""How grave a finding is, for the order of the desk. Questions alone weigh as much as a judgement."""


class Case(Projection):
    """One disclosure under review, from its first submission on."""

    schema = "reviews.case"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    disclosure = models.OneToOneField("disclosures.Disclosure", models.PROTECT, related_name="case")
    opened_on = models.DateField()

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["opened_on"], name="cases_by_day")]

    def __str__(self) -> str:
        return f"case {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:case", args=[self.public_id])

    @property
    def subject(self) -> str:
        """How the ledger calls what the case is about."""
        return self.disclosure.subject

    @property
    def key(self) -> str:
        """Whose key seals what is said in the case."""
        return self.disclosure.person.key

    @property
    def routing(self) -> "Routing":
        """Who decides now."""
        return self.routings.order_by("-pk").first()

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "public_id": body["case"],
            "disclosure.public_id": body["disclosure"],
            "opened_on": body["opened_on"],
        }


class Routing(Projection):
    """Who decides one version and by when; the latest row holds. Referring a case higher up is a row too."""

    schema = "reviews.routing"

    case = models.ForeignKey(Case, models.PROTECT, related_name="routings")
    version = models.ForeignKey("disclosures.Version", models.PROTECT, related_name="+")
    on = models.DateField()
    decides = models.CharField(max_length=24, choices=DECIDING)
    route = models.CharField(max_length=200)
    because = models.TextField()
    fell_back = models.BooleanField(default=False)
    referred_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    answer_by = models.DateField()
    gravity = models.PositiveSmallIntegerField()
    pack_hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(decides__in=list(DECIDING)), name="routing_names_an_authority"),
            models.CheckConstraint(condition=models.Q(gravity__lte=max(GRAVITY.values())), name="gravity_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.decides}"

    @property
    def authority(self) -> str:
        """The role that decides, in words."""
        return DECIDING[self.decides]

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "case.public_id": body["case"],
            "version.disclosure.public_id": body["disclosure"],
            "version.number": body["version"],
            "on": body["on"],
            "decides": body["decides"],
            "route": body["route"],
            "because": body["because"],
            "fell_back": body["fell_back"],
            "referred_by.public_id": body["referred_by"],
            "answer_by": body["answer_by"],
            "gravity": body["gravity"],
            "pack_hash": body["pack_hash"],
        }


class SteppedAside(Projection):
    """Somebody who could review or decide says that they must not. Why is in the attested document."""

    schema = "reviews.stepped_aside"

    case = models.ForeignKey(Case, models.PROTECT, related_name="stepped_aside")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "person"], name="one_steps_aside_once_per_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.person_id} stepped aside"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {"case.public_id": body["case"], "person.public_id": body["person"], "on": body["on"]}

    def reason(self) -> str:
        """Why, in their words. Raises ledger.keyring.Erased."""
        return self.attested.open()["reason"]


class KeptOpen(Projection):
    """The officer keeps a case open although the person withdrew or ended what it was about. Why is attested."""

    schema = "reviews.kept_open"

    case = models.OneToOneField(Case, models.PROTECT, related_name="kept_open")
    on = models.DateField()
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.case_id}: kept open"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {"case.public_id": body["case"], "on": body["on"], "by.public_id": body["by"]}

    def reason(self) -> str:
        """Why, in the officer's words. Raises ledger.keyring.Erased."""
        return self.attested.open()["reason"]
