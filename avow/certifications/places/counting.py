"""How many are where: read from what is kept."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Sum

from avow.certifications.models import Campaign, Place
from avow.certifications.models.handling import PLACES, SIGNED, TO_CONFIRM


@dataclass
class Counted:
    """How many of a department are where, by state (`PLACES`); conflicts on their forms, and those to be advised of."""

    department: str
    states: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PLACES, 0))
    conflicts: int = 0
    to_advise: int = 0

    @property
    def asked(self) -> int:
        """Everyone who was asked."""
        return sum(self.states.values())

    @property
    def signed(self) -> int:
        """Those who signed, on paper or not."""
        return self.states[SIGNED] + self.states[TO_CONFIRM]


def count_by_department(campaign: Campaign, departments: set[str] | None = None) -> list[Counted]:
    """The departments of a campaign by name, or only these."""
    return count_each_by_department([campaign], departments)[campaign.pk]


def count_each_by_department(
    campaigns: Iterable[Campaign], departments: set[str] | None = None
) -> dict[int, list[Counted]]:
    """The same of several campaigns, by primary key, in one query."""
    found: dict[int, dict[str, Counted]] = {campaign.pk: {} for campaign in campaigns}
    rows = Place.objects.filter(campaign__in=list(found))
    if departments is not None:
        rows = rows.filter(department__in=departments)
    for campaign, name, state, people, conflicts, to_advise in rows.values_list(
        "campaign", "department", "state"
    ).annotate(Count("pk"), Sum("conflicts"), Sum("to_advise")):
        one = found[campaign].setdefault(name, Counted(name))
        one.states[state] = people
        one.conflicts += conflicts
        one.to_advise += to_advise
    return {campaign: [those[name] for name in sorted(those)] for campaign, those in found.items()}


def count(campaign: Campaign, department: str) -> Counted:
    """One department of a campaign; nobody asked is all zeros."""
    return next(iter(count_by_department(campaign, {department})), Counted(department))
