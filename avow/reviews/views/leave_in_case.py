"""Leave to give on the case page (5.5): of whom it was asked, since when, and who answered what."""

from datetime import date

from django.http import HttpRequest

from avow.leave.views import own_section
from avow.reviews.models import Case


def section(request: HttpRequest, case: Case, on: date) -> str | None:
    """Nothing where leave was never asked for."""
    return own_section.section(request, case.disclosure, on)
