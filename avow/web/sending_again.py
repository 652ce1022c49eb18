"""What was sent by somebody who is not signed in any more, or from a page open for too long, is not lost: it comes back
to be sent once more. A request that a page makes by itself is told so in a sentence, instead of the sign-in page.

Only what one of our own pages sent comes back, so that nobody is brought to send a stranger's words as theirs. Pages
for which nobody signs in (the sign-in itself, the shared device) give nothing back.
"""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SIGNED_OUT = "You are signed out."


class SignInFirst(LoginRequiredMiddleware):
    """Leads to the sign-in page; whoever was sending something keeps it."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:
        """The page itself for what was typed, a sentence for a part of a page, else the sign-in page."""
        if request.headers.get("HX-Request"):
            return HttpResponse(SIGNED_OUT, status=403, content_type="text/plain")
        return kept(request) or super().handle_no_permission(request, view_func)


def kept(request: HttpRequest) -> HttpResponse | None:
    """The page with everything that was typed, to be sent again from there; None where nothing may come back."""
    found = request.resolver_match
    asks_to_sign_in = found is not None and getattr(found.func, "login_required", True)
    if request.method != "POST" or not asks_to_sign_in or not _is_from_here(request):
        return None
    hidden = ("csrfmiddlewaretoken", *(name for name in request.POST if "password" in name))
    words = [(name, value) for name, values in request.POST.lists() for value in values if name not in hidden]
    if not any(value.strip() for _, value in words):
        return None
    files = [(name, one.name) for name, ones in request.FILES.lists() for one in ones]
    return render(request, "web/sending_again.html", {"words": words, "files": files}, status=403)


def _is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent it."""
    return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
