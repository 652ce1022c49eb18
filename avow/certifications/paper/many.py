"""Forms on paper for many people at once: who needs one, and the parts in which they are printed, each part a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from avow.certifications.kiosk import slips, where
from avow.certifications.kiosk.handing_out import divided
from avow.certifications.kiosk.where import Where
from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.models import Campaign, Included, Place
from avow.certifications.models.handling import MISSING

MOST_IN_A_PART = 50
"""Forms in one file: some 200 pages, 2 seconds and 200 MB of memory for as long."""
MOST = 2000
"""Forms that are shown as parts at once."""


class TooMany(ValueError):
    """More people than are printed like this."""


@dataclass(frozen=True)
class Part:
    """Some of them, in the order of handing out; the first is number `begins`, and the last `ends`."""

    people: Sequence[Included]
    begins: int
    first: str
    last: str

    @property
    def ends(self) -> int:
        return self.begins + len(self.people) - 1

    @property
    def called(self) -> str:
        """Where they work."""
        return self.first if self.first == self.last else f"{self.first} to {self.last}"

    @property
    def ids(self) -> dict[str, str]:
        """Between whom they are, by public id: the same people also after some of them have signed."""
        return {"first": self.people[0].person.public_id, "last": self.people[-1].person.public_id}


def needed(
    looks: Looks,
    campaign: Campaign,
    *,
    with_account: bool = False,
    at: Where | None = None,
    department: str | None = None,
) -> QuerySet[Place]:
    """Those who have not signed, of the departments for which this person enters papers."""
    rows = slips.offered(looks, campaign, with_account=with_account, at=at).filter(state=MISSING)
    return rows if department is None else rows.filter(department=department)


def parts(rows: QuerySet[Place], looks: Looks) -> tuple[list[Part], int]:
    """These people by site, shift and head, cut into files, and how many are left out, whose papers this person must
    not have in hand. Raises TooMany."""
    asked, others = divided(looks, _included(rows))
    ordered = [(one, pile.called) for pile in where.piles(asked, looks.on) for one in pile.people]
    found = []
    for begins in range(0, len(ordered), MOST_IN_A_PART):
        some = ordered[begins : begins + MOST_IN_A_PART]
        found.append(Part([one for one, _ in some], begins + 1, some[0][1], some[-1][1]))
    return found, others


def part(rows: QuerySet[Place], ends: Sequence[Included], looks: Looks) -> list[Included]:
    """Those of these people who are between the first and the last, who may have signed meanwhile; without those whose
    papers this person must not have in hand. Raises TooMany where so many came to them that they are no part any
    more."""
    wanted = {one.pk: one for one in _included(rows)}
    everyone = {**wanted, **{one.pk: one for one in ends}}
    ordered = [one for pile in where.piles(everyone.values(), looks.on) for one in pile.people]
    places = [ordered.index(everyone[one.pk]) for one in ends]
    between = [one for one in ordered[min(places) : max(places) + 1] if one.pk in wanted]
    found, _ = divided(looks, between)
    if len(found) > MOST_IN_A_PART:
        raise TooMany
    return found


def _included(rows: QuerySet[Place]) -> list[Included]:
    found = rows.select_related("included__person", "included__campaign").order_by("included")[: MOST + 1]
    if len(found) > MOST:
        raise TooMany(f"These are more than {MOST:,} forms. Choose a department, a site or a shift.")
    return [place.included for place in found]
