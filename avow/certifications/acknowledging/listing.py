"""Who has not acknowledged the version in force, overdue first; who was late; and how many of each HR department."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery

from avow.access.roles import departments_of, is_officer
from avow.adoptions.current import adoption_in_force
from avow.certifications.acknowledging.asked import asked
from avow.certifications.acknowledging.since import days_given, with_since
from avow.certifications.models import Acknowledgement
from avow.people.models import Person, PersonRecord
from avow.policy.pack import Pack


@dataclass(frozen=True)
class Line:
    """One person: since when asked, until when in time (None: the policy sets no day), and when they acknowledged."""

    name: str
    number: str
    department: str
    since: date
    due: date | None
    acknowledged_on: date | None = None

    def days_late(self, on: date) -> int:
        """How many days after the last one in time they acknowledged, or it is now where they have not; 0: in time."""
        return max(0, ((self.acknowledged_on or on) - self.due).days) if self.due else 0


@dataclass(frozen=True)
class Counted:
    """How many of a department are asked, and of these have not acknowledged, and of these are overdue."""

    department: str
    asked: int
    missing: int
    overdue: int


def departments_to_read(person: Person, on: date) -> Collection[str] | None:
    """The HR departments of which this person reads: None for all (officers); none at all is empty."""
    return None if is_officer(person, on) else departments_of(person, on)


@dataclass(frozen=True)
class Listing:
    """What somebody may read of a version on a day: everyone, or these departments."""

    pack: Pack
    on: date
    departments: Collection[str] | None = None

    @property
    def given(self) -> int | None:
        """Days that one has."""
        return days_given(self.pack)

    def counts(self) -> list[Counted]:
        """The departments by name."""
        rows = self._rows().annotate(missing=~Exists(self._said()))
        late = Q(pk__in=[])
        if self.given is not None:
            late = Q(missing=True, since__lt=self.on - timedelta(days=self.given))
        counted = rows.order_by().values("hr_department").annotate(
            asked=Count("pk"), not_yet=Count("pk", filter=Q(missing=True)), overdue=Count("pk", filter=late)
        )  # fmt: skip
        return [
            Counted(one["hr_department"], one["asked"], one["not_yet"], one["overdue"])
            for one in counted.order_by("hr_department")
        ]

    def outstanding(self, department: str | None = None) -> QuerySet[PersonRecord]:
        """Those who have not acknowledged, the longest due first; of one department alone, where it is named."""
        rows = self._rows().filter(~Exists(self._said()))
        if department is not None:
            rows = rows.filter(hr_department=department)
        return rows.order_by("since", "person__name", "person__number")

    def lines(self, rows: QuerySet[PersonRecord]) -> Iterator[Line]:
        """These rows as lines."""
        wanted = rows.values_list("person__name", "person__number", "hr_department", "since")
        for name, number, department, since in wanted.iterator(chunk_size=2000):
            yield Line(name, number, department, since, self._due(since))

    def late(self, department: str | None = None) -> QuerySet[PersonRecord]:
        """Those who acknowledged after the last day in time, the latest first; of one department alone, where it is
        named."""
        rows = self._rows()
        if self.given is None:
            return rows.none()
        given = timedelta(days=self.given)
        asked_from = adoption_in_force(self.on).from_day  # nobody was asked before it bound
        said = self._said().filter(on__gt=asked_from + given)
        took = ExpressionWrapper(F("said_on") - F("since"), output_field=DurationField())
        rows = rows.filter(Exists(said)).annotate(said_on=Subquery(said.values("on")[:1])).annotate(took=took)
        if department is not None:
            rows = rows.filter(hr_department=department)
        return rows.filter(took__gt=given).order_by("-took", "person__name", "person__number")

    def late_lines(self, rows: QuerySet[PersonRecord]) -> Iterator[Line]:
        """These rows of `late` as lines."""
        wanted = rows.values_list("person__name", "person__number", "hr_department", "since", "said_on")
        for *who, since, said_on in wanted.iterator(chunk_size=2000):
            yield Line(*who, since, self._due(since), said_on)

    def _due(self, since: date) -> date | None:
        return None if self.given is None else since + timedelta(days=self.given)

    def _said(self) -> QuerySet[Acknowledgement]:
        return Acknowledgement.objects.filter(person=OuterRef("person"), pack_hash=self.pack.hash)

    def _rows(self) -> QuerySet[PersonRecord]:
        rows = asked(self.pack, self.on)
        if self.departments is not None:
            rows = rows.filter(hr_department__in=self.departments)
        return with_since(rows, self.on)
