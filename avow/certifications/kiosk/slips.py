"""A slip for each of many: who is offered one, and the slips in piles for handing out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from avow.access.models import Account
from avow.certifications.kiosk import acts, codes, where
from avow.certifications.kiosk.where import Pile, Where
from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.models import Campaign, Included, Place
from avow.certifications.models.handling import MISSING, TO_CONFIRM

MOST = 400
"""Slips made at once; a hundred pages."""


@dataclass(frozen=True)
class Slip:
    """One slip: who, and the code in large letters."""

    included: Included
    code: str

    @property
    def name(self) -> str:
        return self.included.person.name


def offered(
    looks: Looks, campaign: Campaign, *, with_account: bool = False, at: Where | None = None
) -> QuerySet[Place]:
    """Those of whom this person may make codes: of their departments, and not signed, or on paper and not confirmed."""
    rows = unsigned(looks, campaign)
    rows = rows.filter(department__in=[one for one in departments(rows) if acts.hands_out(looks, campaign, one)])
    if not with_account:
        rows = without_account(rows)
    return rows if at is None else where.at(rows, at, looks.on)


def without_account(rows: QuerySet[Place]) -> QuerySet[Place]:
    """Those of them who cannot sign in."""
    return rows.exclude(Exists(Account.objects.filter(person=OuterRef("included__person"), closed_at=None)))


def unsigned(looks: Looks, campaign: Campaign) -> QuerySet[Place]:
    """Those of whom this person reads who have not signed, or on paper and not confirmed."""
    return looks.places(campaign).filter(state__in=[MISSING, TO_CONFIRM])


def piles(made: Iterable[tuple[Included, str]], on: date) -> list[tuple[Pile, list[Slip]]]:
    """The slips by site and shift, each pile with its own."""
    slips = {one.pk: Slip(one, codes.shown(code)) for one, code in made}
    found = where.piles((slip.included for slip in slips.values()), on)
    return [(pile, [slips[one.pk] for one in pile.people]) for pile in found]


def departments(rows: QuerySet[Place]) -> list[str]:
    """The departments of these people."""
    return list(rows.order_by("department").values_list("department", flat=True).distinct())
