"""What happened since a campaign was started: who was asked later, went to another department, or left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from avow.certifications.models import Campaign, HandedOver, Included, Place
from avow.certifications.models.handling import LEFT

MOST = 50
"""Of each kind, the last ones."""


@dataclass(frozen=True)
class Happening:
    """What, on which day, and why; `day` is None where nobody knows it."""

    day: date | None
    name: str
    number: str
    what: str
    why: str


@dataclass(frozen=True)
class Since:
    """The last happenings, the latest first, and how many of each kind there were."""

    happenings: list[Happening]
    counts: dict[str, int]

    @property
    def more(self) -> int:
        """How many are not among the happenings."""
        return sum(self.counts.values()) - len(self.happenings)


def since(campaign: Campaign) -> Since:
    """What happened until now."""
    asked = Included.objects.filter(campaign=campaign, asked_on__isnull=False)
    handed = HandedOver.objects.filter(included__campaign=campaign)
    left = Place.objects.filter(campaign=campaign, state=LEFT)
    counts = {"asked later": asked.count(), "handed over": handed.count(), "left": left.count()}
    found = [*_asked(asked), *_handed(handed), *_left(left)]
    return Since(sorted(found, key=lambda one: one.day or date.min, reverse=True), counts)


def _asked(rows) -> Iterator[Happening]:
    for one in rows.select_related("person").order_by("-asked_on", "-pk")[:MOST]:
        yield Happening(one.asked_on, one.person.name, one.person.number, "Asked", one.because)


def _handed(rows) -> Iterator[Happening]:
    for one in rows.select_related("included__person").order_by("-pk")[:MOST]:
        person, what = one.included.person, f"Handed over to {one.to or 'the compliance officer'}"
        yield Happening(one.on, person.name, person.number, what, one.because)


def _left(rows) -> Iterator[Happening]:
    people = rows.select_related("included__person").order_by("-included__person__left_on", "-pk")[:MOST]
    for one in people:
        person = one.included.person
        yield Happening(person.left_on, person.name, person.number, "Left us", "Need not sign.")
