"""Leave asked for one version of what somebody wants to give, and everyone of whom it was asked."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from avow.disclosures.models import Ending, Version
from avow.ledger.identifiers import public_id
from avow.ledger.models import Projection

BECAUSE = {
    "manager": "the manager on that day",
    "deputy": "stands in for the one asked before",
    "above": "the next one up the line",
    "officer": "compliance officer: nobody in the line is left to be asked",
    "board": "board committee: nobody else is left to be asked",
}


class LeaveQuerySet(models.QuerySet):
    """Leaves by how they stand."""

    def current(self) -> "LeaveQuerySet":
        """Those that are about the latest version of their disclosure, asked for it or carried over to it."""
        versions = Version.objects.filter(disclosure=OuterRef("version__disclosure")).order_by("-number")
        latest = self.annotate(latest=Subquery(versions.values("pk")[:1]))
        carried = Carried.objects.filter(leave=OuterRef("pk"), version=OuterRef("latest"))
        return latest.filter(Q(version=F("latest")) | Exists(carried))

    def wanted(self) -> "LeaveQuerySet":
        """Current ones of what is still to be given: neither taken back nor over, told as given, nor lapsed."""
        ended = Ending.objects.filter(disclosure=OuterRef("version__disclosure"))
        rows = self.current().filter(given__isnull=True, lapsed__isnull=True)
        return rows.filter(~Exists(ended), version__disclosure__gift__counts=True)

    def waiting(self) -> "LeaveQuerySet":
        """Those that nobody has answered yet, and that still want an answer."""
        return self.wanted().filter(answered__isnull=True)


class Leave(Projection):
    """Leave asked on `asked_on` for what a version says. It lapses unused after `last_day`."""

    schema = "leave.asked"

    version = models.OneToOneField("disclosures.Version", models.PROTECT, related_name="leave")
    asked_on = models.DateField()
    last_day = models.DateField()

    objects = LeaveQuerySet.as_manager()

    def __str__(self) -> str:
        return f"leave for {self.version}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "version.disclosure.public_id": body["disclosure"],
            "version.number": body["version"],
            "asked_on": body["asked_on"],
            "last_day": body["last_day"],
        }

    @property
    def disclosure(self):
        return self.version.disclosure


class Carried(Projection):
    """A later version says the same to whoever was asked, so the leave is about it as well."""

    schema = "leave.carried"

    leave = models.ForeignKey(Leave, models.PROTECT, related_name="carried")
    version = models.OneToOneField("disclosures.Version", models.PROTECT, related_name="leave_carried")

    def __str__(self) -> str:
        return f"{self.leave} carried to {self.version}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "leave.attested.entry.number": body["leave"],
            "version.disclosure.public_id": body["disclosure"],
            "version.number": body["version"],
        }


class AskedOf(Projection):
    """Somebody was asked for leave, and why they are; after `answer_by` the next one is asked as well."""

    schema = "leave.asked_of"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    leave = models.ForeignKey(Leave, models.PROTECT, related_name="asked_of")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="asked_for_leave")
    because = models.CharField(max_length=10)
    asked_on = models.DateField()
    answer_by = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["leave", "person"], name="nobody_is_asked_twice_for_one_leave"),
            models.CheckConstraint(condition=Q(because__in=list(BECAUSE)), name="why_somebody_is_asked_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.leave} asked of {self.person_id}"

    def get_absolute_url(self) -> str:
        return reverse("leave:one", args=[self.public_id])

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "public_id": body["asked"],
            "leave.version.disclosure.public_id": body["disclosure"],
            "leave.version.number": body["version"],
            "person.public_id": body["person"],
            "because": body["because"],
            "asked_on": body["asked_on"],
            "answer_by": body["answer_by"],
        }

    @property
    def words(self) -> str:
        """Why they were asked."""
        return BECAUSE[self.because]
