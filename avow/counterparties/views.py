"""The list of counterparties to choose from while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from avow.config import clock
from avow.counterparties.search import search

MOST = 200


@require_safe
@never_cache
def find(request: HttpRequest) -> HttpResponse:
    """At most eight counterparties for `?q=`, as a list of buttons for the form around it. Says no standing: what a
    company is to ours is the officer's to know. Only for people who are signed in (LoginRequiredMiddleware)."""
    text = request.GET.get("q", "")[:MOST].strip()
    found = search(text, clock.today())
    return render(request, "counterparties/_found.html", {"text": text, "found": found})
