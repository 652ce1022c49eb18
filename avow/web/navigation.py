"""Where a person may go, in the order of the header. A place is shown only to those who may open it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from avow.access.models import Role
from avow.access.roles import OFFICER_ROLES, roles_of
from avow.adoptions.authority import may_see_proposals
from avow.certifications.form.visibility import handles_any
from avow.config.clock import today
from avow.leave import listing
from avow.people.models import Person
from avow.reviews.visibility import may_review_anything


@dataclass(frozen=True)
class Place:
    """One link of the header; `here` when the page shown is in it; `is_daily` when it stands outside "More"."""

    name: str
    url: str
    here: bool
    is_daily: bool


def places(request: HttpRequest) -> list[Place]:
    """The links for the person signed in; none for anyone else."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    found = _views(user.person)
    links = [(name, reverse(view)) for name, view in found]
    within = [url for _, url in links if request.path == url or (url != "/" and request.path.startswith(url))]
    here = max(within, key=len, default=None)
    own = {reverse("disclosures:mine"), reverse("certifications:mine")}
    if here in own and getattr(request, "reads_another", False):
        here = None
    return [Place(name, url, here=url == here, is_daily=number < DAILY) for number, (name, url) in enumerate(links)]


DAILY = 7
"""So many fit beside the name on a desk's screen. A person's first are those they need most often."""


def _views(person: Person) -> list[tuple[str, str]]:
    """Name and view of each, those used daily first."""
    on = today()
    roles = roles_of(person, on)
    is_officer = not OFFICER_ROLES.isdisjoint(roles)
    own = [("May I?", "questions:may_i"), ("Disclose", "disclosures:choose"), ("My disclosures", "disclosures:mine")]
    questions, policy = ("Questions", "questions:list"), ("Policy", "web:policy")
    first, then = (
        [("Home", "web:home")],
        [("My certifications", "certifications:mine"), ("Site rules", "local_rules:list")],
    )
    if may_review_anything(person, on):
        first.append(("Desk", "reviews:desk"))
    if is_officer:
        first += [("Gifts", "gifts:register"), ("Campaigns", "certifications:campaigns"), questions, policy]
        then = [
            ("Possible breaches", "breaches:list"), ("Counterparties", "web:counterparties"), *own, *then,
            ("Local HR", "certifications:hr"),
        ]  # fmt: skip
    else:
        if Role.HR_PARTNER.value in roles:
            first.append(("Local HR", "certifications:hr"))
            then.append(("Acknowledgements", "certifications:acknowledgements"))
        elif Role.BOARD_COMMITTEE.value in roles and handles_any(person, on):
            then.append(("Local HR", "certifications:hr"))
        first += [own[0], ("Record a gift", "gifts:record"), *own[1:], policy]
        then.insert(0, questions)
    if listing.concerns(person, on):
        then.insert(0, ("Leave to give", "leave:mine"))
    if may_see_proposals(person, on):
        then.append(("Policy versions", "trials:versions"))
    if is_officer or Role.ADMINISTRATOR.value in roles:
        then.append(("Outbox", "notices:outbox"))
    if Role.ADMINISTRATOR.value in roles:
        then.append(("Administration", "access:administration"))
    return [*first, *then]
