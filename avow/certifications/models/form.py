"""The form of a campaign (6.1, 6.5): its draft, each signed version, what was reported on it, and what reopened it."""

import json
from typing import Any, ClassVar

from django.db import models

from avow.certifications.models.campaign import Included
from avow.ledger import keyring
from avow.ledger.identifiers import public_id
from avow.ledger.models import Projection
from avow.people.models import Person

WAYS = {"account": "signed in", "kiosk": "at a shared device", "paper": "on paper"}


class FormDraft(models.Model):
    """Answers not yet signed, sealed with the person's key. `revision` grows with each save."""

    ledger_list = "working"

    included = models.OneToOneField(Included, models.CASCADE, related_name="draft")
    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    sealed = models.BinaryField()
    step = models.CharField(max_length=60, blank=True, default="")
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of a form {self.public_id}"

    @property
    def _about(self) -> str:
        """What the contents are bound to, so that they open in no other row."""
        return f"form draft {self.public_id}"

    def open(self) -> dict[str, Any]:
        """What was put. Raises ledger.keyring.Erased when the person's key is gone."""
        contents: dict[str, Any] = json.loads(keyring.unseal(self.included.person.key, bytes(self.sealed), self._about))
        return contents

    def put(self, contents: dict[str, Any]) -> None:
        """Seal the contents anew; the caller saves."""
        plain = json.dumps(contents, ensure_ascii=False).encode()
        self.sealed = keyring.seal(self.included.person.key, plain, self._about)


class SignedForm(Projection):
    """A version of someone's form as it was signed. The exact text is in the sealed document (`text`), its SHA-256 in
    `text_hash`; `number` counts from one for each person and campaign. `captured_by` entered it from paper.
    `complied` is False where the person did not state that they complied: what they say instead is sealed."""

    schema: ClassVar[str] = "certifications.signed_form"

    public_id = models.CharField(max_length=12, unique=True)
    included = models.ForeignKey(Included, models.PROTECT, related_name="forms")
    number = models.PositiveIntegerField()
    on = models.DateField()
    signed_at = models.DateTimeField()
    language = models.CharField(max_length=35)
    way = models.CharField(max_length=10, choices=WAYS)
    captured_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    pack_hash = models.CharField(max_length=64)
    conflicts = models.PositiveIntegerField()
    complied = models.BooleanField(default=True)
    text_hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["included", "number"], name="a_form_has_each_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="form_numbers_start_at_one"),
            models.CheckConstraint(condition=models.Q(way__in=list(WAYS)), name="a_form_was_signed_in_a_known_way"),
            models.CheckConstraint(
                condition=models.Q(way="paper", captured_by__isnull=False)
                | (~models.Q(way="paper") & models.Q(captured_by=None)),
                name="a_paper_form_and_no_other_was_captured_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"form {self.public_id}"

    @property
    def subject(self) -> str:
        """How the ledger calls it."""
        return f"form:{self.public_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        plain = (
            "public_id",
            "number",
            "on",
            "signed_at",
            "language",
            "way",
            "pack_hash",
            "conflicts",
            "complied",
            "text_hash",
        )
        return {name: body[name] for name in plain} | {
            "included.campaign.public_id": body["campaign"],
            "included.person.public_id": body["person"],
            "captured_by.public_id": body["captured_by"],
        }


class ReportedConflict(Projection):
    """A conflict reported on a signed form: its kind, the clauses it may fall under, and the disclosure that tells the
    rest (6.2). `clauses` are clause numbers joined by a blank. The disclosure may still be a draft."""

    schema: ClassVar[str] = "certifications.reported_conflict"

    public_id = models.CharField(max_length=12, unique=True)
    form = models.ForeignKey(SignedForm, models.PROTECT, related_name="reported")
    kind = models.CharField(max_length=40)
    clauses = models.CharField(max_length=200)
    disclosure = models.CharField(max_length=12, blank=True, default="", db_index=True)

    def __str__(self) -> str:
        return f"conflict {self.public_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {name: body[name] for name in ("public_id", "kind", "clauses", "disclosure")} | {
            "form.public_id": body["form"]
        }


class FormUnlocked(Projection):
    """A signed version was reopened by the person or an officer, with a reason (sealed); another may be signed."""

    schema: ClassVar[str] = "certifications.form_unlocked"

    form = models.OneToOneField(SignedForm, models.PROTECT, related_name="unlocked")
    on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.form} was unlocked on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {"form.public_id": body["form"], "on": body["on"], "by.public_id": body["by"]}


class FormConfirmed(Projection):
    """The person confirmed what was captured for them from paper."""

    schema: ClassVar[str] = "certifications.form_confirmed"

    form = models.OneToOneField(SignedForm, models.PROTECT, related_name="confirmed")
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.form} was confirmed on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {"form.public_id": body["form"], "on": body["on"]}
