"""Each version sent: attested with every answer; here only what rules and lists read."""

from functools import cached_property

from django.db import models

from avow.ledger.identifiers import public_id
from avow.ledger.keyring import Erased
from avow.ledger.models import Projection

ERASED = "(erased)"


class Relative(Projection):
    """A family member somebody named. The name is only in the attested bytes, under the relative's own key."""

    schema = "disclosures.relative"

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="relatives")
    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    relation = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"relative {self.public_id}"

    @property
    def key(self) -> str:
        return f"relative:{self.public_id}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        return {
            "person.public_id": body["person"],
            "public_id": body["relative"],
            "relation": body["relation"],
        }

    def name(self) -> str:
        """The name as it was given, or "(erased)"."""
        try:
            return self.attested.open()["name"]
        except Erased:
            return ERASED


class Version(Projection):
    """What the person said at one moment. `on` is the day judged: a gift's own day, otherwise the day it was sent.

    `facts` are the typed answers that rules and lists read, as text, true or false; the rest is in `answers()`.
    """

    schema = "disclosures.version"

    disclosure = models.ForeignKey("disclosures.Disclosure", models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    submitted_at = models.DateTimeField()
    on = models.DateField()
    pack_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    timing = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True)
    bearing = models.CharField(max_length=20, blank=True)
    holder = models.CharField(max_length=20, blank=True)
    relative = models.ForeignKey(Relative, models.PROTECT, null=True, related_name="versions")
    counterparty = models.ForeignKey("counterparties.Counterparty", models.PROTECT, null=True, related_name="+")
    facts = models.JSONField(default=dict)
    attachments = models.JSONField(default=list)
    language = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["disclosure", "number"], name="version_number_once_per_disclosure"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="version_numbers_start_at_one"),
        ]
        indexes = [models.Index(fields=["kind", "on"], name="versions_by_kind_and_day")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.disclosure_id}"

    @classmethod
    def projected(cls, body: dict) -> dict[str, object]:
        answers = body["answers"]
        return {
            "disclosure.public_id": body["disclosure"],
            "disclosure.person.public_id": body["person"],
            "number": body["number"],
            "submitted_at": body["at"],
            "on": body["on"],
            "pack_hash": body["pack_hash"],
            "kind": body["kind"],
            "timing": answers.get("timing") or "",
            "since": answers.get("since"),
            "bearing": answers.get("bearing") or "",
            "holder": answers.get("holder") or "",
            "relative.public_id": body["relative"],
            "counterparty.public_id": body["counterparty"],
            "facts": {name: answers[name] for name in body["facts"]},
            "attachments": [file["id"] for file in body["attachments"]],
            "language": body["language"],
        }

    @cached_property
    def body(self) -> dict:
        """The attested document. Raises ledger.keyring.Erased when the person's key is gone."""
        return self.attested.open()

    def answers(self) -> dict:
        """Every answer as it was given: text, true or false, None for "I don't know"; a relative's name included."""
        answers = dict(self.body["answers"])
        if self.relative_id:
            answers["relative_name"] = self.relative.name()
        return answers

    def open_answers(self) -> dict:
        """The answers that are neither sensitive nor a narrative, the few words about a role or a gift among them. Once
        the person's key is gone, only the typed ones."""
        from avow.adoptions.current import pack_by_hash
        from avow.disclosures.forms.keeping import is_open

        try:
            answers = self.body["answers"]
        except Erased:
            return dict(self.facts)
        pack = pack_by_hash(self.pack_hash)
        return {name: value for name, value in answers.items() if is_open(pack, name)}

    @cached_property
    def judgement(self):
        """How the rules judged it when it was sent."""
        return self.judgements.order_by("pk").first()

    @cached_property
    def judged(self):
        """How the rules judge it now, with what the reviewers have found since."""
        return self.judgements.order_by("pk").last()

    @cached_property
    def other_side(self) -> str:
        """The other side in words as it is known now: the register's name for it, as the person chose it or an officer
        found it since, or as it was typed, or nothing. `party.with_names` looks it up for many."""
        from avow.disclosures.party import with_names

        with_names([self])
        return self.__dict__["other_side"]
