"""What was decided about exactly one version, the conditions, and whether the person agreed to them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from avow.ledger.identifiers import public_id
from avow.ledger.models import Projection
from avow.reviews import outcomes


class Decision(Projection):
    """One decision on one version, known by its hash. Only one that was declined by the person can be followed by
    another on the same version, which names it in `instead_of`."""

    schema = "reviews.decision"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    case = models.ForeignKey("reviews.Case", models.PROTECT, related_name="decisions")
    version = models.ForeignKey("disclosures.Version", models.PROTECT, related_name="decisions")
    version_hash = models.CharField(max_length=64)
    outcome = models.CharField(max_length=40)
    register = models.CharField(max_length=40, blank=True)
    authority = models.CharField(max_length=24)
    decided_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    decided_on = models.DateField()
    start_on = models.DateField()
    instead_of = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(instead_of__isnull=True), name="one_decision_per_version"
            ),
            models.CheckConstraint(
                condition=Q(authority__in=["compliance_officer", "deputy", "chief_executive", "board_committee"]),
                name="decision_names_an_authority",
            ),
            models.CheckConstraint(condition=~Q(outcome=""), name="decision_has_an_outcome"),
            models.CheckConstraint(condition=Q(start_on__gte=models.F("decided_on")), name="decision_looks_forward"),
        ]
        indexes: ClassVar = [models.Index(fields=["register", "decided_on"], name="decisions_by_register")]

    def __str__(self) -> str:
        return f"decision {self.public_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "public_id": body["decision"],
            "case.public_id": body["case"],
            "version.disclosure.public_id": body["disclosure"],
            "version.number": body["version"],
            "version_hash": body["version_hash"],
            "outcome": body["outcome"],
            "register": body["register"],
            "authority": body["authority"],
            "decided_by.public_id": body["decided_by"],
            "decided_at": body["at"],
            "decided_on": body["on"],
            "start_on": body["start_on"],
            "instead_of.public_id": body["instead_of"],
        }

    @property
    def permits(self) -> bool:
        """Whether the activity may go on, once its day has come and its conditions are agreed to."""
        return self.outcome not in outcomes.FORBIDDING

    def reasons(self) -> str:
        """Why. Raises ledger.keyring.Erased."""
        return self.attested.open()["reasons"]


class Condition(Projection):
    """One condition of a decision; its text is in the attested document."""

    schema = "reviews.condition"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="conditions")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "number"], name="condition_number_once_per_decision"),
            models.CheckConstraint(condition=Q(number__gte=1), name="condition_numbers_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"condition {self.number} of {self.decision_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {"decision.public_id": body["decision"], "number": body["number"], "due_on": body["due_on"]}

    def text(self) -> str:
        """What is to be done. Raises ledger.keyring.Erased."""
        return self.attested.open()["text"]


class Agreement(Projection):
    """The person agrees to the conditions of a decision, or says in their own words why not."""

    schema = "reviews.agreement"

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="agreement")
    agreed = models.BooleanField()
    on = models.DateField()

    def __str__(self) -> str:
        return f"{'agreed' if self.agreed else 'declined'}: {self.decision_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {"decision.public_id": body["decision"], "agreed": body["agreed"], "on": body["on"]}

    def words(self) -> str:
        """What the person said with it. Raises ledger.keyring.Erased."""
        return self.attested.open()["words"]
