"""How far the rates of other currencies go, and how many gifts wait for newer ones."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.adoptions.current import policy_in_force
from avow.config import clock, once
from avow.gifts import unpriced
from avow.gifts.views.reach import for_officers
from avow.rates import current
from avow.rates.models import RatesFile

MOST = 20


@require_safe
@once.for_this_page
@for_officers
def rates(request: HttpRequest) -> HttpResponse:
    """The last day that can be counted, what was brought, and what to do."""
    on = clock.today()
    held = current.held()
    currency = policy_in_force(on).currency
    behind = held.behind(on, currency)
    context = {
        "currency": currency,
        "behind": [
            (last, sorted(name for name, day in behind.items() if day == last)) for last in sorted(set(behind.values()))
        ],
        "all_at_once": len(set(behind.values())) == 1 and set(behind) >= set(held.offered()) - {currency},
        "waiting": unpriced.for_officers(request.user.person, on).count(),
        "ended": sorted(held.ended().items()),
        "last": held.rates.last,
        "files": RatesFile.objects.select_related("attested")[:MOST],
    }
    return render(request, "gifts/rates.html", context)
