"""What a campaign's page and `avow campaign status` say, in the same words and numbers."""

from avow.certifications.campaigns.standing import Standing
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


def numbers(stands: Standing) -> list[tuple[str, int]]:
    """What of all departments together is shown first."""
    departments = stands.departments
    return [
        ("asked", sum(one.asked for one in departments)),
        ("signed", sum(one.signed for one in departments)),
        ("not signed yet", sum(one.states[MISSING] for one in departments)),
        ("exempt", sum(one.states[EXEMPT] for one in departments)),
        ("have left us", sum(one.states[LEFT] for one in departments)),
    ]


def rows(stands: Standing) -> list[tuple[str, tuple[int, int, int]]]:
    """For the picture: a line for each department, in the order of SERIES."""
    return [
        (one.department or NOBODYS, (one.signed, one.states[MISSING], one.states[EXEMPT] + one.states[LEFT]))
        for one in stands.departments
    ]
