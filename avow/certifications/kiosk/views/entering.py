"""Coming to a shared device, a sign of life, and leaving it."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.certifications.kiosk import acts, codes
from avow.certifications.kiosk.forms import EnterForm
from avow.certifications.kiosk.seated import COOKIE, get_up, page, seated, sit_down
from avow.config import clock

WRONG = (
    "This does not open a form. Check both: the code on your slip, and what you type beside it. A code that was "
    "replaced, was signed with, was tried too often, or ended for another reason opens nothing any more. If both are "
    "right, ask the compliance officer for a new slip, or somebody of local HR other than who made this one."
)
TOO_OFTEN = "There were too many tries. Wait ten minutes, or ask the compliance officer or local HR for a new slip."


@sensitive_post_parameters("code", "fact")
@require_http_methods(["GET", "HEAD", "POST"])
@page
def enter(request: HttpRequest) -> HttpResponse:
    """Code and fact. Whoever sits here already goes on; which of the two was wrong, nobody is told."""
    on, at = clock.today(), clock.now()
    if request.method != "POST":
        found = acts.sitting(request.COOKIES.get(COOKIE, ""), on=on, at=at)
        if found is not None:
            return redirect("kiosk:begin", found.code.included.campaign.public_id)
        return render(request, "certifications/kiosk/enter.html", {"form": EnterForm()})
    form = EnterForm(request.POST)
    status = 422
    if form.is_valid():
        typed = codes.digest(form.cleaned_data["code"])
        if not _may_try(request, typed):
            form.add_error(None, TOO_OFTEN)
            status = 429
        else:
            token = acts.enter(form.cleaned_data["code"], form.cleaned_data["fact"], on=on, at=at)
            if token is not None:
                ratelimit.clear(request, action="kiosk_failed", key=typed)
                return sit_down(redirect("kiosk:enter"), token)
            _failed(request, typed)
            form.add_error(None, WRONG)
    return render(request, "certifications/kiosk/enter.html", {"form": form}, status=status)


def _may_try(request: HttpRequest, typed: str) -> bool:
    """Within the limits by address, and by the code typed whether or not it exists."""
    within = ratelimit.consume(request, action="kiosk")
    return within and ratelimit.consume(request, action="kiosk_failed", key=typed, dry_run=True)


def _failed(request: HttpRequest, typed: str) -> None:
    ratelimit.consume(request, action="kiosk_failed", key=typed)


@require_POST
@seated
def alive(request: HttpRequest) -> HttpResponse:
    """Somebody is there."""
    return HttpResponse(status=204)


@require_POST
@page
def end(request: HttpRequest) -> HttpResponse:
    """The button that ends it."""
    return get_up(request, redirect("kiosk:ended"))


@require_safe
@page
def ended(request: HttpRequest) -> HttpResponse:
    """It is over; what was typed is kept for the person. Whoever comes here ends it, too: the page comes here by itself
    when nobody is there any more."""
    return get_up(request, render(request, "certifications/kiosk/ended.html"))


@require_safe
@seated
def policy(request: HttpRequest) -> HttpResponse:
    """The policy in force, to be read here."""
    try:
        pack = policy_in_force(clock.today())
    except NoPolicyInForce:
        return redirect("kiosk:enter")
    context = {"pack": pack, "included": request.sitting.code.included}
    return render(request, "certifications/kiosk/policy.html", context)
