"""Looking something up once for a page that writes nothing, however many parts of the page ask.

    @once.for_this_page         before the view
    @once.looked_up             before a function that only looks up, and whose arguments can be compared
    @once.looked_up_each        before one that looks up several at once, and gives what it found of each by its key

Outside of such a page, and so in every act, each call looks anew: what another act wrote meanwhile has to be seen.
"""

from collections.abc import Callable, Iterable
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


def looked_up_each(function: Callable[..., dict[Any, Any]]) -> Callable[..., dict[Any, Any]]:
    """The same for `function(several, *rest)` that gives something for every one of `several`, which are rows or
    primary keys, by primary key: within one page only those are asked about that were not asked about before, with the
    same `rest`."""

    @wraps(function)
    def wrapped(several: Iterable[Any], *rest: Any) -> dict[Any, Any]:
        found, given = _found.get(), list(several)
        if found is None:
            return function(given, *rest)
        asked = (function, *(tuple(one) if isinstance(one, list) else one for one in rest))
        known = found.setdefault(asked, {})
        if new := [one for one in given if _key(one) not in known]:
            known.update(function(new, *rest))
        return {_key(one): known[_key(one)] for one in given}

    return wrapped


def _key(one: Any) -> Any:
    return getattr(one, "pk", one)
