"""Local HR at a glance: the campaigns that ask somebody of one's departments; for officers also what waits of them; for
the board committee the advice from which every officer keeps away."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from avow.access import reads
from avow.certifications.campaigns.standing import state_of
from avow.certifications.form.visibility import handles_any
from avow.certifications.local_hr import acts, counts, receiving
from avow.certifications.local_hr.looking_after import Looks, called
from avow.certifications.local_hr.views.reach import here_or_receiving
from avow.certifications.models import Advice, Campaign, ClosingReturn
from avow.certifications.places import Counted, count_by_department
from avow.config import clock
from avow.disclosures.acts.refusals import NotTheirs

MOST = 12
"""Campaigns shown; older ones are reached by their address."""
MOST_ADVICE = 100
"""Advices shown at once; when they are received, the next ones follow."""


@dataclass(frozen=True)
class Shown:
    """A campaign with its numbers over all departments that this person sees."""

    campaign: Campaign
    state: str
    counted: Counted
    departments: int

    @property
    def says(self) -> str:
        return counts.says(self.counted)


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The campaigns, and what waits to be received. A POST says that advice was received."""
    theirs, on = here_or_receiving(request)
    if request.method == "POST":
        return _receive(request, theirs, on)
    receives = handles_any(theirs.person, on)
    advices = receiving.waiting_advice(theirs.person, on, MOST_ADVICE + 1) if receives else []
    received = receiving.received_advice(theirs.person, on, MOST_ADVICE) if receives and not theirs.is_officer else []
    for subject in sorted({one.advice.conflict.form.included.campaign.subject for one in [*advices, *received]}):
        reads.note(theirs.person, subject, "advice", clock.now())
    campaigns = list(theirs.campaigns().select_related("started", "frozen")[:MOST]) if theirs else []
    context = {
        "looks": theirs,
        "departments": [called(name) for name in sorted(theirs.departments)],
        "campaigns": [_shown(one, theirs, on) for one in campaigns],
        "receives": receives,
        "advices": advices[:MOST_ADVICE],
        "further": len(advices) > MOST_ADVICE,
        "received": received,
        "returns": _returns() if theirs.is_officer else [],
        "on": on,
    }
    return render(request, "certifications/hr/overview.html", context)


def _receive(request: HttpRequest, theirs: Looks, on: date) -> HttpResponse:
    if not handles_any(theirs.person, on):
        raise Http404
    chosen = Advice.objects.filter(public_id__in=[one for one in request.POST.getlist("advice") if one.isalnum()])
    try:
        received = acts.receive_advice(list(chosen), by=theirs.person, on=on, at=clock.now())
    except NotTheirs:
        raise Http404
    if not received:
        messages.warning(request, "Nothing was chosen that still waits. Tick what you have received.")
    else:
        what = "One advice is" if len(received) == 1 else f"{len(received)} advices are"
        messages.success(request, f"{what} received. Whoever sent it sees that.")
    return redirect("certifications:hr")


def _returns() -> list[tuple[ClosingReturn, str]]:
    """Those that wait to be received, each with what came since."""
    rows = receiving.waiting_returns()
    since = counts.since_each(rows)
    return [(row, since[row.pk].says) for row in rows]


def _shown(campaign: Campaign, theirs: Looks, on: date) -> Shown:
    rows = count_by_department(campaign, None if theirs.is_officer else set(theirs.departments))
    return Shown(campaign, state_of(campaign, on), together(rows), len(rows))


def together(rows: list[Counted]) -> Counted:
    """The sum over departments."""
    found = Counted("")
    for row in rows:
        for state, people in row.states.items():
            found.states[state] += people
        found.conflicts += row.conflicts
        found.to_advise += row.to_advise
    return found
