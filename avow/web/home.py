"""The home page: what you have to do, in the order in which it is due; for a reviewer, the desk in numbers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.access.duties import duties_for
from avow.config import once
from avow.config.clock import today
from avow.web.numbers import numbers_for

MOST = 20


@require_safe
@once.for_this_page
def home(request: HttpRequest) -> HttpResponse:
    """What the person signed in has to do."""
    person, on = request.user.person, today()
    duties = duties_for(person, on)
    context = {"duties": duties[:MOST], "further": len(duties[MOST:]), "numbers": numbers_for(person, on), "on": on}
    return render(request, "web/home.html", context)
