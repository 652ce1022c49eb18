"""The pages on which an officer reminds everyone of a campaign who is missing, and an HR partner their departments."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from avow.certifications.campaigns.acts import Refused
from avow.certifications.campaigns.views import for_officers
from avow.certifications.local_hr.looking_after import called
from avow.certifications.local_hr.views.reach import campaign_or_404, here
from avow.certifications.models import Campaign, Place
from avow.certifications.reminding_now import Departments, before, remind_now, why_not
from avow.config import clock


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def of_campaign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everyone of the campaign."""
    campaign = Campaign.objects.select_related("started").filter(public_id=public_id).first()
    if campaign is None:
        raise Http404
    return _page(request, campaign, None, None, reverse("certifications:campaign", args=[public_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def of_departments(request: HttpRequest, public_id: str) -> HttpResponse:
    """The department that is named, or all those that one looks after. An officer, who may remind everyone, may name
    any."""
    theirs, _ = here(request)
    campaign = campaign_or_404(theirs, public_id)
    asked = Place.objects.filter(campaign=campaign).order_by().values_list("department", flat=True).distinct()
    chosen = (request.POST if request.method == "POST" else request.GET).get("department")
    if chosen is None:
        found = sorted(one for one in asked if theirs.acts_for(one))
    else:
        found = [one for one in asked if one == chosen and theirs.reminds(one)]
    if not found:
        raise Http404
    return _page(request, campaign, found, chosen, reverse("certifications:hr_campaign", args=[public_id]))


def _page(
    request: HttpRequest, campaign: Campaign, departments: Departments, chosen: str | None, back: str
) -> HttpResponse:
    on = clock.today()
    if why := why_not(campaign, on):
        messages.warning(request, why)
        return redirect(back)
    if request.method == "POST":
        try:
            done = remind_now(campaign, by=request.user.person, on=on, at=clock.now(), departments=departments)
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            if done.people:
                messages.success(request, done.says)
            else:
                messages.warning(request, "Nobody was left to remind: who is missing was reminded today already.")
        return redirect(back)
    context = {
        "campaign": campaign,
        "found": before(campaign, on, departments),
        "departments": [called(one) for one in departments or ()],
        "chosen": chosen,
        "back": back,
    }
    return render(request, "certifications/remind.html", context)
