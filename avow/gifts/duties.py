"""What the register of gifts asks of a person: to read that one of theirs counts differently; of officers, to look at
those of everyone, to inspect the register, and to have newer rates brought."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from avow.access.duties import Duty
from avow.gifts import anew, inspected, unpriced
from avow.gifts.visibility import may_see
from avow.people.models import Person

MOST = 20
INSPECT = "Inspect the register of gifts, and sign"


def of_the_person(person: Person, on: date) -> Iterator[Duty]:
    """Each gift that counts differently, once however often it does."""
    rows = anew.of_person(person)[:MOST]
    for disclosure in dict.fromkeys(row.disclosure for row in rows):
        url = reverse("disclosures:one", args=[disclosure.public_id])
        yield Duty("One of your gifts counts differently now", f"{url}#counts-anew", minutes=2, weight=15)


def of_an_officer(person: Person, on: date) -> Iterator[Duty]:
    """One for all of them."""
    if not may_see(person, on):
        return
    number = anew.for_officers(person, on).count()
    if number:
        title = "1 gift counts differently now" if number == 1 else f"{number} gifts count differently now"
        yield Duty(f"Look at what changed: {title}", reverse("gifts:anew"), minutes=min(2 * number, 60), weight=12)


def rates(person: Person, on: date) -> Iterator[Duty]:
    """One for all gifts that wait for a rate."""
    if may_see(person, on) and (number := unpriced.for_officers(person, on).count()):
        title = (
            "Have newer rates brought: 1 gift waits"
            if number == 1
            else f"Have newer rates brought: {number} gifts wait"
        )
        yield Duty(title, reverse("gifts:rates"), minutes=5, weight=8)


def inspecting(person: Person, on: date) -> Iterator[Duty]:
    """Once the policy's months are over since somebody last looked through the register. The first time it has no day:
    what was brought in from earlier years makes nobody late."""
    if not may_see(person, on):
        return
    by = inspected.due(on)
    if by is not None and by <= on:
        first = inspected.looked_through() is None
        title = "Inspect the register of gifts for the first time, and sign" if first else INSPECT
        yield Duty(title, reverse("gifts:inspections"), None if first else by, minutes=20)


SOURCES = (of_the_person, of_an_officer, inspecting, rates)
