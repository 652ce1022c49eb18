"""Who looks after which department on a day: its HR partners; where it has none, and where somebody belongs to none,
the compliance officer, visibly."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet

from avow.access.models import Role, RoleGrant
from avow.access.roles import OFFICER_ROLES, departments_of, is_officer
from avow.certifications.models import Campaign, Place
from avow.config import once
from avow.people.models import Person

NOBODYS = "Nobody’s: the compliance officer looks after it"
"""What the department without a name is called."""


@dataclass(frozen=True)
class Looks:
    """What a person looks after on a day: `departments` as HR partner; officers see every department, and act for
    those in `orphaned`, which have no partner."""

    person: Person
    on: date
    departments: frozenset[str]
    is_officer: bool

    def __bool__(self) -> bool:
        return self.is_officer or bool(self.departments)

    def sees(self, department: str) -> bool:
        """Whether the person reads of this department at all."""
        return self.is_officer or department in self.departments

    def acts_for(self, department: str) -> bool:
        """Whether the person does what local HR does there: its partner, or an officer where it has none."""
        return department in self.departments or (self.is_officer and department not in self.partners)

    def reminds(self, department: str) -> bool:
        """Whether the person may remind this department by itself: its partner, or any officer."""
        return self.is_officer or department in self.departments

    @cached_property
    def partners(self) -> dict[str, set[int]]:
        """The partners of each department."""
        return partners(self.on)

    def places(self, campaign: Campaign) -> QuerySet[Place]:
        """Those asked in the campaign of whom the person reads: never themselves."""
        rows = Place.objects.filter(campaign=campaign).exclude(included__person=self.person)
        return rows if self.is_officer else rows.filter(department__in=self.departments)

    def campaigns(self) -> QuerySet[Campaign]:
        """The campaigns that were started and ask somebody of theirs, the latest first; no trials."""
        rows = Campaign.objects.real().filter(started__isnull=False).order_by("-opens", "-pk")
        if self.is_officer:
            return rows
        asked = Place.objects.filter(campaign=OuterRef("pk"), department__in=self.departments)
        return rows.filter(Exists(asked))


@once.looked_up
def looks(person: Person, on: date) -> Looks:
    """What the person looks after on that day; false where it is nothing."""
    return Looks(person, on, frozenset(departments_of(person, on)), is_officer(person, on))


@once.looked_up
def partners(on: date) -> dict[str, set[int]]:
    """The HR partners of each department on that day, as primary keys of people; departments without any are not in
    it."""
    rows = RoleGrant.objects.on(on).filter(role=Role.HR_PARTNER.value).exclude(person__left_on__lte=on)
    found: dict[str, set[int]] = {}
    for department, person in rows.values_list("department", "person_id"):
        found.setdefault(department, set()).add(person)
    return found


def officers(on: date) -> set[int]:
    """Who looks after departments without partner on that day: the compliance officer and the deputies, as primary keys
    of people."""
    rows = RoleGrant.objects.on(on).filter(role__in=OFFICER_ROLES).exclude(person__left_on__lte=on)
    return set(rows.values_list("person_id", flat=True))


def called(department: str) -> str:
    """The department's name, or what the one without a name is called."""
    return department or NOBODYS
