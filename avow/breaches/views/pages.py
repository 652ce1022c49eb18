"""Possible breaches: the list, for officers, and one with the days compared and why, for whoever reviews the case.
They are not heard or decided here."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.access import reads
from avow.access.roles import is_officer
from avow.adoptions.current import pack_by_hash
from avow.breaches import telling
from avow.breaches.models import PossibleBreach
from avow.config import clock, once
from avow.disclosures.party import with_names
from avow.people.models import Person
from avow.reviews.authority import authority
from avow.reviews.visibility import cases_for

ON_A_PAGE = 50


def visible_to(person: Person, on: date):
    """The possible breaches in the cases that a person may open as reviewer."""
    return PossibleBreach.objects.filter(disclosure__in=cases_for(person, on).values("disclosure"))


@require_safe
@once.for_this_page
def listed(request: HttpRequest) -> HttpResponse:
    """All of them, the last found first."""
    on, person = clock.today(), request.user.person
    if not is_officer(person, on):
        raise Http404
    rows = visible_to(person, on).select_related("disclosure__person", "version__counterparty")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    with_names(row.version for row in page)
    shown = [{"row": row, "what": pack_by_hash(row.version.pack_hash).kinds[row.version.kind].title} for row in page]
    return render(request, "breaches/list.html", {"page": page, "rows": shown, "on": on})


@require_safe
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One of them: the days, why, and the person's own words. Opening it is noted."""
    on, at, person = clock.today(), clock.now(), request.user.person
    rows = visible_to(person, on).select_related(
        "disclosure__person", "disclosure__case__disclosure__person", "version__attested", "version__relative__attested"
    )
    row = rows.filter(public_id=public_id).first()
    if row is None or not authority(person, row.disclosure.case, on).reviews:
        raise Http404
    reads.note(person, row.disclosure.subject, "possible breach", at)
    pack = pack_by_hash(row.version.pack_hash)
    context = {
        "row": row,
        "case": row.disclosure.case,
        "person": row.disclosure.person,
        "kind": pack.kinds[row.version.kind],
        "days": telling.days_of(row),
        "story": telling.words_of(row.version),
        "on": on,
    }
    return render(request, "breaches/one.html", context)
