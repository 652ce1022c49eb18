"""Accounts, roles, participants of a case and the log of reads, as tables."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from avow.ledger.history import History
from avow.ledger.models import Projection
from avow.people.models import Person


class Role(models.TextChoices):
    """What a person may be to Avow beyond being covered (mission, "The people")."""

    COMPLIANCE_OFFICER = "compliance_officer", "compliance officer"
    DEPUTY = "deputy", "deputy of the compliance officer"
    CHIEF_EXECUTIVE = "chief_executive", "chief executive"
    BOARD_COMMITTEE = "board_committee", "board committee"
    HR_PARTNER = "hr_partner", "HR partner"
    MANAGEMENT = "management", "management"
    AUDITOR = "auditor", "auditor"
    ADMINISTRATOR = "administrator", "administrator"


class Capacity(models.TextChoices):
    """As what a person takes part in one matter."""

    DISCLOSER = "discloser", "the person who disclosed"
    OFFICER = "officer", "compliance officer"
    DECIDER = "decider", "decides this matter"
    MANAGER = "manager", "consulted as manager"
    HR = "hr", "HR partner"
    EXCLUDED = "excluded", "kept out of this matter"


class Accounts(BaseUserManager):
    """Finds an account by its username, whatever its letters' case."""

    def get_by_natural_key(self, username: str) -> "Account":
        return self.get(username=username.strip().lower())


class Account(AbstractBaseUser):
    """A person's way in. Many people have none. Closed rather than deleted."""

    ledger_list = "working"

    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    username = models.CharField(max_length=150, unique=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Accounts()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(username=Lower(F("username"))), name="username_is_in_lower_case"),
            models.CheckConstraint(condition=~Q(username=""), name="username_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.username

    @property
    def is_active(self) -> bool:
        """False once closed. Whether the person has left is asked with a day, in `signin.may_sign_in`."""
        return self.closed_at is None

    def get_full_name(self) -> str:
        return self.person.name


def _known(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def _department(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=(Q(role=Role.HR_PARTNER) & ~Q(department="")) | (~Q(role=Role.HR_PARTNER) & Q(department="")),
        name=name,
    )


class CacheRow(models.Model):
    """Django's database cache, laid out as `createcachetable` would: the counters of the throttled sign-in live here,
    so that every process of the service counts together."""

    ledger_list = "working"

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "access_cache"

    def __str__(self) -> str:
        return self.cache_key


class RoleProposal(Projection):
    """Someone is to have a role. `proposed_by` is null when it came from the command line, before any administrator."""

    schema = "access.role_proposal"

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=24, choices=Role)
    department = models.CharField(max_length=200, blank=True, default="")
    on = models.DateField()
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            _known("role", Role, "proposed_role_is_known"),
            _department("proposed_department_for_hr_partners_only"),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True) | ~Q(proposed_by=F("person")),
                name="nobody_proposes_a_role_for_themselves",
            ),
        ]

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "person.public_id": body["person"],
            "role": body["role"],
            "department": body["department"],
            "on": body["on"],
            "proposed_by.public_id": body["proposed_by"],
        }


class RoleProposalEnded(Projection):
    """A proposal that was taken back or refused before anyone confirmed it."""

    schema = "access.role_proposal_ended"

    proposal = models.OneToOneField(RoleProposal, models.PROTECT, related_name="ended")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {"proposal.attested.entry.number": body["proposal"], "by.public_id": body["by"]}


class RoleGrant(History):
    """A role that a person holds from `from_day` until `to_day`, which is not included.

    Three different people stand behind it, or the command line before the first administrator.
    """

    schema = "access.role_grant"

    proposal = models.OneToOneField(RoleProposal, models.PROTECT, related_name="grant")
    person = models.ForeignKey(Person, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=24, choices=Role)
    department = models.CharField(max_length=200, blank=True, default="")
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            *History.Meta.constraints,
            _known("role", Role, "granted_role_is_known"),
            _department("granted_department_for_hr_partners_only"),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True, confirmed_by__isnull=True)
                | (
                    Q(confirmed_by__isnull=False)
                    & ~Q(confirmed_by=F("person"))
                    & (Q(proposed_by__isnull=True) | (~Q(proposed_by=F("person")) & ~Q(proposed_by=F("confirmed_by"))))
                ),
                name="a_role_takes_three_different_people",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "department"],
                condition=Q(to_day__isnull=True),
                name="a_role_is_held_once_at_a_time",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["role", "from_day"], name="role_holders")]

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "proposal.attested.entry.number": body["proposal"],
            "person.public_id": body["person"],
            "role": body["role"],
            "department": body["department"],
            "from_day": body["from_day"],
            "proposed_by.public_id": body["proposed_by"],
            "confirmed_by.public_id": body["confirmed_by"],
        }


class Participant(History):
    """Takes part in one matter, or is kept out of it (`excluded`), from `from_day` until `to_day`, not included."""

    schema = "access.participant"

    subject = models.CharField(max_length=60)
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    capacity = models.CharField(max_length=12, choices=Capacity)

    class Meta:
        constraints: ClassVar = [
            *History.Meta.constraints,
            _known("capacity", Capacity, "capacity_is_known"),
            models.UniqueConstraint(
                fields=["subject", "person", "capacity"],
                condition=Q(to_day__isnull=True),
                name="a_person_takes_part_once_in_one_capacity",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "capacity", "subject"], name="matters_of_a_person")]

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "subject": body["subject"],
            "person.public_id": body["person"],
            "capacity": body["capacity"],
            "from_day": body["from_day"],
        }

    @property
    def since(self):
        """The first day."""
        return self.from_day

    @property
    def until(self):
        """The first day no longer, or None."""
        return self.to_day


class Read(models.Model):
    """Somebody opened the contents of something. Written by plain insert, never changed; sealed in batches."""

    ledger_list = "attested"

    at = models.DateTimeField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=120, db_index=True)
    what = models.CharField(max_length=60)

    class Meta:
        db_table = "access_log"

    def __str__(self) -> str:
        return f"{self.what} of {self.subject} at {self.at}"


class ReadBatch(Projection):
    """The reads that one ledger entry seals: `count` of them, the highest number `last`, under one Merkle root.

    Which numbers they are is in the attested document.
    """

    schema = "access.read_batch"

    last = models.BigIntegerField()
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(count__gte=1), name="a_batch_of_reads_has_some")]

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {"last": body["ranges"][-1][1], "count": body["count"], "root": body["root"]}
