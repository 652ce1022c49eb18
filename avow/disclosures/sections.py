"""What rooms above add to the page of a disclosure: the instruction, the outcome, consultations, the conversation.

    sections.register(10, instruction)      in AppConfig.ready(); a lower position stands higher

Each gives rendered HTML, or None where it has nothing to show. `on` is today.
"""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from avow.disclosures.models import Disclosure

Section = Callable[[HttpRequest, Disclosure, date], str | None]
_sections: list[tuple[int, Section]] = []


def register(position: int, section: Section) -> Section:
    """Add a section; adding the same one twice changes nothing."""
    if all(known is not section for _, known in _sections):
        _sections.append((position, section))
        _sections.sort(key=lambda pair: pair[0])
    return section


def rendered(request: HttpRequest, disclosure: Disclosure, on: date) -> list[SafeString]:
    """Every section that has something to show, in order. Their templates have escaped what they show."""
    made = (section(request, disclosure, on) for _, section in _sections)
    return [mark_safe(html) for html in made if html]  # noqa: S308
