"""One line of the register for each gift that was sent in: what lists filter and sort by. Can be made again."""

from django.db import models

KINDS = {
    "gift_received": ("gift", "received"),
    "gift_given": ("gift", "given"),
    "hospitality_received": ("hospitality", "received"),
    "hospitality_offered": ("hospitality", "given"),
}
"""The kinds of the corporate policy by what they are and which way they go. Another policy's kinds are neither."""


RARE = (
    ("gifts_taken_back", "is_withdrawn", True),
    ("gifts_that_do_not_count", "counts", False),
    ("gifts_like_cash", "is_cash_like", True),
    ("gifts_with_officials", "is_official", True),
    ("gifts_for_family", "is_for_family", True),
    ("gifts_with_open_questions", "is_open", True),
)
"""What few lines are: an index of these lines alone, so that finding them does not read all others."""

ADDED_UP = ("person", "kind", "amount", "paid_back", "counts", "is_withdrawn", "is_official", "gravest")
"""What the page of a party adds up of each line: in the index by which they are found, so that no line is read."""


class Gift(models.Model):
    """The latest version of a gift or invitation as it is judged now; `avow gifts check` compares it with the versions.

    `amount` is for each, in the currency of the policy, None when it is not known; `paid_back` in the same. `worth` is
    what was said, in `currency`. `gravest` is the gravest finding ("" for none), `is_open` that something is unknown.
    `counts` is False for what was declined, given back, passed on, not given, or withdrawn.
    """

    ledger_list = "working"

    disclosure = models.OneToOneField("disclosures.Disclosure", models.CASCADE, related_name="gift")
    version = models.ForeignKey("disclosures.Version", models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="gifts")
    kind = models.CharField(max_length=40)
    on = models.DateField()
    sent_at = models.DateTimeField()
    counterparty = models.ForeignKey("counterparties.Counterparty", models.PROTECT, null=True, related_name="gifts")
    party_name = models.CharField(max_length=300, blank=True, help_text="in the register, or as written")
    party_key = models.CharField(max_length=300, blank=True, help_text="the name, for equality only")
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    paid_back = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    worth = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3)
    counts = models.BooleanField(default=True)
    is_withdrawn = models.BooleanField(default=False)
    is_estimated = models.BooleanField(default=False)
    is_cash_like = models.BooleanField(default=False)
    is_official = models.BooleanField(default=False, help_text="a public official, or a body owned by a state")
    is_favour = models.BooleanField(default=False)
    is_for_family = models.BooleanField(default=False)
    gravest = models.CharField(max_length=12, blank=True)
    is_open = models.BooleanField(default=False)
    is_past = models.BooleanField(default=False, help_text="brought in from an earlier register")
    site = models.CharField(max_length=200, blank=True)
    employer = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-on", "-id"], name="gifts_by_day"),
            models.Index(fields=["-amount", "-id"], name="gifts_by_amount"),
            models.Index(fields=["person", "-on"], name="gifts_of_a_person"),
            models.Index(fields=["counterparty", "-on", "-id", *ADDED_UP], name="gifts_of_a_party"),
            models.Index(fields=["party_key", "-on"], name="gifts_by_party_as_written"),
            models.Index(fields=["party_name", "id"], name="gifts_by_party_name"),
            models.Index(fields=["kind", "-on", "-id", "person"], name="gifts_by_kind"),
            models.Index(fields=["site", "-on", "-id"], name="gifts_by_site"),
            models.Index(fields=["employer", "-on", "-id"], name="gifts_by_employer"),
            models.Index(fields=["party_key", "-on"], condition=models.Q(counterparty=None), name="gifts_as_written"),
            models.Index(fields=["gravest", "-on"], name="gifts_by_gravest_finding"),
            *(
                models.Index(fields=["-on", "-id"], condition=models.Q(**{column: value}), name=name)
                for name, column, value in RARE
            ),
        ]

    def __str__(self) -> str:
        return f"gift {self.disclosure_id} of {self.on}"

    @property
    def what(self) -> str:
        """ "gift", "hospitality", or the kind's own name."""
        return KINDS.get(self.kind, (self.kind, ""))[0]

    @property
    def way(self) -> str:
        """ "received", "given", or nothing."""
        return KINDS.get(self.kind, (self.kind, ""))[1]
