"""Where a person may go, in the order of the header. A place is shown only to those who may open it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from avow.access.roles import OFFICER_ROLES, roles_of
from avow.config.clock import today


@dataclass(frozen=True)
class Place:
    """One link of the header; `here` when the page shown is in it."""

    name: str
    url: str
    here: bool


DECIDERS = OFFICER_ROLES | {"chief_executive", "board_committee"}


def places(request: HttpRequest) -> list[Place]:
    """The links for the person signed in; none for anyone else."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    found = []
    for name, view in _views(roles_of(user.person, today())):
        try:
            url = reverse(view)
        except NoReverseMatch:
            continue
        here = request.path == url if url == "/" else request.path.startswith(url)
        found.append(Place(name, url, here))
    return found


def _views(roles: set[str]) -> Iterator[tuple[str, str]]:
    yield "Home", "web:home"
    if roles & DECIDERS:
        yield "Desk", "reviews:desk"
    if roles & OFFICER_ROLES:
        yield "Possible breaches", "breaches:list"
    yield "Disclose", "disclosures:choose"
    yield "My disclosures", "disclosures:mine"
    yield "Policy", "web:policy"
    if "administrator" in roles:
        yield "Administration", "access:administration"
