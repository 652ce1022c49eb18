"""What a campaign's page and `avow campaign status` say, in the same words."""

from avow.certifications.models.handling import PLACES
from avow.certifications.places import Counted


def counts(one: Counted) -> str:
    """2 signed, 1 not signed yet: the states in which there is somebody."""
    return ", ".join(f"{people:,} {PLACES[state]}" for state, people in one.states.items() if people) or "nobody"
