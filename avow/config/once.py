"""Looking something up once for a page that writes nothing, however many parts of the page ask.

    @once.for_this_page         before the view
    @once.looked_up             before a function that only looks up, and whose arguments can be compared

Outside of such a page, and so in every act, each call looks anew: what another act wrote meanwhile has to be seen.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_found: ContextVar[dict[Any, Any] | None] = ContextVar("found", default=None)


def for_this_page(view: Callable[P, R]) -> Callable[P, R]:
    """Let this view find what was looked up once where it is asked for again. Not for one that writes."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        token = _found.set({})
        try:
            return view(*args, **kwargs)
        finally:
            _found.reset(token)

    return wrapped


def looked_up(function: Callable[P, R]) -> Callable[P, R]:
    """What this function gave before for the same arguments, within one page; nobody changes what it gives."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        found = _found.get()
        if found is None:
            return function(*args, **kwargs)
        asked = (function, args, tuple(sorted(kwargs.items())))
        if asked not in found:
            found[asked] = function(*args, **kwargs)
        return found[asked]

    return wrapped
