"""Who decides a case: the pack's routing says which authority; independence says who of them may (mission, 1.1)."""

from dataclasses import dataclass
from datetime import date

from avow.access.facts import facts_about
from avow.access.models import Role
from avow.access.roles import holders
from avow.disclosures.models import Disclosure
from avow.people.models import Person
from avow.policy.pack import Pack
from avow.reviews.independence import Matter

LAST_RESORT = Role.BOARD_COMMITTEE.value
FALLEN_BACK = "Nobody else may decide this one, so it goes to the board committee."
RANK = (Role.COMPLIANCE_OFFICER.value, Role.CHIEF_EXECUTIVE.value, LAST_RESORT)
"""The authorities, each higher than the one before it."""


@dataclass(frozen=True)
class Chosen:
    """The authority that decides, why, and the people who may exercise it. `fell_back`: nobody of the first one may."""

    decides: str
    route: str
    because: str
    fell_back: bool
    deciders: tuple[Person, ...]


def exercising(authority: str, on: date) -> list[Person]:
    """Everyone who can exercise an authority on a day; the deputies step in for the compliance officer."""
    people = holders(authority, on)
    if authority == Role.COMPLIANCE_OFFICER:
        people += [deputy for deputy in holders(Role.DEPUTY.value, on) if deputy not in people]
    return people


def independent(authority: str, matter: Matter, on: date) -> tuple[Person, ...]:
    """Those of them who may act on the matter."""
    return tuple(person for person in exercising(authority, on) if matter.why_not(person) is None)


def choose(pack: Pack, disclosure: Disclosure, kind: str, matter: Matter, on: date) -> Chosen:
    """The first row of the pack's routing that fits; where nobody of that authority may, the board committee."""
    facts = {name: value for name, value in facts_about(disclosure.person, on).items() if name in pack.facts}
    route = pack.route({**facts, "kind": kind})
    return settle(route.decides, route.name, route.because, matter, on)


def settle(authority: str, route: str, because: str, matter: Matter, on: date) -> Chosen:
    """The people of an authority who may, or, visibly, the board committee."""
    deciders = independent(authority, matter, on)
    if deciders or authority == LAST_RESORT:
        return Chosen(authority, route, because, False, deciders)
    deciders = independent(LAST_RESORT, matter, on)
    return Chosen(LAST_RESORT, route, f"{because} {FALLEN_BACK}", True, deciders)


def higher(one: str, other: str) -> bool:
    """Whether `one` stands above `other`."""
    return RANK.index(one) > RANK.index(other)
