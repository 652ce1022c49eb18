"""Where a person may go, in the order of the header. A place is shown only to those who may open it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from avow.access.models import Role
from avow.access.roles import OFFICER_ROLES, roles_of
from avow.adoptions.authority import may_see_proposals
from avow.config.clock import today
from avow.leave import listing
from avow.people.models import Person
from avow.reviews.visibility import may_review_anything


@dataclass(frozen=True)
class Place:
    """One link of the header; `here` when the page shown is in it."""

    name: str
    url: str
    here: bool


def places(request: HttpRequest) -> list[Place]:
    """The links for the person signed in; none for anyone else."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    links = [(name, reverse(view)) for name, view in _views(user.person)]
    within = [url for _, url in links if request.path == url or (url != "/" and request.path.startswith(url))]
    here = max(within, key=len, default=None)
    if here == reverse("disclosures:mine") and getattr(request, "reads_another", False):
        here = None
    return [Place(name, url, here=url == here) for name, url in links]


def _views(person: Person) -> Iterator[tuple[str, str]]:
    on = today()
    roles = roles_of(person, on)
    is_officer = not OFFICER_ROLES.isdisjoint(roles)
    yield "Home", "web:home"
    yield "May I?", "questions:may_i"
    if may_review_anything(person, on):
        yield "Desk", "reviews:desk"
    if is_officer:
        yield "Gifts", "gifts:register"
        yield "Possible breaches", "breaches:list"
        yield "Counterparties", "web:counterparties"
        yield "Campaigns", "certifications:campaigns"
    else:
        yield "Record a gift", "gifts:record"
    yield "Disclose", "disclosures:choose"
    yield "My disclosures", "disclosures:mine"
    if listing.concerns(person, on):
        yield "Leave to give", "leave:mine"
    yield "Questions", "questions:list"
    yield "Site rules", "local_rules:list"
    yield "Policy", "web:policy"
    if is_officer or Role.HR_PARTNER.value in roles:
        yield "Local HR", "certifications:hr"
    if may_see_proposals(person, on):
        yield "Policy versions", "trials:versions"
    if not is_officer and Role.HR_PARTNER.value in roles:
        yield "Acknowledgements", "certifications:acknowledgements"
    if is_officer or Role.ADMINISTRATOR.value in roles:
        yield "Outbox", "notices:outbox"
    if Role.ADMINISTRATOR.value in roles:
        yield "Administration", "access:administration"
