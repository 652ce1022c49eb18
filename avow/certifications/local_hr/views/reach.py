"""Who reaches these pages, and what of a campaign: whoever looks after nothing gets the 404 of what never existed."""

from datetime import date

from django.http import Http404, HttpRequest

from avow.certifications.form.visibility import handles_any
from avow.certifications.local_hr.looking_after import Looks, looks
from avow.certifications.models import Campaign
from avow.config import clock

REFUSED = 422


def here(request: HttpRequest) -> tuple[Looks, date]:
    """What the person looks after today, and today. Raises Http404 where it is nothing."""
    on = clock.today()
    theirs = looks(request.user.person, on)
    if not theirs:
        raise Http404
    return theirs, on


def here_or_receiving(request: HttpRequest) -> tuple[Looks, date]:
    """The same, and for the board committee too, which looks after nothing and may have advice to receive. Raises
    Http404."""
    on = clock.today()
    theirs = looks(request.user.person, on)
    if not theirs and not handles_any(theirs.person, on):
        raise Http404
    return theirs, on


def campaign_or_404(theirs: Looks, public_id: str) -> Campaign:
    """A campaign that asks somebody of theirs, or the same 404 as for a number that never existed."""
    found = theirs.campaigns().select_related("started", "frozen").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def department_or_404(theirs: Looks, campaign: Campaign, department: str | None) -> str:
    """A department that the person sees and in which somebody is asked."""
    if department is None or "\0" in department or not theirs.sees(department):
        raise Http404
    if not theirs.places(campaign).filter(department=department).exists():
        raise Http404
    return department
