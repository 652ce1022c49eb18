"""How many are where: read from what is kept."""

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
    rows = Place.objects.filter(campaign=campaign)
    if departments is not None:
        rows = rows.filter(department__in=departments)
    found: dict[str, Counted] = {}
    for name, state, people, conflicts, to_advise in rows.values_list("department", "state").annotate(
        Count("pk"), Sum("conflicts"), Sum("to_advise")
    ):
        one = found.setdefault(name, Counted(name))
        one.states[state] = people
        one.conflicts += conflicts
        one.to_advise += to_advise
    return [found[name] for name in sorted(found)]


def count(campaign: Campaign, department: str) -> Counted:
    """One department of a campaign; nobody asked is all zeros."""
    return next(iter(count_by_department(campaign, {department})), Counted(department))
