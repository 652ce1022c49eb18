"""Exempting somebody from a campaign; and one exemption, with its reason, to be ended before its time."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from avow.access import reads
from avow.certifications.kiosk.handing_out import openly_kept_from
from avow.certifications.local_hr import acts
from avow.certifications.local_hr.acts.exempting import NOT_YOURS
from avow.certifications.local_hr.exemptions import holding, what_it_leaves
from avow.certifications.local_hr.forms import ExemptForm
from avow.certifications.local_hr.views.reach import REFUSED, campaign_or_404, here
from avow.certifications.models import Exempted
from avow.config import clock
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.ledger import keyring


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """Why, and until when; or that it is not for this person to say, where they know why."""
    theirs, on = here(request)
    campaign = campaign_or_404(theirs, public_id)
    places = theirs.places(campaign).select_related("included__person", "included__campaign")
    place = places.filter(included__person__public_id=person_id).first()
    if place is None:
        raise Http404
    form = ExemptForm(on, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            row = acts.exempt(place.included, by=theirs.person, on=on, at=clock.now(), **form.cleaned_data)
        except NotTheirs:
            raise Http404
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{place.included.person.name} need not sign.")
            return redirect("certifications:hr_exemption", row.public_id)
    context = {
        "campaign": campaign,
        "place": place,
        "person": place.included.person,
        "leaves": what_it_leaves(place.included, None),
        "form": form,
        "not_yours": NOT_YOURS if openly_kept_from(theirs.person, [place.included], on) else "",
        "on": on,
    }
    return render(request, "certifications/hr/exempt.html", context, status=REFUSED if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One exemption; a POST ends it."""
    theirs, on = here(request)
    rows = Exempted.objects.select_related("included__person", "included__campaign", "by", "ended__by", "attested")
    row = rows.filter(public_id=public_id).first()
    if row is None or not _theirs(theirs, row):
        raise Http404
    if request.method == "POST":
        try:
            acts.end_exemption(row, by=theirs.person, on=on, at=clock.now())
        except NotTheirs:
            raise Http404
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"{row.included.person.name} is asked again from today.")
        address = reverse("certifications:hr_campaign", args=[row.included.campaign.public_id])
        return redirect(address)
    reads.note(theirs.person, row.included.campaign.subject, "exemption", clock.now())
    context = {
        "row": row,
        "person": row.included.person,
        "campaign": row.included.campaign,
        "reason": _reason(row),
        "leaves": what_it_leaves(row.included, row.until),
        "holds": holding(on).filter(pk=row.pk).exists(),
        "on": on,
    }
    return render(request, "certifications/hr/exemption.html", context)


def _theirs(theirs, row: Exempted) -> bool:
    return theirs.places(row.included.campaign).filter(included=row.included).exists()


def _reason(row: Exempted) -> str | None:
    """None once the person was erased."""
    try:
        reason: str = row.attested.open()["reason"]
    except keyring.Erased:
        return None
    return reason
