"""Campaigns in which people are asked to certify (6.1), and who is asked in them."""

from datetime import date
from typing import Any, ClassVar

from django.db import models

from avow.certifications.campaigns.days import closes_of, due_of
from avow.ledger.models import Projection
from avow.people.models import Person


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Campaigns, and those that are trials of one."""

    def real(self) -> "CampaignQuerySet":
        """Those that count: no trials, and none that was withdrawn."""
        return self.filter(trial_of=None, withdrawn=None)


class Campaign(Projection):
    """Asking a cohort of the policy to certify, prepared and not yet started by this row alone.

    `opens` is the first day, `due` the last on which it is in time, `closes` the first on which nothing is taken.
    `rolling` says by which day of theirs people are asked, over a year from `opens` on: "joined_on", or "" where
    everyone is asked at once. Then `due` and `closes` are those of whoever is asked last; see `campaigns.days`.
    `trial_of` is the campaign that this one tries on a few people; what they sign counts for nothing.
    """

    schema: ClassVar[str] = "certifications.campaign"

    public_id = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    cohort = models.CharField(max_length=60)
    opens = models.DateField()
    due = models.DateField()
    closes = models.DateField()
    rolling = models.CharField(max_length=20, blank=True, default="")
    prepared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    trial_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="trials")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ("opens", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(opens__lte=models.F("due"), due__lt=models.F("closes")),
                name="a_campaign_opens_is_due_and_closes_in_this_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """What its entries are about."""
        return f"campaign:{self.public_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        plain = ("public_id", "name", "cohort", "opens", "due", "closes")
        return {name: body[name] for name in plain} | {
            "prepared_by.public_id": body["prepared_by"],
            "trial_of.public_id": body.get("trial_of"),
            "rolling": body.get("rolling", ""),
        }


class CampaignWithdrawn(Projection):
    """A campaign that was never started will not be. `instead` is the one prepared in its place, "" where none was."""

    schema: ClassVar[str] = "certifications.campaign_withdrawn"

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="withdrawn")
    on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    instead = models.CharField(max_length=12, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.campaign} was withdrawn on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {
            "campaign.public_id": body["campaign"],
            "on": body["on"],
            "by.public_id": body["by"],
            "instead": body["instead"],
        }


class CampaignStarted(Projection):
    """The compliance officer started a campaign: its cohort is who belonged to it on the day `on`, as known right after
    this entry, by the version of the policy `pack_hash`. `people` is how many."""

    schema: ClassVar[str] = "certifications.campaign_started"

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="started")
    on = models.DateField()
    pack_hash = models.CharField(max_length=64)
    people = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.campaign} was started on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {
            "campaign.public_id": body["campaign"],
            "on": body["on"],
            "pack_hash": body["pack_hash"],
            "people": body["people"],
            "by.public_id": body["by"],
        }


class Included(Projection):
    """A person is asked in a campaign, with the reason and the HR department of that day ("" where nobody said).
    `asked_on` is the day for those who came to it after the start, and for everyone of a rolling campaign; None: from
    the start on."""

    schema: ClassVar[str] = "certifications.included"

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="included")
    person = models.ForeignKey(Person, models.PROTECT, related_name="asked_in")
    hr_department = models.CharField(max_length=200, blank=True, default="")
    because = models.TextField()
    asked_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "person"], name="a_person_is_asked_once_in_a_campaign"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "hr_department"], name="included_by_department"),
            models.Index(
                fields=["campaign", "asked_on"], name="included_later", condition=models.Q(asked_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} is asked in {self.campaign}"

    @property
    def due(self) -> date:
        """The last day on which they are in time."""
        return due_of(self.campaign, self.asked_on)

    @property
    def closes(self) -> date:
        """The first day on which nothing is taken of them any more."""
        return closes_of(self.campaign, self.asked_on)

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {
            "campaign.public_id": body["campaign"],
            "person.public_id": body["person"],
            "hr_department": body["hr_department"],
            "because": body["because"],
            "asked_on": body.get("asked_on"),
        }


class CohortFrozen(Projection):
    """Everyone of the cohort has their row. `people` are those; `erased` were erased before their turn came."""

    schema: ClassVar[str] = "certifications.cohort_frozen"

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="frozen")
    people = models.PositiveIntegerField()
    erased = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.people} people are asked in {self.campaign}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {"campaign.public_id": body["campaign"], "people": body["people"], "erased": body["erased"]}
