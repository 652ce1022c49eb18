"""Whom to ask for leave (5.5): the manager on the day, their deputy, then the next up the line and theirs, and so on.

Passed over are the discloser, their relatives, who is named in the matter, and who is below them. When nobody in the
line is left, the compliance officer is asked, or their deputy; when none of them may be, the board committee.

Whoever was asked answers only while they are in that line, stand in for somebody in it, or hold the role for which they
were asked; once they do not, the next one is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from avow.access import independence
from avow.access.models import Role
from avow.access.roles import here, holders, holds, is_officer
from avow.disclosures.models import Version
from avow.disclosures.naming import folded, names_in, relatives_of
from avow.leave import deputies
from avow.leave.models import AskedOf, Leave
from avow.ledger.keyring import is_destroyed
from avow.people.line import superiors
from avow.people.models import Person


@dataclass(frozen=True)
class Choice:
    """Who is asked, and why they are: one of `models.leave.BECAUSE`."""

    person: Person
    because: str


def next_one(version: Version, on: date, leave: Leave | None = None) -> Choice | None:
    """The first in order who has not been asked yet; None when everybody has been."""
    asked = set(AskedOf.objects.filter(leave=leave).values_list("person", flat=True)) if leave else set()
    return next((choice for choice in in_order(version, on) if choice.person.pk not in asked), None)


def in_order(version: Version, on: date) -> Iterator[Choice]:
    """Everyone who may be asked, in the order in which they are."""
    matter = Matter(version, on)
    for distance, superior in enumerate(superiors(version.disclosure.person, on)):
        if matter.may(superior):
            yield Choice(superior, "above" if distance else "manager")
        for deputy in deputies.of(superior, on):
            if matter.may(deputy):
                yield Choice(deputy, "deputy")
    for role, because in (
        (Role.COMPLIANCE_OFFICER, "officer"),
        (Role.DEPUTY, "officer"),
        (Role.BOARD_COMMITTEE, "board"),
    ):
        for person in holders(role.value, on):
            if matter.may(person):
                yield Choice(person, because)


def still_asked(request: AskedOf, on: date) -> bool:
    """Whether the one who was asked is, on that day, above the discloser or stands in for somebody who is; or holds the
    role for which they were asked. False where the discloser was erased."""
    person, discloser = request.person, request.leave.version.disclosure.person
    if is_destroyed(discloser.key) or not here(person, on):
        return False
    line = superiors(discloser, on)
    if person in line or any(person in deputies.of(superior, on) for superior in line):
        return True
    if request.because == "officer":
        return is_officer(person, on)
    return request.because == "board" and holds(person, Role.BOARD_COMMITTEE.value, on)


def is_in_hand(leave: Leave, on: date) -> bool:
    """Whether somebody was asked who may answer and whose time is not over."""
    rows = leave.asked_of.filter(answer_by__gte=on).select_related("person", "leave__version__disclosure__person")
    return any(still_asked(row, on) for row in rows)


class Matter:
    """Who must keep away from one version; read once, asked about many."""

    def __init__(self, version: Version, on: date) -> None:
        self.disclosure, self.on = version.disclosure, on
        self.named, self.relatives = names_in(version), relatives_of(version.disclosure.person)

    def may(self, person: Person) -> bool:
        """Whether the person may give leave here."""
        discloser, name = self.disclosure.person, folded(person.name)
        related = name in self.relatives or (
            person.pk != discloser.pk and folded(discloser.name) in relatives_of(person)
        )
        involved = name in self.named
        return not independence.why_not(
            person,
            discloser,
            self.disclosure.public_id,
            self.on,
            related={person.public_id} if related else (),
            involved={person.public_id} if involved else (),
        )
