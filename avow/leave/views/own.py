"""What the person tells about what they wanted to give: that it was given, or not after all."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from avow.config import clock
from avow.disclosures.acts.refusals import Refused
from avow.disclosures.models import Disclosure
from avow.leave import acts, showing, standing
from avow.leave.forms.given import GivenForm


@require_http_methods(["GET", "HEAD", "POST"])
def given(request: HttpRequest, public_id: str) -> HttpResponse:
    """ "I gave it on …"."""
    disclosure, leave = _own(request, public_id)
    person, on, at = request.user.person, clock.today(), clock.now()
    form = GivenForm(on, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            acts.tell_given(disclosure, by=person, given_on=form.cleaned_data["day"], on=on, at=at)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Thank you for telling us. It is on record.")
        return redirect("disclosures:one", public_id)
    answered = standing.told(leave, "answered")
    context = {
        "disclosure": disclosure,
        "title": showing.title(leave.version),
        "leave": leave,
        "has_leave": bool(answered and answered.is_given) and leave.last_day >= on,
        "form": form,
    }
    return render(request, "leave/given.html", context, status=422 if form.is_bound else 200)


@require_POST
def not_given(request: HttpRequest, public_id: str) -> HttpResponse:
    """ "It was not given after all"."""
    disclosure, _ = _own(request, public_id)
    try:
        acts.tell_not_given(disclosure, by=request.user.person, on=clock.today(), at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Thank you for telling us. It does not count, and nothing more is asked of you.")
    return redirect("disclosures:one", public_id)


def _own(request: HttpRequest, public_id: str):
    """My own entry and its leave, or a 404."""
    rows = Disclosure.objects.filter(public_id=public_id, person=request.user.person).select_related("person")
    disclosure = rows.first()
    leave = standing.current(disclosure) if disclosure else None
    if leave is None:
        raise Http404
    return disclosure, leave
