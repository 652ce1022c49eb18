"""While I am away: who answers for me when I am asked for leave."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from avow.config import clock
from avow.disclosures.acts.refusals import Refused
from avow.leave import acts, deputies
from avow.leave.forms.away import DeputyForm
from avow.people.line import reports_of


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Whom I have named, and a form to name somebody."""
    person, on = request.user.person, clock.today()
    form = DeputyForm(on, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        days = {"from_day": given["from_day"], "until": given["until"]}
        try:
            acts.name_deputy(person, given["deputy"], **days, on=on, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{given['deputy'].name} answers for you on these days.")
            return redirect("leave:deputy")
    context = {
        "form": form,
        "named": deputies.named_by(person, on),
        "manages": bool(reports_of(person, on)),
        "on": on,
    }
    return render(request, "leave/deputy.html", context, status=422 if form.errors else 200)


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """I am back."""
    person, on = request.user.person, clock.today()
    chosen = request.POST.get("row", "")
    row = next((one for one in deputies.named_by(person, on) if str(one.attested.entry_id) == chosen), None)
    if row is None:
        raise Http404
    try:
        acts.end_deputy(row, by=person, on=on, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{row.deputy.name} does not answer for you any more.")
    return redirect("leave:deputy")
