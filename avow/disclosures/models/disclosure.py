"""The disclosure itself and its draft: working rows, nothing said officially yet."""

import json
from datetime import date
from functools import cached_property

from django.db import models
from django.urls import reverse

from avow.ledger import keyring
from avow.ledger.identifiers import public_id


class DisclosureQuerySet(models.QuerySet):
    """Disclosures, always reached through the person who may see them."""

    def visible_to(self, person, on: date):
        """Those whose contents the person may read on that day: their own, and those they answer for."""
        from avow.disclosures.visibility import visible_to

        return visible_to(self, person, on)

    def mine(self, person):
        """Those of the person, newest first, drafts included."""
        return self.filter(person=person).order_by("-started_at", "-pk")

    def sent(self):
        """Those with at least one version."""
        return self.filter(versions__number=1)


class Disclosure(models.Model):
    """One activity, interest, relationship or gift of one person, from the first draft to its end."""

    ledger_list = "working"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="disclosures")
    kind = models.CharField(max_length=40)
    started_at = models.DateTimeField()

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(kind=""), name="disclosure_has_a_kind")]
        indexes = [models.Index(fields=["person", "-started_at"], name="disclosures_of_a_person")]

    def __str__(self) -> str:
        return f"disclosure {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("disclosures:one", args=[self.public_id])

    @property
    def subject(self) -> str:
        """How the ledger and the participants call it."""
        return f"disclosure:{self.public_id}"

    @cached_property
    def latest_version(self):
        """The version in force, or None while only a draft exists. Forget it with `del` after a new one is sent."""
        return self.versions.order_by("-number").select_related("relative", "counterparty", "attested__entry").first()

    def state(self, on: date):
        """Where it stands on that day, computed from rows (see `states.py`)."""
        from avow.disclosures import states

        return states.of([self], on)[self.pk]


class Draft(models.Model):
    """Answers not yet sent, sealed with the person's key. `revision` grows with each save."""

    ledger_list = "working"

    disclosure = models.OneToOneField(Disclosure, models.CASCADE, related_name="draft")
    base = models.ForeignKey("disclosures.Version", models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField()
    step = models.CharField(max_length=60, blank=True, default="")
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of {self.disclosure_id}"

    @property
    def _about(self) -> str:
        """What the contents are bound to, so that they open in no other row."""
        return f"draft of {self.disclosure.public_id}"

    def open(self) -> dict:
        """{"answers": {fact: text, true/false or None for "I don't know"}, "attachments": [public ids],
        "raw": {step: what was typed there and is not an answer yet}}; and "is_done", whether the person said that
        it is here, or was given, already.

        Raises ledger.keyring.Erased when the person's key is gone.
        """
        return json.loads(keyring.unseal(self.disclosure.person.key, bytes(self.sealed), self._about))

    def put(self, contents: dict) -> None:
        """Seal the contents anew; the caller saves."""
        plain = json.dumps(contents, ensure_ascii=False).encode()
        self.sealed = keyring.seal(self.disclosure.person.key, plain, self._about)
