"""Who the company deals, or may deal, or competes with: dated records, dated standings, merges, names, identifiers.

Everything is sealed with the key "register". A standing is confidential: only rooms that may say so show it.
"""

from datetime import date
from typing import Any, ClassVar

from django.db import models

from avow.ledger.history import History
from avow.ledger.identifiers import public_id
from avow.ledger.models import Projection

KEY = "register"
RELATIONS = {"competitor": "competitor", "customer": "customer", "supplier": "supplier"}
TENSES = {"present": "present", "prospective": "prospective"}
NAME_KINDS = {"name": "name", "alias": "also known as"}


class Counterparty(models.Model):
    """One competitor, customer, supplier, bank or other party. `number` is its identity in the source it came from;
    `name` is a copy of the latest record."""

    ledger_list = "working"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    number = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=300)

    class Meta:
        ordering = ("name", "number")
        verbose_name_plural = "counterparties"
        indexes = (models.Index(fields=("name", "number"), name="counterparty_by_name"),)
        constraints = (models.CheckConstraint(condition=~models.Q(number=""), name="counterparty_has_a_number"),)

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """The name of the key that seals what is known of it."""
        return KEY

    def record(self, on: date) -> "CounterpartyRecord | None":
        """What was on record for that day; None before it was known and after it ended."""
        return self.records.on(on).first()


class CounterpartyRecord(History):
    """Name, country, recognised bank (4.6), state-owned (public bodies, and companies that a state owns; the register
    of gifts marks them) and parent from `from_day` until the day before `to_day`.

    The sealed document also holds the other names and the identifiers of that time. One from before the register knew
    of state-owned bodies says nothing of that, which reads as no.
    """

    schema: ClassVar[str] = "counterparties.record"

    counterparty = models.ForeignKey(Counterparty, on_delete=models.PROTECT, related_name="records")
    name = models.CharField(max_length=300)
    country = models.CharField(max_length=2, blank=True, default="")
    is_recognised_bank = models.BooleanField(default=False)
    is_state_owned = models.BooleanField(default=False)
    parent = models.ForeignKey(Counterparty, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(History.Meta):
        ordering = ("counterparty_id", "from_day", "id")
        indexes = (
            models.Index(fields=("counterparty", "from_day"), name="counterparty_record_by_day"),
            models.Index(fields=("parent", "from_day"), name="counterparty_record_by_parent"),
        )
        constraints = (
            *History.Meta.constraints,
            models.UniqueConstraint(
                fields=("counterparty",), condition=models.Q(to_day=None), name="one_open_record_for_each_counterparty"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="counterparty_record_has_a_name"),
        )

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {
            "counterparty.public_id": body["counterparty"],
            "name": body["name"],
            "country": body["country"],
            "is_recognised_bank": body["is_recognised_bank"],
            "is_state_owned": body.get("is_state_owned", False),
            "parent.public_id": body["parent"],
            "from_day": body["from_day"],
        }


class Standing(History):
    """What the counterparty is to the company, present or prospective; several relations may hold at once."""

    schema: ClassVar[str] = "counterparties.standing"

    counterparty = models.ForeignKey(Counterparty, on_delete=models.PROTECT, related_name="standings")
    relation = models.CharField(max_length=10, choices=RELATIONS)
    tense = models.CharField(max_length=11, choices=TENSES)

    class Meta(History.Meta):
        ordering = ("counterparty_id", "relation", "from_day", "id")
        indexes = (models.Index(fields=("counterparty", "from_day"), name="standing_by_day"),)
        constraints = (
            *History.Meta.constraints,
            models.UniqueConstraint(
                fields=("counterparty", "relation"),
                condition=models.Q(to_day=None),
                name="one_open_standing_for_each_relation",
            ),
            models.CheckConstraint(condition=models.Q(relation__in=list(RELATIONS)), name="standing_relation_is_known"),
            models.CheckConstraint(condition=models.Q(tense__in=list(TENSES)), name="standing_tense_is_known"),
        )

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {
            "counterparty.public_id": body["counterparty"],
            "relation": body["relation"],
            "tense": body["tense"],
            "from_day": body["from_day"],
        }


class Merge(History):
    """The entry `duplicate` and the entry `into` are one party, and always were: it holds for every day, past and
    future. `from_day` is the day on which that was recorded, `to_day` the day on which the two were separated again."""

    schema: ClassVar[str] = "counterparties.merge"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    duplicate = models.ForeignKey(Counterparty, on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey(Counterparty, on_delete=models.PROTECT, related_name="merged_from")

    class Meta(History.Meta):
        ordering = ("-id",)
        constraints = (
            *History.Meta.constraints,
            models.UniqueConstraint(
                fields=("duplicate",), condition=models.Q(to_day=None), name="one_merge_in_force_for_each_counterparty"
            ),
            models.CheckConstraint(condition=~models.Q(duplicate=models.F("into")), name="merge_is_into_another"),
        )

    def __str__(self) -> str:
        return f"{self.duplicate} is {self.into}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {
            "public_id": body["merge"],
            "duplicate.public_id": body["duplicate"],
            "into.public_id": body["into"],
            "from_day": body["from_day"],
        }

    def reason(self) -> str:
        """Why they were found to be one, in the words of whoever merged them."""
        return str(self.attested.open()["reason"])


class Separation(Projection):
    """The two entries of a merge were found to be two parties after all, on the day on which the merge ends."""

    schema: ClassVar[str] = "counterparties.separation"

    merge = models.OneToOneField(Merge, models.PROTECT, related_name="separation")

    def __str__(self) -> str:
        return f"{self.merge}, and then separated"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {"merge.public_id": body["merge"]}

    def reason(self) -> str:
        """Why they were found to be two, in the words of whoever separated them."""
        return str(self.attested.open()["reason"])


class CounterpartyName(models.Model):
    """A name one may search by: the latest name and its aliases. Can be made again from the records."""

    ledger_list = "working"

    counterparty = models.ForeignKey(Counterparty, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=5, choices=NAME_KINDS)
    folded = models.CharField(max_length=900)

    class Meta:
        ordering = ("counterparty_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("counterparty", "name"), name="a_counterparty_has_each_name_once"),
            models.CheckConstraint(condition=models.Q(kind__in=list(NAME_KINDS)), name="name_kind_is_known"),
        )

    def __str__(self) -> str:
        return self.name


class NameWord(models.Model):
    """One word of one name, without case and accents: what the search reads. Can be made again from the names."""

    ledger_list = "working"

    name = models.ForeignKey(CounterpartyName, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=60, db_index=True)

    def __str__(self) -> str:
        return self.word


class CounterpartyIdentifier(models.Model):
    """A number or code under which others know it: ticker, register number, LEI. Can be made again from the records."""

    ledger_list = "working"

    counterparty = models.ForeignKey(Counterparty, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=30)
    value = models.CharField(max_length=100)

    class Meta:
        ordering = ("counterparty_id", "kind", "value")
        indexes = (models.Index(fields=("kind", "value"), name="identifier_by_value"),)
        constraints = (
            models.UniqueConstraint(
                fields=("counterparty", "kind", "value"), name="a_counterparty_has_each_identifier_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
