"""Nothing that somebody signed in was shown stays in the browser's store: on a shared machine the back button after
signing out, or a look into the cache, shows nothing. What is being written into a disclosure is kept here, not there.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NotStoredMiddleware:
    """Says `private, no-store` of every page that depends on who asks, unless the page itself says how it is kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
