"""The register of waivers, apart from other decisions: for officers and the board committee."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.access.models import Role
from avow.access.roles import OFFICER_ROLES, roles_of
from avow.adoptions.current import pack_by_hash
from avow.config import clock
from avow.disclosures.party import with_names
from avow.reviews.models import Decision
from avow.reviews.outcomes import WAIVERS
from avow.reviews.visibility import cases_for

ON_A_PAGE = 50
READERS = OFFICER_ROLES | {Role.BOARD_COMMITTEE.value, Role.CHIEF_EXECUTIVE.value}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Every waiver in a case that the reader may open."""
    on, person = clock.today(), request.user.person
    if roles_of(person, on).isdisjoint(READERS):
        raise Http404
    rows = Decision.objects.filter(register=WAIVERS, case__in=cases_for(person, on).values("pk"))
    rows = rows.select_related("case__disclosure__person", "decided_by", "version__counterparty", "agreement")
    shown = Paginator(rows.order_by("-decided_on", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    with_names(row.version for row in shown)
    listed = [{"row": row, "kind": pack_by_hash(row.version.pack_hash).kinds[row.version.kind].title} for row in shown]
    return render(request, "reviews/waivers.html", {"page": shown, "listed": listed, "on": on})
