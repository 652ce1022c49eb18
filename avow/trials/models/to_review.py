"""What would now be judged otherwise, after an adoption: rows that an officer looks at, one by one, with a remark."""

from datetime import date
from typing import Any, ClassVar

from django.db import models

from avow.adoptions.models import Adoption
from avow.disclosures.models import Disclosure
from avow.ledger.keyring import Erased
from avow.ledger.models import Projection
from avow.people.models import Person


class ToReviewQuerySet(models.QuerySet["ToReview"]):
    """Rows to look at, reached through the person who may see them."""

    def visible_to(self, person: Person | None, on: date) -> "ToReviewQuerySet":
        """For the compliance officer and deputies: all but those of matters they are kept out of."""
        from avow.trials.visibility import visible_records

        return self.filter(visible_records(person, on))

    def waiting(self) -> "ToReviewQuerySet":
        """Those that nobody has looked at, and somebody still can: not of people who were erased."""
        from avow.trials.records import erased

        return self.filter(looked_at__isnull=True).exclude(disclosure__person__public_id__in=erased())


class ToReview(Projection):
    """A record that the adopted version judges otherwise than the one it was judged by. Nothing about it changes.

    `differs` lists {clause, rule, change, was, now}. Sealed with the discloser's key.
    """

    schema: ClassVar[str] = "trials.to_review"

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="to_review")
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="of the version judged")
    on = models.DateField(help_text="the day it is judged by")
    differs = models.JSONField(default=list)

    objects = ToReviewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["adoption", "disclosure"], name="a_record_is_on_a_list_once"),
        ]

    def __str__(self) -> str:
        return f"{self.disclosure} to look at after {self.adoption}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {
            "adoption.attested.entry.number": body["adoption"],
            "disclosure.public_id": body["disclosure"],
            "number": body["number"],
            "on": body["on"],
            "differs": body["differs"],
        }


class LookedAt(Projection):
    """An officer looked at it and left a remark; what was decided stays as it is."""

    schema: ClassVar[str] = "trials.looked_at"

    to_review = models.OneToOneField(ToReview, models.PROTECT, related_name="looked_at")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.to_review}: looked at on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {
            "to_review.disclosure.public_id": body["disclosure"],
            "to_review.adoption.attested.entry.number": body["adoption"],
            "by.public_id": body["by"],
            "on": body["on"],
        }

    def remark(self) -> str:
        """What the officer wrote, or "(erased)"."""
        try:
            return str(self.attested.open()["remark"])
        except Erased:
            return "(erased)"


class ListMade(Projection):
    """The list of an adoption is complete up to a day: how many records were judged, and how many were put on it.

    It is made on adopting, and once more on the first day the version binds, for what was sent in between.
    """

    schema: ClassVar[str] = "trials.list_made"

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="lists_made")
    on = models.DateField()
    judged = models.PositiveIntegerField()
    listed = models.PositiveIntegerField()
    left_out = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["adoption", "on"], name="a_list_is_made_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.listed} of {self.judged} to look at after {self.adoption}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {name: body[name] for name in ("on", "judged", "listed", "left_out")} | {
            "adoption.attested.entry.number": body["adoption"]
        }
