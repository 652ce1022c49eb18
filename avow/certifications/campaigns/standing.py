"""Where a campaign stands on a day: computed from its rows and days, and counted from what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from avow.adoptions.current import pack_by_hash
from avow.certifications.campaigns import cohort as cohorts
from avow.certifications.campaigns.cohort import Member
from avow.certifications.campaigns.following import not_asked
from avow.certifications.campaigns.rolling import is_to_come
from avow.certifications.models import Campaign, CampaignStarted, CampaignWithdrawn, CohortFrozen
from avow.certifications.places import Counted, count_by_department

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


def state_of(campaign: Campaign, on: date) -> str:
    """Its state in words. Until everyone asked has their row it is being started, whatever its days say."""
    if not CampaignStarted.objects.filter(campaign=campaign).exists():
        return WITHDRAWN if CampaignWithdrawn.objects.filter(campaign=campaign).exists() else PREPARED
    if not CohortFrozen.objects.filter(campaign=campaign).exists():
        return STARTING
    if on < campaign.opens:
        return NOT_OPEN
    if on <= campaign.due:
        return OPEN
    return LATE if on < campaign.closes else CLOSED


def would_be_asked(started: CampaignStarted, on: date) -> list[Member]:
    """Those who belong to the cohort on that day, by the campaign's own version of the policy, and are not asked: they
    joined, were promoted, or somebody said later what was missing. Not those of a rolling one whose day is to come."""
    campaign = started.campaign
    found = not_asked(campaign, cohorts.of(pack_by_hash(started.pack_hash), campaign.cohort, on).members)
    return [one for one in found if not (campaign.rolling and is_to_come(campaign, one, on))]
