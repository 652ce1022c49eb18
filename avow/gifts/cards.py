"""Entries of which it is open who the other side is, and who is to find out: it is known by a photographed card only,
or its name leads to entries of the register of which the person chose none.

Two cards must not be taken for one party, so what stands there for the name differs from gift to gift.
"""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from avow.access.duties import Duty
from avow.access.roles import is_officer
from avow.disclosures.forms.other_side import CARD as WORDS
from avow.disclosures.forms.other_side import is_on_card
from avow.disclosures.models import Disclosure, Version
from avow.disclosures.party import resolutions
from avow.gifts.models import Gift, NameLeftOpen
from avow.gifts.visibility import lines_for, read_by_an_officer
from avow.people.models import Person
from avow.policy import normalised

MOST = 50


def on_card(identifier: str) -> str:
    """What stands for the name of the other side of this disclosure."""
    return f"{WORDS} ({identifier[:4]})"


def note(version: Version, left_open: bool | None) -> None:
    """Keep in mind whether the name that was sent is left open; None leaves it as it was."""
    if left_open is None:
        return
    forget(version.disclosure)
    if left_open and not is_on_card(version.facts.get("other_side")):
        NameLeftOpen.objects.create(disclosure=version.disclosure)


def forget(disclosure: Disclosure) -> None:
    """It was said who it is, or does not matter any more."""
    NameLeftOpen.objects.filter(disclosure=disclosure).delete()


def left_open(lines: QuerySet[Gift]) -> QuerySet[Gift]:
    """Those of these lines of which nobody has said yet who the other side is."""
    resolved = resolutions().filter(then_name__startswith=f"{WORDS} (").values("disclosure")
    on_cards = Q(party_key__startswith=normalised(WORDS)) & ~Q(disclosure__in=resolved)
    named = Q(counts=True, disclosure__in=NameLeftOpen.objects.values("disclosure"))
    return lines.filter(on_cards | named, counterparty=None, is_withdrawn=False)


def left_open_among(disclosures: Collection[int], on: date) -> set[int]:
    """Which of these, by primary key, count and wait for somebody to say who the other side is. Where no officer may
    read an entry, as with the only officer's own, nobody is to say so, and the name stands for itself. In one query
    where none waits."""
    found = left_open(Gift.objects.filter(disclosure__in=disclosures, counts=True))
    people = dict(found.values_list("disclosure", "person"))
    read = read_by_an_officer(set(people.values()), on) if people else set()
    return {key for key, person in people.items() if person in read}


def somebody_says(person: Person, on: date) -> bool:
    """Whether there is an officer who may say who the other side of this person's entries is."""
    return bool(read_by_an_officer([person.pk], on))


def unresolved(officer: Person, on: date) -> QuerySet[Gift]:
    """Those that the officer may read and that nobody has resolved, the oldest first."""
    readable = Disclosure.objects.visible_to(officer, on).values("pk")
    return left_open(lines_for(officer, on)).filter(disclosure__in=readable).order_by("sent_at", "pk")


def to_resolve(person: Person, on: date) -> Iterator[Duty]:
    """One thing to do for an officer, however many cards there are, and one for names."""
    if not is_officer(person, on):
        return
    names = list(unresolved(person, on).values_list("party_name", flat=True))
    if cards := sum(is_on_card(name) for name in names):
        what = "a card" if cards == 1 else f"{cards} cards"
        yield _duty(f"Say whose card it is: {what} to resolve", cards)
    if written := len(names) - cards:
        what = "a name" if written == 1 else f"{written} names"
        yield _duty(f"Say who it is: {what} to resolve", written)


def _duty(title: str, many: int) -> Duty:
    return Duty(title=title, url=reverse("gifts:cards"), minutes=2 * many, weight=1)
