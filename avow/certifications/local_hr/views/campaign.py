"""One campaign as local HR sees it: progress, conflicts to advise of, everyone asked, and the closing returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from avow.access import reads
from avow.certifications.campaigns.standing import LATE, OPEN, state_of
from avow.certifications.form.visibility import handled, look_at
from avow.certifications.local_hr import asked, by_site, conflicts, counts
from avow.certifications.local_hr.advised import advised, first_asked
from avow.certifications.local_hr.conflicts import Line
from avow.certifications.local_hr.looking_after import Looks, called
from avow.certifications.local_hr.receiving import Told
from avow.certifications.local_hr.views.overview import together
from avow.certifications.local_hr.views.reach import campaign_or_404, here
from avow.certifications.models import Campaign, ClosingReturn, Included
from avow.certifications.models.handling import EXEMPT, LEFT, MISSING
from avow.certifications.places import Counted, count_by_department
from avow.config import clock, once

ON_A_PAGE = 25
"""Departments listed at once."""
MOST_CONFLICTS = 25
"""Conflicts listed at once; when they are advised of, the next ones follow."""
ASKED_FOR = "sites"
"""In the address: the table by site and shift, however many are missing."""
PICTURES = 4
"""Departments that have a bar each; more are one picture of the largest, and a table of all."""


WRONG = {
    "nothing": "Tick at least one conflict.",
    "gone": "Some of these do not wait any more. Nothing was sent; this is what waits now.",
}
"""Why nobody was advised of anything, by what `advise` says in the address."""


@dataclass(frozen=True)
class Department:
    """A department with its numbers, its partners' return, and what one may do there."""

    name: str
    counted: Counted
    closing: ClosingReturn | None
    since: str
    acts: bool
    url: str

    @property
    def called(self) -> str:
        return called(self.name)

    @property
    def due(self) -> int:
        """Those who have to sign."""
        return self.counted.asked - self.counted.states[EXEMPT] - self.counted.states[LEFT]

    @property
    def says(self) -> str:
        return counts.says(self.counted)

    @property
    def missing(self) -> int:
        return self.counted.states[MISSING]

    @property
    def spared(self) -> int:
        return self.counted.states[EXEMPT] + self.counted.states[LEFT]


@require_safe
@once.for_this_page
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """One campaign, of all departments that one sees or of the one that is asked for."""
    theirs, on = here(request)
    campaign = campaign_or_404(theirs, public_id)
    filters = asked.Filters.of(request.GET)
    if filters.department is not None and not theirs.sees(filters.department):
        raise Http404
    departments = _departments(campaign, theirs)
    chosen = [one for one in departments if filters.department in (None, one.name)]
    counted = together([one.counted for one in chosen])
    listed = asked.page(theirs, campaign, filters)
    _look_at_once(theirs, campaign, listed)
    mine, others = (_waiting(theirs, campaign, chosen, filters, acts) for acts in (True, False))
    before, after = (request.GET.get(name, "").replace("\0", "") for name in ("before", "after"))
    given = advised(theirs, campaign, filters.department, before=before, after=after)
    readable = _readable(theirs, listed, mine, given.rows) | {line.conflict.form_id for line in others}
    if mine or others or given.rows:
        reads.note(theirs.person, campaign.subject, "conflicts on forms", clock.now())
    context = {
        "campaign": campaign,
        "looks": theirs,
        "readable": readable,
        "state": state_of(campaign, on),
        "reminds": state_of(campaign, on) in (OPEN, LATE)
        and any(one.missing and (one.acts or (filters.department and theirs.reminds(one.name))) for one in chosen),
        "departments": departments,
        "chosen": chosen,
        "part": Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("departments")),
        "pictures": chosen if len(chosen) <= PICTURES else [],
        "series": ("Signed", "Not signed yet", "Exempt or left"),
        "chart": [(one.called, (one.counted.signed, one.missing, one.spared), one.url) for one in chosen],
        "counted": counted,
        "wrong": WRONG.get(request.GET.get("advise", ""), ""),
        "more": {"mine": len(mine) > MOST_CONFLICTS, "others": len(others) > MOST_CONFLICTS},
        "mine": mine[:MOST_CONFLICTS],
        "others": others[:MOST_CONFLICTS],
        "advised": given,
        "page": listed,
        "own_left_out": asked.leaves_out_own(theirs, campaign, filters),
        "filters": filters,
        "sorts": asked.SORTS,
        "tabs": [(state, words, counted.states[state]) for state, words in asked.TABS.items()
                 if counted.states[state] or state in (filters.state, MISSING)],
        "kept": _kept(filters),
        "fits": asked.narrowed(theirs, campaign, filters).count() if filters.is_narrow else None,
        "all_here": counted.states[filters.state],
        "at_called": _at(filters),
        "by_site": _by_site(request, theirs, campaign, filters, counted) if len(chosen) == 1 else None,
        "asks_by_site": len(chosen) == 1 and counted.states[MISSING] > by_site.MOST_AT_ONCE,
        "on": on,
    }  # fmt: skip
    return render(request, "certifications/hr/campaign.html", context)


