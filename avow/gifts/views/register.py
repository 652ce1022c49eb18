"""The register: who gave what to whom, narrowed and in order, a page at a time."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from avow.access import reads
from avow.config import clock
from avow.gifts import filtering, groups, paging, places, showing, sums
from avow.gifts.headings import headings
from avow.gifts.models import SavedView
from avow.gifts.showing import currency
from avow.gifts.views.reach import for_officers
from avow.gifts.visibility import lines_for

SUBJECT = "register:gifts"
"""What reading the register is noted of."""
FIRST_FIELDS = ("party", "person", "way", "what", "since", "until", "sort")
"""The fields that stand open; the others are behind “More”."""


@require_safe
@for_officers
def listed(request: HttpRequest) -> HttpResponse:
    """One page of what was asked for. Reading its lines is noted, once for the page."""
    person, on = request.user.person, clock.today()
    filters = filtering.read(request.GET)
    lines = filtering.narrowed(lines_for(person, on), filters, on)
    page = paging.page(lines, filters.sort, request.GET, kinds=filters.kinds)
    if page.lines:
        reads.note(person, SUBJECT, "gifts", clock.now())
    context = {
        "filters": filters,
        "groups": list(groups.offered(filters, on)),
        "fields": [filters.form[name] for name in FIRST_FIELDS],
        "more_fields": [field for field in filters.form if field.name not in (*FIRST_FIELDS, "group")],
        "more_open": any(name not in FIRST_FIELDS for name in filters.given),
        "rows": showing.lines(page.lines),
        "headings": headings(filters),
        "sums": sums.of(lines, however_many=request.GET.get("sums") == "all"),
        "add_up": _address(filters.query, sums="all"),
        "currency": currency(on),
        "offered": places.offered(),
        "page": page,
        "earlier": _address(filters.query, before=page.first) if page.first else "",
        "further": _address(filters.query, after=page.last) if page.last else "",
        "views": SavedView.objects.filter(person=person),
        "on": on,
    }
    return render(request, "gifts/register.html", context)


def _address(query: str, **more: str) -> str:
    return "?" + "&".join(part for part in (query, urlencode(more)) if part)


def address(query: str) -> str:
    """The register with these filters."""
    found: str = reverse("gifts:register")
    return f"{found}?{query}" if query else found
