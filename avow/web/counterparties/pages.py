"""The register of counterparties: found by name or number, and one entry with all that is on record of it."""

from datetime import date

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.access import reads
from avow.config.clock import now, today
from avow.counterparties.models import Counterparty, CounterpartyRecord, Merge
from avow.counterparties.search import search
from avow.web.counterparties import telling
from avow.web.counterparties.reach import for_officers, party_or_404

ON_A_PAGE = 50
LONGEST = 100


def asked_for(request: HttpRequest) -> str:
    """What was typed into the search."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]


def found(text: str, on: date) -> list[Counterparty]:
    """The entry of that number, those known by it elsewhere, and those of that name; one more than fit on a page where
    there are more. A merged entry is found by its numbers alone: its names lead to the one that counts."""
    by_number = Counterparty.objects.filter(Q(number=text) | Q(pk__in=_known_as(text)))[:ON_A_PAGE]
    return list(dict.fromkeys([*by_number, *search(text, on, limit=ON_A_PAGE + 1)]))


def _known_as(text: str):
    return Counterparty.objects.filter(identifiers__value=text).order_by().values("pk")


@require_safe
@for_officers
def listed(request: HttpRequest) -> HttpResponse:
    """Those on record today by name, those merged into others, or those that a search finds."""
    on, asked = today(), asked_for(request)
    tab = "merged" if request.GET.get("show") == "merged" else ""
    merged = Counterparty.objects.filter(pk__in=Merge.objects.filter(to_day=None).order_by().values("duplicate"))
    here = Counterparty.objects.filter(
        pk__in=CounterpartyRecord.objects.on(on).order_by().values("counterparty")
    ).exclude(pk__in=merged.order_by().values("pk"))
    context = {"asked": asked, "tab": tab, "on": on, "many": ON_A_PAGE}
    if asked:
        parties = found(asked, on)
        context |= {"rows": telling.rows(parties[:ON_A_PAGE], on), "further": len(parties) > ON_A_PAGE}
    else:
        pages = {"merged": Paginator(merged, ON_A_PAGE), "": Paginator(here, ON_A_PAGE)}
        page = pages[tab].get_page(request.GET.get("page"))
        counts = {"here": pages[""].count, "merged": pages["merged"].count}
        context |= {"page": page, "rows": telling.rows(list(page), on), "counts": counts}
    return render(request, "web/counterparties/list.html", context)


@require_safe
@for_officers
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One entry. Opening it is noted: standings are confidential."""
    on, party = today(), party_or_404(public_id)
    reads.note(request.user.person, f"counterparty:{party.public_id}", "counterparty", now())
    return render(request, "web/counterparties/one.html", {"party": party, "on": on, **telling.everything(party, on)})
