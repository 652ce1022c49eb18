"""Local HR makes codes and prints them as slips. They are on the page that answers, and nowhere else."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from avow.certifications.form.acts import NotOpen
from avow.certifications.kiosk import acts, facts, qr, slips, where
from avow.certifications.kiosk.choosing import Chosen, chosen
from avow.certifications.kiosk.forms import HandingOutForm
from avow.certifications.kiosk.handing_out import NOT_YOURS, divided, left_out
from avow.certifications.kiosk.worthless import worthless
from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.local_hr.views.reach import REFUSED, campaign_or_404, here
from avow.certifications.models import Campaign, Included, Place
from avow.config import clock
from avow.disclosures.acts.refusals import NotTheirs, Refused

FOR_ALL, FOR_NEW = "all", "new"


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who needs a slip; once that is chosen, what will happen; a POST of that makes the codes and gives the slips."""
    theirs, _ = here(request)
    campaign = _campaign(theirs, public_id)
    given = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" and not settings.AVOW_KIOSK:
        raise Http404
    form = _form(theirs, campaign, given if request.method == "POST" or "who" in given else None)
    if settings.AVOW_KIOSK and form.is_bound and form.is_valid():
        rows = slips.offered(theirs, campaign, with_account=form.everyone, at=form.at)
        asked = [
            place.included for place in rows.select_related("included__person", "included__campaign")[: slips.MOST + 1]
        ]
        if len(asked) > slips.MOST:
            form.add_error("where", f"These are more than {slips.MOST} slips. Make them site by site, or by shift.")
            return _page(request, theirs, campaign, form)
        mine, others = divided(theirs, asked)
        if mine:
            return _look(request, theirs, campaign, form, chosen(mine), left_out(others))
        nobody = "Nobody needs a slip there. Look at the others, or at another site or shift."
        form.add_error(None, left_out(others) or nobody)
    return _page(request, theirs, campaign, form)


def _look(
    request: HttpRequest, theirs: Looks, campaign: Campaign, form: HandingOutForm, ready: Chosen, others: str
) -> HttpResponse:
    """What will happen. It happens when that was pressed of which this was said; otherwise it is said anew."""
    pressed = request.POST.get("seen", "") if request.method == "POST" else ""
    wanted = {FOR_ALL: ready.everyone, FOR_NEW: list(ready.first)}.get(request.POST.get("make", FOR_ALL), [])
    if pressed == ready.seen and wanted:
        return make(request, theirs, campaign, wanted, form, others)
    context = {
        "campaign": campaign,
        "form": form,
        "ready": ready,
        "many": len(ready.everyone),
        "where": form.at.called if form.at else "",
        "others": others,
        "otherwise": bool(pressed),
    }
    response = render(request, "certifications/kiosk/slips_look.html", context, status=REFUSED if pressed else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _campaign(theirs: Looks, public_id: str) -> Campaign:
    """A campaign that asks somebody of theirs; for officers a trial as well."""
    if theirs.is_officer:
        trial = Campaign.objects.filter(public_id=public_id, trial_of__isnull=False).first()
        if trial is not None:
            return trial
    return campaign_or_404(theirs, public_id)


def _form(theirs: Looks, campaign: Campaign, data: Mapping[str, str] | None) -> HandingOutForm:
    everyone = slips.offered(theirs, campaign, with_account=True)
    return HandingOutForm(where.choices(everyone, theirs.on), data, tries=campaign.trial_of_id is not None)


def make(
    request: HttpRequest,
    theirs: Looks,
    campaign: Campaign,
    asked: Sequence[Included],
    form: HandingOutForm | None = None,
    others: str = "",
) -> HttpResponse:
    """The slips with new codes, and that `others` are left out; or the page with why not."""
    try:
        made = acts.make_codes(asked, by=theirs.person, on=theirs.on, at=clock.now())
    except NotTheirs:
        raise Http404
    except (Refused, NotOpen) as refused:
        form = form or _form(theirs, campaign, {})
        form.add_error(None, str(refused))
        return _page(request, theirs, campaign, form)
    address = request.build_absolute_uri(reverse("kiosk:enter"))
    context = {
        "campaign": campaign,
        "piles": slips.piles(made, theirs.on),
        "made": len(made),
        "others": others,
        "address": address,
        "picture": picture(address),
        "fact": facts.LABELS[facts.wanted()],
    }
    response = render(request, "certifications/kiosk/slips_made.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def picture(address: str) -> tuple[int, str] | None:
    """The address as a QR code: its size and what is in it; None where it is too long for one."""
    try:
        side, paths = qr.picture(address)
    except qr.TooLong:
        return None
    return side, mark_safe(paths)  # noqa: S308 - numbers only


def person_or_404(theirs: Looks, campaign: Campaign, person_id: str) -> Place:
    """Somebody who needs one, by their public id."""
    rows = slips.unsigned(theirs, campaign).select_related("included__person", "included__campaign")
    place = rows.filter(included__person__public_id=person_id).first()
    if place is None or not acts.makes_for(theirs, campaign, place):
        raise Http404
    return place


@require_http_methods(["GET", "HEAD", "POST"])
def other_way(request: HttpRequest, public_id: str, person_id: str) -> HttpResponse:
    """How one person can sign without an account; a POST makes the code."""
    theirs, _ = here(request)
    campaign = campaign_or_404(theirs, public_id)
    place = person_or_404(theirs, campaign, person_id)
    mine, _ = divided(theirs, [place.included])
    if request.method == "POST":
        if not settings.AVOW_KIOSK:
            raise Http404
        if mine:
            return make(request, theirs, campaign, mine)
    context = {
        "campaign": campaign,
        "place": place,
        "person": place.included.person,
        "kiosk": settings.AVOW_KIOSK,
        "out": chosen([place.included]).until,
        "not_yours": "" if mine else NOT_YOURS,
    }
    status = REFUSED if request.method == "POST" else 200
    return render(request, "certifications/kiosk/other_way.html", context, status=status)


def _page(request: HttpRequest, theirs: Looks, campaign: Campaign, form: HandingOutForm) -> HttpResponse:
    without = slips.offered(theirs, campaign).count()
    context = {
        "campaign": campaign,
        "form": form,
        "kiosk": settings.AVOW_KIOSK,
        "without": without,
        "missing": slips.offered(theirs, campaign, with_account=True).count(),
        "worthless": worthless(theirs, campaign),
    }
    return render(request, "certifications/kiosk/slips.html", context, status=REFUSED if form.errors else 200)
