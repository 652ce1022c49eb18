"""Versions of the policy: proposed, withdrawn, adopted with a resolution."""

import base64
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from avow.ledger.identifiers import public_id
from avow.ledger.models import Projection
from avow.people.models import Person

KEY = "register"
"""Everything here is sealed with the register's key: it is about the policy, not about somebody."""


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals, reached through the person who may see them."""

    def visible_to(self, person: Person | None, on: date) -> "ProposalQuerySet":
        """All of them for whoever reviews or decides on that day; none for anybody else."""
        from avow.adoptions.authority import may_see_proposals

        return self if person is not None and may_see_proposals(person, on) else self.none()

    def open(self) -> "ProposalQuerySet":
        """Those that can still be adopted: neither withdrawn, nor superseded, nor adopted."""
        return self.filter(withdrawn__isnull=True, superseded_by__isnull=True, adoption__isnull=True)


class Proposal(Projection):
    """A version that somebody wants adopted. The attested document holds every file as it was at that moment, the
    reason, and what checking found; it changes no more. `supersedes` is the proposal in whose place it stands."""

    schema: ClassVar[str] = "adoptions.proposal"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    pack_hash = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    version = models.CharField(max_length=60)
    in_force_from = models.DateField(help_text="the first day the pack itself says it can bind")
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    clauses = models.PositiveIntegerField()
    rules = models.PositiveIntegerField()
    cases = models.PositiveIntegerField(help_text="worked cases, all of which hold")
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-attested__entry_id"]

    def __str__(self) -> str:
        return f"{self.name} {self.version}, proposed"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        plain = ("public_id", "pack_hash", "name", "version", "in_force_from", "clauses", "rules", "cases")
        return {name: body[name] for name in plain} | {
            "proposed_by.public_id": body["proposed_by"],
            "proposed_at": body["proposed_at"],
            "supersedes.public_id": body["supersedes"],
        }

    @property
    def subject(self) -> str:
        """How the ledger and the log of reads call it."""
        return f"proposal:{self.public_id}"

    def reason(self) -> str:
        """Why, in the proposer's words."""
        return str(self.attested.open()["reason"])

    def files(self) -> dict[str, str]:
        """Every file of the version, by its name inside the folder."""
        return dict(self.attested.open()["files"])

    @property
    def is_open(self) -> bool:
        """Whether it can still be adopted."""
        return not any(hasattr(self, end) for end in ("withdrawn", "superseded_by", "adoption"))


class ProposalWithdrawn(Projection):
    """The proposer took it back; why is in the attested document."""

    schema: ClassVar[str] = "adoptions.proposal_withdrawn"

    proposal = models.OneToOneField(Proposal, models.PROTECT, related_name="withdrawn")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.proposal} and withdrawn"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {"proposal.public_id": body["proposal"], "by.public_id": body["by"]}

    def reason(self) -> str:
        """Why, in the proposer's words; may be empty."""
        return str(self.attested.open()["reason"])


class Adoption(Projection):
    """From `from_day` on, this version of the policy binds everyone, until a later adoption's day.

    The attested document holds every file of the pack, so that the version can always be loaded again. `proposal` is
    None where the command line adopted a folder at once.
    """

    schema: ClassVar[str] = "adoptions.adoption"

    pack_hash = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    version = models.CharField(max_length=60)
    from_day = models.DateField(db_index=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    adopted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposal = models.OneToOneField(Proposal, models.PROTECT, null=True, related_name="adoption")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(proposed_by=F("adopted_by")), name="a_policy_is_adopted_by_a_second_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version} from {self.from_day}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {
            "pack_hash": body["pack_hash"],
            "name": body["name"],
            "version": body["version"],
            "from_day": body["from_day"],
            "proposed_by.public_id": body["proposed_by"],
            "adopted_by.public_id": body["adopted_by"],
            "proposal.public_id": body.get("proposal"),
        }


class Resolution(Projection):
    """The file by which the competent body approved a version. Its bytes are in the attested document, sealed, and
    verified with it."""

    schema: ClassVar[str] = "adoptions.resolution"

    adoption = models.OneToOneField(Adoption, models.PROTECT, related_name="resolution")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"resolution on {self.adoption}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {name: body[name] for name in ("name", "media_type", "size", "sha256")} | {
            "adoption.pack_hash": body["pack_hash"],
            "adoption.from_day": body["from_day"],
        }

    def contents(self) -> bytes:
        """The bytes of the file, as they were given."""
        return base64.b64decode(self.attested.open()["contents"])
