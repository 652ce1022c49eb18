"""The pages for a request that could not be answered: what happened, why, and what to do.

The 404 page has one wording for everything: what never existed and what you may not see look the same.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from avow.web import sending_again


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        400,
        "We could not read that",
        "The request did not arrive in a form we understand.",
        "Go back, check what you entered, and send it again. Nothing was recorded.",
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        403,
        "This is not yours to do",
        "You are signed in, but your role does not include this.",
        "If you think it should, ask the compliance officer. Nothing was changed.",
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(sending_again.STALE, status=403, content_type="text/plain")
    return sending_again.kept(request) or _page(
        request,
        403,
        "Please send that again",
        "The page you sent was open for too long, or came from another window where you signed out.",
        "Go back, load the page again, and send it once more. Nothing was recorded.",
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request,
        404,
        "There is nothing here for you",
        "The page does not exist, or it is not one you take part in.",
        "Check the address, or go to your home page and look from there.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return render(None, "web/failed.html", status=500)


def _page(request: HttpRequest, status: int, title: str, *sentences: str) -> HttpResponse:
    return render(request, "web/error.html", {"title": title, "sentences": sentences}, status=status)
