"""The policy as everyone reads it: each clause in our words, what it means, its figures and readings."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from avow.adoptions.current import policy_in_force
from avow.config.clock import today


def policy(request: HttpRequest) -> HttpResponse:
    """The version in force, whole."""
    return render(request, "web/policy.html", {"pack": policy_in_force(today())})


def clause(request: HttpRequest, number: str) -> HttpResponse:
    """One clause of the version in force."""
    pack = policy_in_force(today())
    found = pack.clauses.get(number)
    if found is None:
        raise Http404
    return render(request, "web/clause.html", {"pack": pack, "clause": found})