def _by_site(
    request: HttpRequest, theirs: Looks, campaign: Campaign, filters: asked.Filters, counted: Counted
) -> by_site.Table | None:
    """The missing by site and shift: beside their list, and of very many when it is asked for."""
    if filters.state != MISSING or not counted.states[MISSING]:
        return None
    if counted.states[MISSING] > by_site.MOST_AT_ONCE and ASKED_FOR not in request.GET:
        return None
    return by_site.table(theirs, campaign, filters)


def _at(filters: asked.Filters) -> str:
    """The site, or site and shift, to which the list was narrowed from the table."""
    if filters.at is None:
        return ""
    site = filters.at or by_site.NO_SITE
    return site if filters.shift is None else f"{site}, {filters.shift or by_site.NO_SHIFT.lower()}"


def _waiting(
    theirs: Looks, campaign: Campaign, chosen: list[Department], filters: asked.Filters, acts: bool
) -> list[Line]:
    """What waits to be advised of, where one acts, or elsewhere: what a page shows, and one more where there is one."""
    if not any(one.counted.to_advise for one in chosen if one.acts == acts):
        return []
    return conflicts.waiting(theirs, campaign, filters.department, most=MOST_CONFLICTS + 1, acts=acts)


def _look_at_once(theirs: Looks, campaign: Campaign, listed: asked.Page) -> None:
    """Whether one keeps away from the forms on the page is looked up for all of them together."""
    waits, told = conflicts.first_asked(campaign), first_asked(campaign)
    forms = [row.signed.included_id for row in listed.rows if row.signed]
    rows = Included.objects.filter(Q(pk__in=waits) | Q(pk__in=told) | Q(pk__in=forms)).select_related("person")
    look_at(theirs.person, list(rows), theirs.on)


def _readable(theirs: Looks, listed: asked.Page, waiting: list[Line], advices: Sequence[Told]) -> set[int]:
    """Of the forms on the page, those which an officer may read; HR partners read none."""
    if not theirs.is_officer:
        return set()
    forms = [row.signed for row in listed.rows if row.signed]
    forms += [line.conflict.form for line in waiting] + [one.advice.conflict.form for one in advices]
    return handled(theirs.person, forms, theirs.on)


def _departments(campaign: Campaign, theirs: Looks) -> list[Department]:
    rows = count_by_department(campaign, None if theirs.is_officer else set(theirs.departments))
    closed = {one.department: one for one in ClosingReturn.objects.filter(campaign=campaign).select_related("received")}
    address = reverse("certifications:hr_campaign", args=[campaign.public_id])
    return [
        Department(
            row.department,
            row,
            closing := closed.get(row.department),
            counts.since(closing, row).says if closing else "",
            theirs.acts_for(row.department),
            f"{address}?{urlencode({'department': row.department})}",
        )
        for row in rows
    ]


def _kept(filters: asked.Filters) -> dict[str, str]:
    """The query without state and page, for the links of tabs and pages: each begins where the other was."""
    given = {"text": filters.text, "site": filters.site, "manager": filters.manager}
    exactly = {name: said for name, said in (("at", filters.at), ("shift", filters.shift)) if said is not None}
    sort = "" if filters.sort == "name" else filters.sort
    kept = {name: value for name, value in {**given, "sort": sort}.items() if value} | exactly
    if filters.department is not None:
        kept = {"department": filters.department, **kept}
    department = {} if filters.department is None else {"department": filters.department}
    return {
        "department": urlencode(department),
        "tab": urlencode(kept),
        "page": urlencode({**kept, "show": filters.state}),
        "whole": urlencode(
            {name: said for name, said in kept.items() if name not in exactly} | {"show": filters.state}
        ),
    }
