"""All versions: those proposed, those adopted with their days, and those that came to nothing."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.adoptions import authority
from avow.adoptions.models import Proposal
from avow.adoptions.periods import periods
from avow.config.clock import today
from avow.trials import reading
from avow.trials.steps import next_step
from avow.trials.views.reach import for_those_who_read
from avow.trials.visibility import may_see

ON_A_PAGE = 25
MOST_ENDED = 20


@require_safe
@for_those_who_read
def versions(request: HttpRequest) -> HttpResponse:
    """What waits first, then what binds, then the rest."""
    on, person = today(), request.user.person
    seen = Proposal.objects.visible_to(person, on)
    proposed = seen.open().select_related("proposed_by", "attested")
    ended = seen.filter(adoption__isnull=True).exclude(withdrawn__isnull=True, superseded_by__isnull=True)
    line = list(reversed(periods()))
    page = Paginator(line, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "open": [(proposal, next_step(proposal, person, on)) for proposal in proposed],
        "page": page,
        "ended": ended.select_related("withdrawn__by", "superseded_by", "proposed_by")[:MOST_ENDED],
        "may_propose": authority.may_propose(person, on),
        "waiting": reading.waiting(person, on) if may_see(person, on) else 0,
        "on": on,
    }
    return render(request, "trials/versions.html", context)
