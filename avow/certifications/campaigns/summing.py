"""Everyone on a day by how they stand to a cohort, summed by the database: people who are alike are one group, however
many they are. The same as `cohort.of` says of each; nobody is read but those who are listed by name."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q, QuerySet

from avow.certifications.alike import COLUMNS, Combination, annotated, any_of, facts_of
from avow.certifications.campaigns.cohort import Member
from avow.certifications.models import Campaign
from avow.people.models import PersonRecord
from avow.policy.cohorts import Membership, members
from avow.policy.pack import Pack


@dataclass(frozen=True)
class Group:
    """So many `people` of one department who are `alike`; `state` is where they stand in the campaign, or None where
    they are not asked."""

    alike: Combination
    standing: str
    because: str
    hr_department: str
    state: str | None
    joined_on: date | None
    people: int


@dataclass
class Alike:
    """Everyone with us on the day, and a cohort of a version of the policy; `campaign` says who is asked, and
    `by_day` parts people by the day on which they joined too."""

    pack: Pack
    cohort: str
    on: date
    campaign: Campaign
    by_day: bool = False
    columns: list[str] = field(init=False)
    memberships: dict[Combination, Membership] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.facts = [name for name in self.pack.cohorts[self.cohort].when.names if name in self.pack.facts]
        wanted = [COLUMNS[name] for name in self.facts if name in COLUMNS]
        self.columns = list(dict.fromkeys([*wanted, *(["joined_on"] if self.by_day else [])]))

    @property
    def rows(self) -> QuerySet[PersonRecord]:
        """The records of everyone, with `state`."""
        here = annotated(PersonRecord.objects.on(self.on), self.on, self.columns).order_by()
        asked = FilteredRelation("person__asked_in", condition=Q(person__asked_in__campaign=self.campaign))
        return here.annotate(asked=asked).annotate(state=F("asked__place__state"))

    def groups(self) -> list[Group]:
        """Everyone, in one query."""
        names = [*self.columns, *(name for name in ("hr_department", "state") if name not in self.columns)]
        counted = list(self.rows.values_list(*names).annotate(people=Count("pk")))
        width = len(self.columns)
        new = {row[:width] for row in counted} - self.memberships.keys()
        facts = {one: facts_of(self.facts, self.columns, one) for one in new}
        self.memberships |= members(self.pack, self.cohort, facts, self.on)
        return [self._group(dict(zip(names, row[:-1], strict=True)), row[:width], row[-1]) for row in counted]

    def _group(self, told: dict[str, Any], alike: Combination, people: int) -> Group:
        found = self.memberships[alike]
        because, joined_on = " ".join(found.reasons), told.get("joined_on") if self.by_day else None
        return Group(alike, found.standing, because, told["hr_department"], told["state"], joined_on, people)

    def first(self, groups: Iterable[Group], most: int) -> list[Member]:
        """The first people of these groups, in the order of their keys."""
        wanted = list(groups)
        asked, others = (_alike(wanted, is_asked=is_asked) for is_asked in (True, False))
        found = Q(pk__in=[])
        for those, is_free in ((asked, False), (others, True)):
            if those:
                found |= Q(state__isnull=is_free) & (any_of(self.columns, those) if self.columns else Q())
        names = ("person_id", "hr_department", "manager_id", "joined_on", *self.columns)
        rows = self.rows.filter(found).order_by("person_id")
        return [self._member(row) for row in rows.values_list(*names)[:most]]

    def _member(self, row: Sequence[Any]) -> Member:
        person, department, manager, joined_on, *alike = row
        return Member(person, department, manager, " ".join(self.memberships[tuple(alike)].reasons), joined_on)


def _alike(groups: Collection[Group], *, is_asked: bool) -> list[Combination]:
    return list(dict.fromkeys(one.alike for one in groups if (one.state is not None) == is_asked))
