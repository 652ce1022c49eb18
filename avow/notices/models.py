"""What is to be told to whom (working), and what was: mails that ended, and what each of them told of whom (attested).

A notice waits until a mail takes it along or it is needless. A mail is sent, or waits, or is on its way; where its way
ended is `MailEnded`. Nothing here is a status: each of these is a row, a moment, or nothing.
"""

import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from avow.ledger import keyring
from avow.ledger.identifiers import public_id
from avow.ledger.models import Projection
from avow.people.models import Person
from avow.policy.reminding import TO

SENT, CAPTURED, UNCERTAIN, REFUSED = "sent", "captured", "uncertain", "refused"
OUTCOMES = {
    SENT: "sent",
    CAPTURED: "kept here, as no mail server is set up",
    UNCERTAIN: "perhaps sent: the mail server's answer was lost",
    REFUSED: "refused by the mail server",
}
INSTEAD = {
    "": "",
    "paper": "they have no e-mail address",
    "manager": "they have no manager to be told",
    "hr": "nobody is HR partner of their department",
}
"""Why a notice goes to somebody else than the policy says."""


class Mail(models.Model):
    """One mail to one person, on a day of theirs. What it says is sealed with their key, and written anew at each try.

    `handing_at` is kept right before the last line is sent: whoever finds it, and no ending, cannot know whether the
    server took it. `held_by` holds it until `held_until`, as a job is held (`jobs.leases`). Once its way has ended
    `next_try_at` and `sealed` are empty, and the row stands for the one mail of that day. `repeats` is the one in doubt
    that somebody had sent again by this one, beside the one mail of its day.
    """

    ledger_list = "working"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    to = models.ForeignKey(Person, models.CASCADE, related_name="+")
    on = models.DateField()
    message_id = models.CharField(max_length=255, unique=True)
    sealed = models.BinaryField(null=True)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, db_index=True)
    failing_since = models.DateTimeField(null=True)
    last_failure = models.CharField(max_length=200, blank=True, default="")
    held_by = models.CharField(max_length=120, blank=True, default="")
    held_until = models.DateTimeField(null=True)
    handing_at = models.DateTimeField(null=True)
    repeats = models.OneToOneField("self", models.CASCADE, null=True, related_name="repeated_by")

    class Meta:
        ordering: ClassVar = ["on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["to", "on"], condition=Q(repeats=None), name="a_person_gets_one_mail_a_day_and_repetitions"
            ),
            models.CheckConstraint(
                condition=Q(held_by="", held_until=None) | (~Q(held_by="") & Q(held_until__isnull=False)),
                name="a_held_mail_is_held_until_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.public_id}"

    @property
    def _about(self) -> str:
        """What the contents are bound to, so that they open in no other row."""
        return f"mail {self.public_id}"

    def open(self) -> dict[str, Any]:
        """What was put. Raises ledger.keyring.Erased when the person's key is gone."""
        if self.sealed is None:
            return {}
        contents: dict[str, Any] = json.loads(keyring.unseal(self.to.key, bytes(self.sealed), self._about))
        return contents

    def put(self, contents: dict[str, Any]) -> None:
        """Seal the contents anew; the caller saves. Raises ledger.keyring.Erased."""
        keyring.make([self.to.key])
        self.sealed = keyring.seal(self.to.key, json.dumps(contents, ensure_ascii=False).encode(), self._about)


class Notice(models.Model):
    """Something to tell `to` about `about`, from the day `due` on: once, by its `key`, however often it is wanted.

    `topic` is what it belongs to, such as "certify:…"; `step` which of the steps of its policy; `audience` as what the
    recipient is told. `needless_on` is the day on which it turned out that nobody need be told any more.
    """

    ledger_list = "working"

    key = models.CharField(max_length=200)
    source = models.CharField(max_length=40)
    topic = models.CharField(max_length=80)
    step = models.CharField(max_length=20)
    audience = models.CharField(max_length=10, choices=[(one, one) for one in TO])
    to = models.ForeignKey(Person, models.CASCADE, related_name="+")
    about = models.ForeignKey(Person, models.CASCADE, related_name="+")
    instead = models.CharField(max_length=10, blank=True, default="", choices=INSTEAD)
    due = models.DateField()
    deadline = models.DateField()
    mail = models.ForeignKey(Mail, models.PROTECT, null=True, related_name="notices")
    needless_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["topic", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], name="a_notice_exists_once"),
            models.CheckConstraint(condition=Q(audience__in=TO), name="a_notice_goes_to_somebody_known"),
            models.CheckConstraint(
                condition=Q(audience="person", to=F("about")) | ~Q(audience="person"),
                name="a_notice_to_the_person_is_about_them",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["topic", "step", "about"], name="notices_by_topic_and_step"),
            models.Index(fields=["to", "due"], name="notices_waiting", condition=Q(mail=None, needless_on=None)),
        ]

    def __str__(self) -> str:
        return self.key


