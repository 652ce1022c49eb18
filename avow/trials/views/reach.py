"""Who reaches these pages, and what: a stranger gets the same 404 for what is there and for what never was."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse

from avow.adoptions import authority
from avow.adoptions.models import Adoption, Proposal
from avow.config.clock import today
from avow.people.models import Person
from avow.trials.models import BackTest
from avow.trials.visibility import may_see


def _for(allowed: Callable[[Person, date], bool]):
    def decorate(view):
        @wraps(view)
        def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not allowed(request.user.person, today()):
                raise Http404
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


for_those_who_read = _for(authority.may_see_proposals)
"""The compliance officer, deputies, the chief executive and the board committee."""
for_those_who_propose = _for(authority.may_propose)
"""The compliance officer and deputies."""
for_those_who_try = _for(may_see)
"""The compliance officer and deputies."""


def proposal_or_404(request: HttpRequest, public_id: str) -> Proposal:
    """One proposal that the reader may see."""
    rows = Proposal.objects.visible_to(request.user.person, today()).filter(public_id=public_id)
    found = rows.select_related(
        "attested", "proposed_by", "withdrawn__by", "superseded_by", "adoption__attested__entry", "supersedes"
    ).first()
    if found is None:
        raise Http404
    return found


def back_test_or_404(request: HttpRequest, proposal: Proposal, test_id: str) -> BackTest:
    """One back-test of the proposal."""
    rows = BackTest.objects.visible_to(request.user.person, today()).filter(public_id=test_id, proposal=proposal)
    found = rows.select_related("asked_by").first()
    if found is None:
        raise Http404
    return found


def adoption_or_404(entry: int) -> Adoption:
    """The adoption with this entry in the ledger. Ask only for those who read."""
    rows = Adoption.objects.filter(attested__entry_id=entry) if entry < 2**62 else Adoption.objects.none()
    found = rows.select_related("attested__entry", "proposed_by", "adopted_by", "proposal", "resolution").first()
    if found is None:
        raise Http404
    return found
