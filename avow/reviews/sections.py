"""What rooms above add to the case page, such as possible breaches.

    sections.register(10, possible_breaches)      in AppConfig.ready(); a lower position stands higher

Each gives rendered HTML, or None where it has nothing to show. The reader may see the case.
"""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from avow.reviews.models import Case

Section = Callable[[HttpRequest, Case, date], str | None]
_sections: list[tuple[int, Section]] = []


def register(position: int, section: Section) -> Section:
    """Add a section; adding the same one twice changes nothing."""
    if all(known is not section for _, known in _sections):
        _sections.append((position, section))
        _sections.sort(key=lambda pair: pair[0])
    return section


def rendered(request: HttpRequest, case: Case, on: date) -> list[SafeString]:
    """Every section that has something to show, in order. They come from templates, which escape what they show."""
    made = (section(request, case, on) for _, section in _sections)
    return [mark_safe(html) for html in made if html]  # noqa: S308
