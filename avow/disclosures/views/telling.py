"""Telling more after sending: I started, I take it back, it is over."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from avow.config import clock
from avow.disclosures import acts
from avow.disclosures.forms.telling import EndForm, StartForm, WithdrawForm
from avow.disclosures.models import Disclosure
from avow.disclosures.views.reach import mine


@require_http_methods(["GET", "HEAD", "POST"])
def started(request: HttpRequest, public_id: str) -> HttpResponse:
    """ "I started on …"."""

    def act(disclosure: Disclosure, given: dict) -> str:
        acts.tell_started(disclosure, request.user.person, given["day"], clock.now())
        return "Thank you for telling us. It is on record."

    return _told(request, public_id, StartForm, act, "disclosures/started.html")


@require_http_methods(["GET", "HEAD", "POST"])
def ended(request: HttpRequest, public_id: str) -> HttpResponse:
    """ "It is over since …"."""

    def act(disclosure: Disclosure, given: dict) -> str:
        acts.end(disclosure, request.user.person, given["day"], clock.now(), given["remark"] or "")
        return "Thank you for telling us. This is closed now."

    return _told(request, public_id, EndForm, act, "disclosures/ended.html")


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Takes the disclosure back, with a reason."""

    def act(disclosure: Disclosure, given: dict) -> str:
        acts.withdraw(disclosure, request.user.person, given["reason"], clock.now())
        return "You have taken this back. What you sent stays on record, and so does your reason."

    return _told(request, public_id, WithdrawForm, act, "disclosures/withdraw.html")


def _told(request: HttpRequest, public_id: str, form_class: type[forms.Form], act, template: str) -> HttpResponse:
    on: date = clock.today()
    disclosure = mine(request, public_id, on)
    if disclosure.latest_version is None:
        return redirect("disclosures:resume", public_id)
    form = form_class(on, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            messages.success(request, act(disclosure, form.cleaned_data))
        except acts.Refused as refused:
            messages.error(request, str(refused))
        return redirect("disclosures:one", public_id)
    context = {"disclosure": disclosure, "version": disclosure.latest_version, "form": form}
    return render(request, template, context, status=422 if form.is_bound else 200)
