"""Who reaches the pages of the register: officers and deputies. All others get the 404 of a page that never was."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from avow.config import clock
from avow.gifts.visibility import may_see


def for_officers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, for officers alone; asked before anything is looked up."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see(request.user.person, clock.today()):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped
