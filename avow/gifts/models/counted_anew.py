"""What counts differently than before because something else happened: found at once, told to the person and to the
officer, until each has seen it."""

from django.db import models

from avow.ledger.models import Projection

CAUSES = {
    "entered": "another gift was entered",
    "changed": "another entry was changed",
    "withdrawn": "another entry was taken back",
    "became": "something became of a gift",
    "resolved": "it became known who the other side is",
    "group": "a company joined or left a corporate group",
    "merged": "two entries of the register turned out to be one company, or not to be",
    "rates": "reference rates were brought or corrected",
    "local_rule": "a rule of the site was made or ended",
    "checked": "all totals were counted again",
}


class CountedAnew(Projection):
    """A gift that is judged otherwise because of something else. `worse` means that a finding was added.

    `cause` is one of CAUSES, `cause_entry` the ledger entry of the act that did it; `of` is the disclosure behind the
    cause where it is one of the same person.
    """

    schema = "gifts.counted_anew"

    judgement = models.OneToOneField("disclosures.Judgement", models.PROTECT, related_name="counted_anew")
    cause = models.CharField(max_length=20)
    cause_entry = models.ForeignKey("ledger.Entry", models.PROTECT, related_name="+")
    of = models.ForeignKey("disclosures.Disclosure", models.PROTECT, null=True, related_name="+")
    worse = models.BooleanField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(cause__in=list(CAUSES)), name="why_it_counts_anew_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.judgement} because of {self.cause}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "judgement.attested.entry.number": body["judgement"],
            "cause": body["cause"],
            "cause_entry.number": body["cause_entry"],
            "of.public_id": body["of"],
            "worse": body["worse"],
            "on": body["on"],
        }

    @property
    def disclosure(self):
        return self.judgement.version.disclosure


class AnewSeen(Projection):
    """The person, or an officer, has seen it."""

    schema = "gifts.anew_seen"

    anew = models.ForeignKey(CountedAnew, models.PROTECT, related_name="seen")
    by = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    as_officer = models.BooleanField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["anew", "as_officer"], name="each_side_sees_it_once"),
        ]

    def __str__(self) -> str:
        return f"{self.anew} seen on {self.on}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "anew.judgement.attested.entry.number": body["judgement"],
            "by.public_id": body["by"],
            "as_officer": body["as_officer"],
            "on": body["on"],
        }
