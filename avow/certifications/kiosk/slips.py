"""A slip for each of many: who is offered one, and how slips are ordered for handing out.

The register of people knows no shifts. It knows the site and whom somebody reports to, who on a shop floor is the head
of the shift; slips are in that order, so that each head gets theirs in one pile.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet

from avow.access.models import Account
from avow.certifications.kiosk import codes
from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.models import Campaign, Included, Place
from avow.certifications.models.handling import MISSING, TO_CONFIRM
from avow.people.models import PersonRecord

MOST = 400
"""Slips made at once; a hundred pages."""
NO_SITE, NO_MANAGER = "No site on record", "Nobody on record whom they report to"


@dataclass(frozen=True)
class Slip:
    """One slip: who, where, and the code in large letters."""

    included: Included
    code: str
    site: str
    manager: str

    @property
    def name(self) -> str:
        return self.included.person.name


@dataclass(frozen=True)
class Pile:
    """The slips for one site and one head of a shift."""

    site: str
    manager: str
    slips: list[Slip]


def offered(
    looks: Looks, campaign: Campaign, *, with_account: bool = False, site: str | None = None
) -> QuerySet[Place]:
    """Those of whom this person may make codes: of their departments, and not signed, or on paper and not confirmed."""
    rows = looks.places(campaign).filter(state__in=[MISSING, TO_CONFIRM])
    rows = rows.filter(department__in=[one for one in _departments(rows) if looks.acts_for(one)])
    if not with_account:
        there = Account.objects.filter(person=OuterRef("included__person"), closed_at=None)
        rows = rows.exclude(Exists(there))
    if site is not None:
        now = _now(looks.on).filter(person=OuterRef("included__person"))
        rows = rows.filter(Exists(now.filter(site=site))) if site else rows.exclude(Exists(now.exclude(site="")))
    return rows


def sites(looks: Looks, campaign: Campaign, *, with_account: bool = False) -> list[tuple[str, int]]:
    """How many of them are at each site, "" where nobody said."""
    people = offered(looks, campaign, with_account=with_account).values_list("included__person", flat=True)
    found = Counter(_now(looks.on).filter(person__in=people).values_list("site", flat=True))
    return sorted(found.items())


def piles(made: Iterable[tuple[Included, str]], on: date) -> list[Pile]:
    """The slips by site and head, then by name."""
    pairs = list(made)
    records = _records([one for one, _ in pairs], on)
    found = []
    for one, code in pairs:
        record = records.get(one.person_id)
        manager = record.manager.name if record and record.manager_id and record.manager_id != one.person_id else ""
        found.append(Slip(one, codes.shown(code), record.site if record else "", manager))
    found.sort(key=lambda slip: (slip.site, slip.manager, slip.name, slip.included.person.number))
    return [
        Pile(site or NO_SITE, manager or NO_MANAGER, list(group))
        for (site, manager), group in groupby(found, key=lambda slip: (slip.site, slip.manager))
    ]


def _records(asked: Sequence[Included], on: date) -> dict[int, PersonRecord]:
    rows = _now(on).filter(person__in=[one.person_id for one in asked]).select_related("manager")
    return {row.person_id: row for row in rows}


def _now(on: date) -> QuerySet[PersonRecord]:
    return PersonRecord.objects.filter(Q(to_day=None) | Q(to_day__gt=on), from_day__lte=on)


def _departments(rows: QuerySet[Place]) -> list[str]:
    return list(rows.order_by().values_list("department", flat=True).distinct())
