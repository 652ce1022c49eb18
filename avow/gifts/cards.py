"""Gifts whose giver is known by a photographed card only: what stands for the name, and who is to find out.

Two cards must not be taken for one party, so what stands there differs from gift to gift.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from avow.access.duties import Duty
from avow.access.roles import is_officer
from avow.disclosures.models import Disclosure, PartyResolved
from avow.gifts.models import Gift
from avow.gifts.visibility import lines_for
from avow.people.models import Person
from avow.policy import normalised

WORDS = "on the card"
MOST = 50


def on_card(identifier: str) -> str:
    """What stands for the name of the other side of this disclosure."""
    return f"{WORDS} ({identifier[:4]})"


def is_on_card(name: object) -> bool:
    """Whether this stands for a name that is on a card."""
    return isinstance(name, str) and name.startswith(f"{WORDS} (")


def unresolved(officer: Person, on: date) -> QuerySet[Gift]:
    """Those that the officer may read and that nobody has resolved, the oldest first."""
    resolved = PartyResolved.objects.values("disclosure")
    readable = Disclosure.objects.visible_to(officer, on).values("pk")
    lines = lines_for(officer, on)
    found = lines.filter(party_key__startswith=normalised(WORDS), counterparty=None, is_withdrawn=False)
    return found.filter(disclosure__in=readable).exclude(disclosure__in=resolved).order_by("sent_at", "pk")


def to_resolve(person: Person, on: date) -> Iterator[Duty]:
    """One thing to do for an officer, however many cards there are."""
    if not is_officer(person, on):
        return
    if many := unresolved(person, on).count():
        what = "a card" if many == 1 else f"{many} cards"
        title = f"Say whose card it is: {what} to resolve"
        yield Duty(title=title, url=reverse("gifts:cards"), minutes=2 * many, weight=1)
