"""Possible breaches: found by days alone, for a human to hear. Nothing here decides."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from avow.adoptions.current import pack_by_hash
from avow.breaches import words
from avow.ledger.identifiers import public_id
from avow.ledger.models import Projection


class PossibleBreach(Projection):
    """One start that looks too early, or gift without leave: under which clause, the day, why, and the days that it was
    held against."""

    schema = "breaches.possible"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    disclosure = models.ForeignKey("disclosures.Disclosure", models.PROTECT, related_name="possible_breaches")
    version = models.ForeignKey("disclosures.Version", models.PROTECT, related_name="+")
    clause = models.CharField(max_length=24, blank=True)
    why = models.CharField(max_length=40, choices=words.TITLES)
    began_on = models.DateField()
    found_on = models.DateField()
    disclosed_on = models.DateField()
    policy_from = models.DateField(null=True)
    joined_on = models.DateField(null=True)
    counterparty_since = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    may_start_on = models.DateField(null=True)
    agreed_on = models.DateField(null=True)

    class Meta:
        verbose_name_plural: ClassVar = "possible breaches"
        ordering: ClassVar = ["-found_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(why__in=list(words.TITLES)), name="possible_breach_says_why"),
            models.UniqueConstraint(fields=["disclosure", "why", "began_on"], name="a_possible_breach_is_found_once"),
        ]

    def __str__(self) -> str:
        return f"possible breach {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("breaches:one", args=[self.public_id])

    @property
    def title(self) -> str:
        """Why it was found, in one line."""
        return words.TITLES[self.why]

    @property
    def says(self) -> str:
        """Why it was found, in a sentence or two."""
        return words.says(self.why, pack_by_hash(self.version.pack_hash))

    @property
    def is_gift(self) -> bool:
        """Whether something was given, and nothing begun."""
        return self.why in words.GIVEN

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        return {
            "public_id": body["possible_breach"],
            "disclosure.public_id": body["disclosure"],
            "version.number": body["version"],
            **{name: body[name] for name in ("clause", "why", *DAYS)},
        }


DAYS = (
    "began_on", "found_on", "disclosed_on", "policy_from", "joined_on", "counterparty_since", "decided_on",
    "may_start_on", "agreed_on",
)  # fmt: skip
