"""An adopted version: its days, by whom, its resolution, what it changed, and the list that it left."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.adoptions import comparing
from avow.adoptions import periods as periods_of
from avow.config.clock import today
from avow.trials.models import ListMade, ToReview
from avow.trials.steps import steps
from avow.trials.views.proposal import attached, side_by_side
from avow.trials.views.reach import adoption_or_404, for_those_who_read
from avow.trials.visibility import may_see


@require_safe
@for_those_who_read
def one(request: HttpRequest, entry: int) -> HttpResponse:
    """What is known of it, and what to do about it next."""
    adoption, person, on = adoption_or_404(entry), request.user.person, today()
    line = periods_of.periods()
    at = next((place for place, period in enumerate(line) if period.adoption.pk == adoption.pk), None)
    before = periods_of.before(adoption)
    reviews = may_see(person, on)
    rows = ToReview.objects.visible_to(person, on).filter(adoption=adoption)
    found = comparing.between(before.pack_hash, adoption.pack_hash) if before else None
    context = {
        "adoption": adoption,
        "entry": entry,
        "period": line[at] if at is not None else None,
        "before": before,
        "on": on,
        "reviews": reviews,
        "made": ListMade.objects.filter(adoption=adoption).exists() if reviews else False,
        "listed": rows.count() if reviews else 0,
        "waiting": rows.waiting().count() if reviews else 0,
        "resolution": getattr(adoption, "resolution", None),
        "proposal": adoption.proposal,
        "steps": steps(adoption.proposal, person, on, "adopted") if adoption.proposal else [],
        **side_by_side(found, request.GET.get("page")),
    }
    return render(request, "trials/adopted.html", context)


@require_safe
@for_those_who_read
def resolution(request: HttpRequest, entry: int) -> HttpResponse:
    """The file by which it was approved, as it was given."""
    adoption = adoption_or_404(entry)
    found = getattr(adoption, "resolution", None)
    if found is None:
        raise Http404
    return attached(found.contents(), found.media_type, found.name)
