"""Those who are missing, counted by site and shift, each number with the list that it counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count

from avow.certifications.local_hr.asked import Filters, with_record
from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.models import Campaign
from avow.certifications.models.handling import MISSING

MOST_AT_ONCE = 5_000
"""Missing people that are counted without being asked to: these take some milliseconds, a hundred thousand a second."""
MOST_SITES = 25
"""Sites in the table, those with the most missing."""
MOST_SHIFTS = 6
"""Shifts that have a column each; where there are more, each shift of each site is a row."""
NO_SITE, NO_SHIFT = "No site on record", "No shift on record"


@dataclass(frozen=True)
class Number:
    """How many, of what, and the end of the address of the list."""

    people: int
    called: str
    query: str


@dataclass(frozen=True)
class Row:
    """A site, or where `shift` is said a shift of one: all of it, and one number for each column, None for nobody."""

    called: str
    all: Number
    cells: list[Number | None]


@dataclass(frozen=True)
class Table:
    """The columns, which are shifts; the rows; and how many sites are not in it."""

    columns: list[str]
    rows: list[Row]
    further: int

    def __bool__(self) -> bool:
        """Whether it says more than the number above it: at least two places."""
        return len(self.rows) > 1 or any(len([cell for cell in row.cells if cell]) > 1 for row in self.rows)


def table(looks: Looks, campaign: Campaign, filters: Filters) -> Table:
    """The missing of whom this person reads, of one department where the filters say so, in one query."""
    rows = looks.places(campaign).filter(state=MISSING)
    if filters.department is not None:
        rows = rows.filter(department=filters.department)
    found = with_record(rows, looks.on).values_list("site", "shift").annotate(people=Count("pk")).order_by()
    counted: Counter[tuple[str, str]] = Counter()
    for site, shift, people in found:
        counted[site or "", shift or ""] += people
    return _table(counted, {} if filters.department is None else {"department": filters.department})


def _table(counted: Counter[tuple[str, str]], kept: dict[str, str]) -> Table:
    sites: Counter[str] = Counter()
    for (site, _), people in counted.items():
        sites[site] += people
    shown = sorted(sorted(sites, key=lambda site: (-sites[site], site))[:MOST_SITES], key=lambda site: (not site, site))
    shifts = sorted({shift for site, shift in counted if site in shown}, key=lambda shift: (not shift, shift))
    further = len(sites) - len(shown)
    if len(shifts) > MOST_SHIFTS:
        pairs = [(site, shift) for site in shown for shift in shifts if counted[site, shift]]
        return Table([], [_row(site, counted[site, shift], kept, shift) for site, shift in pairs], further)
    columns = shifts if shifts != [""] else []
    rows = [_row(site, sites[site], kept, None, ((shift, counted[site, shift]) for shift in columns)) for site in shown]
    return Table([shift or NO_SHIFT for shift in columns], rows, further)


def _row(
    site: str, people: int, kept: dict[str, str], shift: str | None, cells: Iterable[tuple[str, int]] = ()
) -> Row:  # fmt: skip
    each = [_number(site, one, many, kept) if many else None for one, many in cells]
    whole = _number(site, shift, people, kept)
    return Row(whole.called, whole, each)


def _number(site: str, shift: str | None, people: int, kept: dict[str, str]) -> Number:
    called = site or NO_SITE
    given = {**kept, "show": MISSING, "at": site}
    if shift is not None:
        called, given["shift"] = f"{called}, {shift or NO_SHIFT.lower()}", shift
    return Number(people, called, urlencode(given))
