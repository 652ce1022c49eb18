"""Quicker pages than the steps for some kinds, made by rooms above: where such a draft is begun, and where it goes on.

    quicker.register(Quicker(begins, goes_on))      in AppConfig.ready()

`begins(pack, kind)` is the address of a page for that kind of the policy; `goes_on(disclosure, contents)` that of a
draft which was begun there and is not finished; both None where there is none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from avow.disclosures.models import Disclosure
from avow.policy import Pack


@dataclass(frozen=True)
class Quicker:
    """One such page."""

    begins: Callable[[Pack, str], str | None]
    goes_on: Callable[[Disclosure, Mapping], str | None]


_pages: list[Quicker] = []


def register(page: Quicker) -> Quicker:
    """Offer this page too; registering the same one twice changes nothing."""
    if page not in _pages:
        _pages.append(page)
    return page


def begins(pack: Pack, kind: str) -> str | None:
    """Where this kind is disclosed more quickly."""
    return next((found for page in _pages if (found := page.begins(pack, kind))), None)


def goes_on(disclosure: Disclosure, contents: Mapping) -> str | None:
    """Where this draft was left."""
    return next((found for page in _pages if (found := page.goes_on(disclosure, contents))), None)
