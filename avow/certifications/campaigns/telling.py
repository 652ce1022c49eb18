"""What a campaign's page and `avow campaign status` say, in the same words and numbers."""

from urllib.parse import urlencode

from django.urls import reverse

from avow.certifications.campaigns.standing import Standing
from avow.certifications.models import Campaign
from avow.certifications.models.handling import EXEMPT, LEFT, MISSING, PLACES
from avow.certifications.places import Counted

NOBODYS = "No HR department"
SERIES = ("Signed", "Not signed yet", "Exempt or left")


def counts(one: Counted) -> str:
    """2 signed, 1 not signed yet: the states in which there is somebody."""
    return ", ".join(f"{people:,} {PLACES[state]}" for state, people in one.states.items() if people) or "nobody"


def summed(stands: Standing) -> dict[str, object]:
    """The state, how many are asked and how many of them signed."""
    return {
        "state": stands.state,
        "asked": sum(one.asked for one in stands.departments),
        "signed": sum(one.signed for one in stands.departments),
    }


def missing_people(campaign: Campaign, department: str | None = None) -> str:
    """The address of the list of those who have not signed, of a department or of all. A trial has none."""
    if campaign.trial_of_id is not None:
        return ""
    given = {"show": MISSING} if department is None else {"department": department, "show": MISSING}
    return f"{reverse('certifications:hr_campaign', args=[campaign.public_id])}?{urlencode(given)}#people"


def numbers(stands: Standing, campaign: Campaign) -> list[tuple[str, int, str]]:
    """What of all departments together is shown first, and where to read who they are; "" where nowhere."""
    departments = stands.departments
    missing = sum(one.states[MISSING] for one in departments)
    return [
        ("asked", sum(one.asked for one in departments), ""),
        ("signed", sum(one.signed for one in departments), ""),
        ("not signed yet", missing, missing_people(campaign) if missing else ""),
        ("exempt", sum(one.states[EXEMPT] for one in departments), ""),
        ("have left us", sum(one.states[LEFT] for one in departments), ""),
    ]


def rows(stands: Standing, campaign: Campaign) -> list[tuple[str, tuple[int, int, int], str]]:
    """For the picture: a line for each department, in the order of SERIES, with the list of its missing."""
    return [
        (
            one.department or NOBODYS,
            (one.signed, one.states[MISSING], one.states[EXEMPT] + one.states[LEFT]),
            missing_people(campaign, one.department),
        )
        for one in stands.departments
    ]


def missing(stands: Standing, campaign: Campaign) -> list[tuple[str, int, str]]:
    """The departments in which somebody has not signed, those with the most first, each with the list of them."""
    found = [one for one in stands.departments if one.states[MISSING]]
    found.sort(key=lambda one: (-one.states[MISSING], one.department))
    return [(one.department or NOBODYS, one.states[MISSING], missing_people(campaign, one.department)) for one in found]