class MailEnded(Projection):
    """A mail whose way has ended, with how. The sealed document holds its subject, its full text, the address, and the
    server's answer; names of others stand in it as marks (`naming`), the names themselves in `Told`."""

    schema: ClassVar[str] = "notices.mail"

    public_id = models.CharField(max_length=12, unique=True)
    to = models.ForeignKey(Person, models.PROTECT, related_name="mails")
    on = models.DateField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    tries = models.PositiveIntegerField()
    message_id = models.CharField(max_length=255)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(outcome__in=list(OUTCOMES)), name="a_mail_ends_in_a_known_way"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["to", "-at"], name="mails_of_a_person"),
            models.Index(fields=["outcome", "-at"], name="mails_by_outcome"),
        ]

    def __str__(self) -> str:
        return f"mail {self.public_id}"

    @property
    def subject(self) -> str:
        """How the ledger calls it."""
        return f"mail:{self.public_id}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        plain = ("public_id", "on", "at", "outcome", "tries", "message_id")
        return {name: body[name] for name in plain} | {"to.public_id": body["to"]}


ARRIVED, AGAIN = "arrived", "again"
DECISIONS = {ARRIVED: "it arrived", AGAIN: "send it again"}


class DoubtSettled(Projection):
    """What an officer or administrator said of a mail in doubt, once. `again` is the number of the mail that is sent in
    its place, "" where it arrived."""

    schema: ClassVar[str] = "notices.doubt_settled"

    mail = models.OneToOneField(MailEnded, models.PROTECT, related_name="settled")
    decision = models.CharField(max_length=10, choices=DECISIONS)
    again = models.CharField(max_length=12, blank=True, default="")
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decision=ARRIVED, again="") | (Q(decision=AGAIN) & ~Q(again="")),
                name="a_doubt_is_settled_by_arrival_or_another_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mail}: {self.get_decision_display()}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        plain = ("decision", "again", "on", "at")
        return {name: body[name] for name in plain} | {"mail.public_id": body["mail"], "by.public_id": body["by"]}


class Looked(models.Model):
    """What a source knew when all that it wanted had its rows (`Source.known`). While it knows the same it is not asked
    again."""

    ledger_list = "working"

    source = models.CharField(max_length=40, unique=True)
    known = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.source}: {self.known}"


class Told(Projection):
    """One notice that a mail told: of whom, and as what the recipient was told. Sealed with the key of whom it is
    about, and so is their name."""

    schema: ClassVar[str] = "notices.told"

    mail = models.ForeignKey(MailEnded, models.PROTECT, related_name="told")
    topic = models.CharField(max_length=80)
    step = models.CharField(max_length=20)
    audience = models.CharField(max_length=10)
    about = models.ForeignKey(Person, models.PROTECT, related_name="+")
    instead = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["topic", "audience", "about"], name="told_of_whom")]

    def __str__(self) -> str:
        return f"{self.mail} told of {self.topic}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        plain = ("topic", "step", "audience", "instead")
        return {name: body[name] for name in plain} | {
            "mail.public_id": body["mail"],
            "about.public_id": body["about"],
        }


class CalendarFile(Projection):
    """A file of holidays and time zones that was brought; it replaces the one before. `root` is over its lines."""

    schema: ClassVar[str] = "notices.calendar_file"

    name = models.CharField(max_length=255)
    on = models.DateField()
    lines = models.PositiveIntegerField()
    root = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.name}, brought on {self.on}"

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly."""
        return {name: body[name] for name in ("name", "on", "lines", "root")}


class CalendarLine(models.Model):
    """A holiday of a country or one of its sites, or the time zone of one. Held by the root of its file."""

    ledger_list = "attested"

    file = models.ForeignKey(CalendarFile, models.PROTECT, related_name="rows")
    country = models.CharField(max_length=2)
    site = models.CharField(max_length=200, blank=True, default="")
    day = models.DateField(null=True)
    zone = models.CharField(max_length=64, blank=True, default="")
    name = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(day=None) & ~Q(zone="") | Q(day__isnull=False, zone=""),
                name="a_line_of_a_calendar_is_a_day_or_a_zone",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["file", "country", "day"], name="calendar_lines_by_country")]

    def __str__(self) -> str:
        return f"{self.country} {self.site} {self.day or self.zone}"
