"""Whom to ask for management's view (6.8): the manager on the day, or whoever is next up the line; never nobody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from avow.access.models import Role
from avow.access.roles import OFFICER_ROLES, holders, roles_of
from avow.people.line import superiors
from avow.people.models import Person
from avow.reviews.independence import Matter

MANAGER = "The manager on the day."
UP_THE_LINE = "The next up the line who is neither named nor involved."
BOARD = "Nobody in the line can be asked, so the board committee is."


@dataclass(frozen=True)
class Asked:
    """Who is asked for management, and why they are."""

    person: Person
    because: str


def for_management(matter: Matter, on: date, passing_over: Collection[int] = ()) -> Asked | None:
    """The nearest superior who is not named, not involved and not counsel; else somebody of the board committee.

    `passing_over` holds the primary keys of those who were asked before and could not be reached. None when nobody
    is left at all.
    """
    above = superiors(matter.disclosure.person, on)
    for distance, person in enumerate(above):
        if person.pk in passing_over or matter.why_not(person) is not None:
            continue
        if roles_of(person, on).isdisjoint(OFFICER_ROLES):
            return Asked(person, MANAGER if distance == 0 else UP_THE_LINE)
    for person in holders(Role.BOARD_COMMITTEE.value, on):
        if person.pk not in passing_over and matter.why_not(person) is None:
            return Asked(person, BOARD)
    return None
