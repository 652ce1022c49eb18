"""What was sent by somebody who is not signed in any more, or from a page open for too long, is not lost: it comes back
to be sent once more. A request that a page makes by itself is told so in a sentence, instead of the sign-in page.

Only what one of our own pages sent comes back, so that nobody is brought to send a stranger's words as theirs. Pages
for which nobody signs in (the sign-in itself, the shared device) give nothing back.
"""

import re
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SIGNED_OUT = "You are signed out."
STALE = "You signed in again since this page was opened."
SECRET = re.compile("pass|secret|token", re.IGNORECASE)
CHOSEN = re.compile(r"[a-z0-9_.:=-]*")
"""What is no word of somebody's but a choice, a number or a day: not shown again, and sent all the same."""


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
    given = [(name, value) for name, values in request.POST.lists() for value in values if not SECRET.search(name)]
    if not any(value.strip() for _, value in given):
        return None
    words = list(dict.fromkeys(value for _, value in given if not CHOSEN.fullmatch(value.strip())))
    files = [(name, one.name) for name, ones in request.FILES.lists() for one in ones]
    context = {"given": given, "words": words, "files": files}
    return render(request, "web/sending_again.html", context, status=403)


def _is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that one of our own pages sent it."""
    ours = (f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)
    return request.headers.get("Origin") in ours
