"""What was advised in a campaign, page by page, the latest first. Each page is filled with what the person may read, so
that it has no gap where something is kept from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.local_hr.receiving import Told, parts, told
from avow.certifications.models import Advice, Campaign
from avow.people.line import keys_above

ON_A_PAGE = 25


@dataclass(frozen=True)
class Advised:
    """A page: its rows, and by which advice the pages beside it are asked for; "" where there is none. How many there
    are on all pages is not told: it would count what is kept from the reader."""

    rows: Sequence[Told]
    newer: str = ""
    older: str = ""


def advised(
    theirs: Looks, campaign: Campaign, department: str | None = None, *, before: str = "", after: str = ""
) -> Advised:
    """The page with what was advised `before` that advice, or `after` it, by public id; the first where there is no
    such."""
    rows = _given(theirs, campaign, department)
    at = rows.filter(public_id=before or after).values_list("pk", flat=True).first() if before or after else None
    if at is not None and after and not before:
        found = _filled(rows.filter(pk__gt=at).order_by("pk"), theirs)
        if found:
            shown = found[ON_A_PAGE - 1 :: -1]
            return _page(shown, newer=len(found) > ON_A_PAGE, older=True)
        at = None
    found = _filled(rows if at is None else rows.filter(pk__lt=at), theirs)
    return _page(found[:ON_A_PAGE], newer=at is not None and bool(found), older=len(found) > ON_A_PAGE)


def first_asked(campaign: Campaign) -> QuerySet[Advice, int]:
    """Whose forms the first page tells of, as keys of `Included`, for looking at all of them at once."""
    rows = Advice.objects.filter(conflict__form__included__campaign=campaign).order_by("-pk")
    return rows.values("conflict__form__included")[: ON_A_PAGE + 1]


def _page(shown: Sequence[Told], *, newer: bool, older: bool) -> Advised:
    return Advised(shown, shown[0].advice.public_id if newer else "", shown[-1].advice.public_id if older else "")


def _given(theirs: Looks, campaign: Campaign, department: str | None) -> QuerySet[Advice]:
    rows = Advice.objects.filter(conflict__form__included__campaign=campaign).order_by("-pk")
    rows = rows.exclude(conflict__form__included__person=theirs.person)
    if theirs.is_officer:
        above = keys_above(theirs.person, theirs.on)
        rows = rows.exclude(department__in=theirs.partners, conflict__form__included__person__in=above)
    else:
        rows = rows.filter(department__in=theirs.departments)
    return rows if department is None else rows.filter(department=department)


def _filled(rows: QuerySet[Advice], theirs: Looks) -> list[Told]:
    """The first that may be read: a page, and one more where there is one."""
    found: list[Told] = []
    for part in parts(rows, ON_A_PAGE + 1):
        found += told(part, theirs)
        if len(found) > ON_A_PAGE:
            break
    return found[: ON_A_PAGE + 1]
