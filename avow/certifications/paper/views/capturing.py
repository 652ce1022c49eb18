"""Local HR enters a form that somebody signed on paper."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from avow.certifications.form import acts as form_acts
from avow.certifications.form.asking import conversation
from avow.certifications.kiosk.handing_out import divided, hidden_from
from avow.certifications.local_hr.views.reach import REFUSED, campaign_or_404, here
from avow.certifications.models import Included, Place
from avow.certifications.paper import capturing
from avow.certifications.paper.forms import Entered, PaperForm
from avow.config import clock
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.disclosures.files.limits import TOO_LARGE
from avow.people.models import Person

LARGE = "This file is too large. A scan may have at most 10 MB."


def reached(request: HttpRequest, public_id: str, person_id: str) -> tuple[Place, Person, date]:
    """Somebody of the own departments who has not signed, or 404. Raises NotYours."""
    theirs, on = here(request)
    campaign = campaign_or_404(theirs, public_id)
    rows = Included.objects.select_related("person", "campaign")
    included = rows.filter(campaign=campaign, person__public_id=person_id).first()
    if included is None:
        raise Http404
    try:
        place = capturing.place_of(included, theirs.person, on)
    except NotTheirs:
        raise Http404
    if not capturing.waits(place):
        raise Http404
    if not divided(theirs, [included])[0]:
        raise NotYours
    place.included = included
    return place, theirs.person, on


class NotYours(Exception):
    """Somebody else has this paper in hand; the person's page says so."""


def told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Sends whoever may not have the paper in hand to the page that says so."""

    @wraps(view)
    def shown(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
        try:
            return view(request, public_id, person_id)
        except NotYours:
            return redirect("certifications:hr_person", public_id, person_id)

    return shown


@require_http_methods(["GET", "HEAD", "POST"])
@told
def capture(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """What stands on the paper, on one page; a POST enters it."""
    place, by, on = reached(request, public_id, person_id)
    included = place.included
    hidden = hidden_from(by, [included], on)
    if request.method != "POST":
        return _page(request, included, Entered(conversation(included, on, hidden), PaperForm(on)))
    wrong = LARGE if request.META.get(TOO_LARGE) else ""
    paper = PaperForm(on, request.POST, request.FILES, wrong)
    dated = paper.cleaned_data.get("dated") if paper.is_valid() or "dated" in paper.cleaned_data else None
    entered = Entered(conversation(included, dated or on, hidden), paper, request.POST)
    if entered.is_valid():
        scan = paper.cleaned_data["scan"]
        try:
            capturing.capture(included, entered.answers(), scan, dated or on, by=by, on=on, at=clock.now())
        except NotTheirs:
            raise Http404
        except form_acts.AlreadySigned:
            messages.warning(request, f"{included.person.name} has signed meanwhile. Nothing was entered.")
            return redirect("certifications:hr_campaign", public_id)
        except form_acts.Incomplete as missing:
            for step in missing.steps:
                entered.miss(step)
        except (Refused, form_acts.Refused) as refused:
            paper.add_error(None, str(refused))
        else:
            messages.success(request, f"Entered for {included.person.name}, who is asked to confirm it.")
            return redirect("certifications:hr_campaign", public_id)
    return _page(request, included, entered)


def _page(request: HttpRequest, included: Included, entered: Entered) -> HttpResponse:
    errors = list(entered.errors())
    context = {
        "campaign": included.campaign,
        "person": included.person,
        "entered": entered,
        "questions": list(zip(entered.asked.asked, entered.steps, strict=False)),
        "complied": entered.steps[-2],
        "nothing": entered.steps[-1],
        "errors": errors,
    }
    return render(request, "certifications/paper/capture.html", context, status=REFUSED if errors else 200)
