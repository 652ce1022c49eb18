"""Who may propose a version, adopt one, and see what was proposed."""

from datetime import date

from avow.access.roles import DECIDING_ROLES, OFFICER_ROLES, roles_of
from avow.people.models import Person


def may_propose(person: Person, on: date) -> bool:
    """The compliance officer and deputies."""
    return not roles_of(person, on).isdisjoint(OFFICER_ROLES)


def may_adopt(person: Person, on: date) -> bool:
    """The compliance officer, deputies, the chief executive and the board committee; never for a proposal of their
    own, which the act itself refuses."""
    return not roles_of(person, on).isdisjoint(DECIDING_ROLES)


def may_see_proposals(person: Person, on: date) -> bool:
    """Those who may propose or adopt: one has to read what one adopts."""
    return may_adopt(person, on)
