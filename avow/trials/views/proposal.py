"""A proposal: who, why and what to do next; its worked cases; what it changes; its files."""

import io
import zipfile
from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.adoptions import authority
from avow.adoptions.comparing import compared as compare
from avow.adoptions.current import proposed_pack
from avow.adoptions.models import Proposal
from avow.config.clock import today
from avow.policy.cases import run_cases
from avow.policy.differences import Change, Differences
from avow.trials.steps import next_step, steps
from avow.trials.views.reach import for_those_who_read, proposal_or_404

LETTERS = 20_000
"""How many letters of changes are on one page, so that it stays light."""
CASES_ON_A_PAGE = 100


def frame(request: HttpRequest, proposal: Proposal, here: str) -> dict:
    """What every page of a proposal shows."""
    return {"proposal": proposal, "steps": steps(proposal, request.user.person, today(), here), "on": today()}


@require_safe
@for_those_who_read
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who proposed what and why, and what comes next."""
    proposal, on, person = proposal_or_404(request, public_id), today(), request.user.person
    files = proposal.files()
    context = frame(request, proposal, "proposal") | {
        "reason": proposal.reason(),
        "earliest": max(on, proposal.in_force_from),
        "files": [(name, len(text.encode())) for name, text in sorted(files.items())],
        "next": next_step(proposal, person, on) if proposal.is_open else None,
        "is_mine": proposal.proposed_by == person,
        "may_propose": authority.may_propose(person, on),
    }
    return render(request, "trials/proposal.html", context)


@require_safe
@for_those_who_read
def files(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every file of the version, zipped, as it was proposed."""
    proposal = proposal_or_404(request, public_id)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(proposal.files().items()):
            archive.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return attached(packed.getvalue(), "application/zip", f"policy-{proposal.pack_hash[:12]}.zip")


def attached(data: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep, which no browser opens as a page."""
    from urllib.parse import quote

    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@for_those_who_read
def checked(request: HttpRequest, public_id: str) -> HttpResponse:
    """The worked cases of the version, run, with those that fail first."""
    proposal = proposal_or_404(request, public_id)
    results = sorted(run_cases(proposed_pack(proposal)), key=lambda result: result.holds)
    page = Paginator(results, CASES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = frame(request, proposal, "checked") | {
        "page": page,
        "count": len(results),
        "failing": sum(not result.holds for result in results),
    }
    return render(request, "trials/checked.html", context)


@require_safe
@for_those_who_read
def compared(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it changes of the version in force, clause by clause."""
    proposal = proposal_or_404(request, public_id)
    context = frame(request, proposal, "compared") | {"found": None}
    if proposal.is_open:
        found = compare(proposal, today())
        context |= side_by_side(found, request.GET.get("page"))
    return render(request, "trials/compared.html", context)


def side_by_side(found: Differences | None, page: str | None) -> dict:
    """The changes by clause, cut into pages; the worked cases that come out otherwise on the first."""
    if found is None:
        return {"found": None}
    pages = list(_cut(found))
    shown = Paginator(pages, 1).get_page(page)
    return {
        "found": found,
        "sections": shown.object_list[0] if pages else [],
        "page": shown,
        "clauses": [(number, len(changes)) for number, changes in found.by_clause().items() if number],
        "cases": found.cases[:CASES_ON_A_PAGE] if shown.number == 1 else (),
        "more_cases": len(found.cases) - CASES_ON_A_PAGE if shown.number == 1 else 0,
    }


def _cut(found: Differences) -> Iterator[list[tuple[str, str, list[Change]]]]:
    """(number, title, changes) of each clause, as many to a page as its letters allow."""
    page: list[tuple[str, str, list[Change]]] = []
    size = 0
    for number, changes in found.by_clause().items():
        for change in changes:
            letters = 250 + len(change.says) + len(change.was) + len(change.now)
            if page and size + letters > LETTERS:
                yield page
                page, size = [], 0
            if not page or page[-1][0] != number:
                page.append((number, found.title(number), []))
            page[-1][2].append(change)
            size += letters
    if page:
        yield page
