"""Where a campaign stands on a day: computed from its rows and days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q

from avow.adoptions.current import pack_by_hash
from avow.certifications.campaigns import cohort as cohorts
from avow.certifications.campaigns.cohort import Member
from avow.certifications.models import Campaign, CampaignStarted, CohortFrozen, Included
from avow.people.models import PersonRecord

PREPARED = "prepared"
STARTING = "being started"
NOT_OPEN = "not open yet"
OPEN = "open"
LATE = "late"
CLOSED = "closed"


@dataclass(frozen=True)
class Department:
    """How many of an HR department are asked, and what has changed since: left us, or went to another department."""

    name: str
    asked: int
    left: int
    moved: int


@dataclass(frozen=True)
class Standing:
    """The state, how many of how many have their row, and the departments by name."""

    state: str
    written: int
    wanted: int
    departments: Sequence[Department]


def standing(campaign: Campaign, on: date) -> Standing:
    """Where it stands on that day."""
    started = CampaignStarted.objects.filter(campaign=campaign).first()
    departments = _departments(campaign, on)
    return Standing(
        state_of(campaign, on), sum(one.asked for one in departments), started.people if started else 0, departments
    )


def state_of(campaign: Campaign, on: date) -> str:
    """Its state in words. Until everyone asked has their row it is being started, whatever its days say."""
    if not CampaignStarted.objects.filter(campaign=campaign).exists():
        return PREPARED
    if not CohortFrozen.objects.filter(campaign=campaign).exists():
        return STARTING
    if on < campaign.opens:
        return NOT_OPEN
    if on <= campaign.due:
        return OPEN
    return LATE if on < campaign.closes else CLOSED


def would_be_asked(started: CampaignStarted, on: date) -> list[Member]:
    """Those who belong to the cohort on that day, by the campaign's own version of the policy, and are not asked: they
    joined, were promoted, or somebody said later what was missing. Nothing asks them by itself."""
    found = cohorts.of(pack_by_hash(started.pack_hash), started.campaign.cohort, on)
    asked = set(Included.objects.filter(campaign=started.campaign).values_list("person_id", flat=True))
    return [one for one in found.members if one.person not in asked]


def _departments(campaign: Campaign, on: date) -> list[Department]:
    here = PersonRecord.objects.on(on).filter(person=OuterRef("person"))
    moved = here.exclude(hr_department=OuterRef("hr_department"))
    rows = Included.objects.filter(campaign=campaign).annotate(is_here=Exists(here), has_moved=Exists(moved))
    counted = rows.values(name=F("hr_department")).annotate(
        asked=Count("pk"), left=Count("pk", filter=Q(is_here=False)), moved=Count("pk", filter=Q(has_moved=True))
    )
    return [Department(**row) for row in counted.order_by("name")]
