"""A person and the dated rows of who they were: employer, site, shift, grade, reporting line.

Names and e-mail addresses are personal: they live in the sealed document of each record and, as a copy of the latest
one, on `Person`, where erasing can reach them. The history rows hold typed, pseudonymous columns only.
"""

from datetime import date
from typing import Any, ClassVar

from django.db import models

from avow.config import once
from avow.ledger.history import History
from avow.ledger.identifiers import public_id

WORKER_TYPES = {
    "full_time": "regular full-time",
    "part_time": "regular part-time",
    "temporary": "temporary",
    "board": "member of the board",
}
STANDINGS = {"employee": "employee", "officer": "officer", "director": "director"}


class Person(models.Model):
    """Anyone covered by the policy (2.1). A leaver leaves and is never deleted.

    `name`, `email`, `joined_on` and `left_on` are copies of the latest record. `joined_on` is None when nobody said;
    `left_on` is the first day on which the person is no longer with us, None while they are.
    """

    ledger_list = "working"

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    number = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, blank=True, default="")
    joined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    class Meta:
        ordering = ("name", "number")
        indexes = (models.Index(fields=("name",), name="person_by_name"),)
        constraints = (models.CheckConstraint(condition=~models.Q(number=""), name="person_has_a_number"),)

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """The name of the key that seals what is known of this person."""
        return f"person:{self.public_id}"

    @once.looked_up
    def record(self, on: date) -> "PersonRecord | None":
        """Who this person was on that day; None before they came and after they left."""
        if "records" in getattr(self, "_prefetched_objects_cache", ()):
            return next((record for record in self.records.all() if record.holds_on(on)), None)
        return self.records.on(on).first()

    def is_here(self, on: date) -> bool:
        """Whether the person is with us on that day."""
        return self.records.on(on).exists()


class PersonRecord(History):
    """What held of a person from `from_day` until the day before `to_day`.

    An empty text or None means that nobody said. `manager` may be the person themselves or close a circle: the file
    is kept as it came, `line` never follows it for ever, and `problems` lists it.
    """

    schema: ClassVar[str] = "people.record"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="records")
    employer = models.CharField(max_length=200, blank=True, default="")
    site = models.CharField(max_length=200, blank=True, default="")
    shift = models.CharField(max_length=100, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    language = models.CharField(max_length=35, blank=True, default="")
    hr_department = models.CharField(max_length=200, blank=True, default="")
    grade = models.CharField(max_length=100, blank=True, default="")
    worker_type = models.CharField(max_length=10, blank=True, default="", choices=WORKER_TYPES)
    standing = models.CharField(max_length=10, default="employee", choices=STANDINGS)
    job_title = models.CharField(max_length=300, blank=True, default="")
    manager = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    acting_supervisor = models.BooleanField(default=False)
    joined_on = models.DateField(null=True)

    class Meta(History.Meta):
        ordering = ("person_id", "from_day", "id")
        indexes = (
            models.Index(fields=("person", "from_day"), name="record_by_person_and_day"),
            models.Index(fields=("manager", "from_day"), name="record_by_manager_and_day"),
        )
        constraints = (
            *History.Meta.constraints,
            models.UniqueConstraint(
                fields=("person",), condition=models.Q(to_day=None), name="one_open_record_for_each_person"
            ),
            models.CheckConstraint(
                condition=models.Q(worker_type__in=["", *WORKER_TYPES]), name="record_worker_type_is_known"
            ),
            models.CheckConstraint(condition=models.Q(standing__in=list(STANDINGS)), name="record_standing_is_known"),
        )

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What the columns must hold for this document to be told truly. Documents of earlier versions say no shift."""
        plain = {name: body[name] for name in PLAIN_FIELDS if name != "shift"} | {"shift": body.get("shift", "")}
        return plain | {
            "person.public_id": body["person"],
            "manager.public_id": body["manager"],
            "from_day": body["from_day"],
            "joined_on": body["joined_on"],
        }

    @property
    def name(self) -> str:
        """The name at that time, from the sealed document. Raises Erased when its key is gone."""
        return self.attested.open()["name"]

    @property
    def email(self) -> str:
        """The address at that time, from the sealed document. Raises Erased when its key is gone."""
        return self.attested.open()["email"]


PLAIN_FIELDS = (
    "employer", "site", "shift", "country", "language", "hr_department", "grade",
    "worker_type", "standing", "job_title", "acting_supervisor",
)  # fmt: skip
