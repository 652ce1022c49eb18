"""Who fills the form in a request, and by which pages: the person signed in, or whoever sits at a shared device."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from avow.people.models import Person


@dataclass(frozen=True)
class Filler:
    """The person, and where the pages are for them: `pages` is the namespace of their addresses, `layout` the template
    around them. `only` is the primary key of the one row that they may fill; None: every row of theirs."""

    person: Person
    pages: str = "certifications"
    layout: str = "web/base.html"
    only: int | None = None

    def to(self, name: str, *args: object) -> str:
        """The address of this page for them."""
        return reverse(f"certifications:{name}", args=args, current_app=self.pages)


def filler(request: HttpRequest) -> Filler:
    """Whoever fills the form; `request.filler` is set where it is not the person signed in."""
    found: Filler | None = getattr(request, "filler", None)
    return found or Filler(request.user.person)
