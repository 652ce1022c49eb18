"""The home page: what you have to do, in the order in which it is due."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.access.duties import duties_for
from avow.config.clock import today


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the person signed in has to do."""
    on = today()
    return render(request, "web/home.html", {"duties": duties_for(request.user.person, on), "on": on})
