"""Who reaches these pages: officers and deputies. All others get the 404 of a page that never was."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from avow.access.roles import is_officer
from avow.config.clock import today
from avow.counterparties.models import Counterparty


def for_officers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, for officers alone; asked before anything is looked up."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_officer(request.user.person, today()):
            raise Http404
        return view(request, *args, **kwargs)

    return wrapped


def party_or_404(public_id: str) -> Counterparty:
    """The entry of the register."""
    found = Counterparty.objects.filter(public_id=public_id).first() if public_id.isalnum() else None
    if found is None:
        raise Http404
    return found
