"""The rules, with the days on which they hold, and why one was ended."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from avow.ledger.history import History
from avow.ledger.identifiers import public_id
from avow.ledger.models import Projection

KEY = "register"
DOES = {
    "all": "rules it out",
    "above": "rules it out above an amount for each person",
    "asked": "the person says whether it is ruled out",
}


class LocalRule(History):
    """A rule for a site, a legal entity (`employer`), both, or everywhere (both empty), from `from_day` until the day
    before `to_day`, about entries of `kinds`.

    `does` is one of DOES; `amount` is for each who shares it, in `currency`, and exactly that much is not above it.
    What it says, in `language`, and who decided it are in the sealed document.
    """

    schema: ClassVar[str] = "local_rules.rule"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    name = models.CharField(max_length=120)
    site = models.CharField(max_length=200, blank=True, default="")
    employer = models.CharField(max_length=200, blank=True, default="")
    kinds = models.JSONField()
    does = models.CharField(max_length=5, choices=DOES)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    language = models.CharField(max_length=35)
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    class Meta(History.Meta):
        ordering = ("site", "employer", "from_day", "id")
        indexes = (models.Index(fields=("site", "employer", "from_day"), name="local_rules_of_a_place"),)
        constraints = (
            *History.Meta.constraints,
            models.CheckConstraint(condition=Q(does__in=list(DOES)), name="what_a_local_rule_does_is_known"),
            models.CheckConstraint(condition=~Q(name=""), name="a_local_rule_has_a_name"),
            models.CheckConstraint(
                condition=(Q(does="above", amount__gte=0) & ~Q(currency=""))
                | (~Q(does="above") & Q(amount=None, currency="")),
                name="an_amount_where_a_local_rule_needs_one",
            ),
        )

    def __str__(self) -> str:
        return f"“{self.name}” of {self.place}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        plain = ("name", "site", "employer", "kinds", "does", "amount", "language", "from_day")
        return {
            "public_id": body["rule"],
            "currency": body["currency"] or "",
            "by.public_id": body["by"],
            **{name: body[name] for name in plain},
        }

    @property
    def place(self) -> str:
        """Where it holds, in words."""
        return " of ".join(name for name in (self.site, self.employer) if name) or "every site"

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None while it has no end, and the day before it begins where it never did."""
        return self.to_day - timedelta(days=1) if self.to_day else None

    def text(self) -> str:
        """What it says, in the words of the site."""
        return str(self.attested.open()["text"])

    def decided_by(self) -> str:
        """Which management decided it, in words."""
        return str(self.attested.open()["decided_by"])


class LocalRuleEnding(Projection):
    """A rule was given an end. Why is in the sealed document; the end itself is on the rule."""

    schema: ClassVar[str] = "local_rules.ending"

    rule = models.OneToOneField(LocalRule, models.PROTECT, related_name="ending_told")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.rule}, ended"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {"rule.public_id": body["rule"], "by.public_id": body["by"]}

    def reason(self) -> str:
        """Why, in the words of whoever ended it."""
        return str(self.attested.open()["reason"])
