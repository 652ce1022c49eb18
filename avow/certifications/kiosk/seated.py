"""The cookie of a sitting, and the pages that want one.

It is a cookie of its own, sent to these pages and to no others: whoever sits here is not signed in, and every other
page of Avow treats them as a stranger at the door.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from avow.adoptions.current import NoPolicyInForce
from avow.certifications.form.filler import Filler
from avow.certifications.kiosk import acts
from avow.config import clock

COOKIE, PATH = "avow_kiosk", "/kiosk/"
LAYOUT = "certifications/kiosk/base.html"

View = Callable[..., HttpResponse]


def page(view: View) -> View:
    """A page of the shared device: for anybody, kept by no browser, and not there where AVOW_KIOSK is 0."""

    @login_not_required
    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.AVOW_KIOSK:
            raise Http404
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return shown


def seated(view: View) -> View:
    """A page for whoever sits here; all others, and whoever showed no sign of life for too long, are told that it is
    over. The view finds `request.sitting`, and `request.filler` for the pages of the form."""

    @page
    @wraps(view)
    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        found = acts.sitting(request.COOKIES.get(COOKIE, ""), on=clock.today(), at=clock.now())
        if found is None:
            return redirect("kiosk:ended")
        included = found.code.included
        request.sitting = found
        request.filler = Filler(included.person, pages="kiosk", layout=LAYOUT, only=included.pk)
        try:
            return view(request, *args, **kwargs)
        except NoPolicyInForce:
            return redirect("kiosk:ended")

    return shown


def sit_down(response: HttpResponse, token: str) -> HttpResponse:
    """Give the browser its cookie, which goes when it is closed and which no script reads."""
    response.set_cookie(
        COOKIE, token, path=PATH, secure=bool(settings.SESSION_COOKIE_SECURE), httponly=True, samesite="Strict"
    )
    return response


def get_up(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """It is over, here and on the server."""
    acts.end(request.COOKIES.get(COOKIE, ""))
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return response
