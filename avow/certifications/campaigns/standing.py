"""Where a campaign stands on a day: computed from its rows and days, and counted from what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists

from avow.adoptions.current import pack_by_hash
from avow.certifications.campaigns import cohort as cohorts
from avow.certifications.campaigns.cohort import Member
from avow.certifications.campaigns.following import not_asked
from avow.certifications.campaigns.rolling import is_to_come
from avow.certifications.models import Campaign, CampaignStarted, CampaignWithdrawn, CohortFrozen
from avow.certifications.places import Counted, count_by_department
from avow.config import once

WITHDRAWN = "withdrawn"
PREPARED = "prepared"
STARTING = "being started"
NOT_OPEN = "not open yet"
OPEN = "open"
LATE = "late"
CLOSED = "closed"


@dataclass(frozen=True)
class Standing:
    """The state, how many of how many have their row, and the departments by name."""

    state: str
    written: int
    wanted: int
    departments: Sequence[Counted]


def standing(campaign: Campaign, on: date) -> Standing:
    """Where it stands on that day."""
    started = CampaignStarted.objects.filter(campaign=campaign).first()
    departments = count_by_department(campaign) if started else []
    return Standing(
        state_of(campaign, on), sum(one.asked for one in departments), started.people if started else 0, departments
    )


@once.looked_up
def state_of(campaign: Campaign, on: date) -> str:
    """Its state in words. Until everyone asked has their row it is being started, whatever its days say."""
    is_frozen = _is_frozen(campaign)
    if is_frozen is None:
        return WITHDRAWN if CampaignWithdrawn.objects.filter(campaign=campaign).exists() else PREPARED
    if not is_frozen:
        return STARTING
    if on < campaign.opens:
        return NOT_OPEN
    if on <= campaign.due:
        return OPEN
    return LATE if on < campaign.closes else CLOSED


def _is_frozen(campaign: Campaign) -> bool | None:
    """None for one that was not started. What was read with the campaign and is there stays so: rows are never taken
    away."""
    read = Campaign.started.is_cached(campaign) and Campaign.frozen.is_cached(campaign)
    if read and hasattr(campaign, "started") and hasattr(campaign, "frozen"):
        return True
    frozen = Exists(CohortFrozen.objects.filter(campaign=campaign))
    return CampaignStarted.objects.filter(campaign=campaign).values_list(frozen, flat=True).first()


def would_be_asked(started: CampaignStarted, on: date) -> list[Member]:
    """Those who belong to the cohort on that day, by the campaign's own version of the policy, and are not asked: they
    joined, were promoted, or somebody said later what was missing. Not those of a rolling one whose day is to come."""
    campaign = started.campaign
    found = not_asked(campaign, cohorts.of(pack_by_hash(started.pack_hash), campaign.cohort, on).members)
    return [one for one in found if not (campaign.rolling and is_to_come(campaign, one.joined_on, on))]
