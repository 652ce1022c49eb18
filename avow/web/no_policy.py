"""Where a page needs the policy and none is in force, the reader is told what to do, whatever the room."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from avow.access.models import Role
from avow.access.roles import roles_of
from avow.adoptions.current import NoPolicyInForce
from avow.config.clock import today


class NoPolicyMiddleware:
    """Answers `NoPolicyInForce` with that page. Other exceptions pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NoPolicyInForce) or not request.user.is_authenticated:
            return None
        adopts = Role.ADMINISTRATOR.value in roles_of(request.user.person, today())
        return render(request, "web/no_policy.html", {"adopts": adopts})
