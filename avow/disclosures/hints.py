"""What rooms above show a person beside a question, and once more at the last look: the rules of their own site.

    hints.register(telling.hints)      in AppConfig.ready()

A source is asked with the person, the kind, the step that is shown (None for the last look: everything about the kind)
and the day judged; it gives what there is to show, in order.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from avow.people.models import Person
from avow.policy import Kind, Step


@dataclass(frozen=True)
class Hint:
    """A heading, a text as somebody wrote it, in `language`, and a sentence of ours under it."""

    heading: str
    text: str
    language: str
    under: str = ""


Source = Callable[[Person, Kind, Step | None, date], Iterable[Hint]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Ask this too; registering the same one twice changes nothing."""
    if source not in _sources:
        _sources.append(source)
    return source


def of(person: Person, kind: Kind, step: Step | None, on: date) -> list[Hint]:
    """Everything there is to show beside the step, or at the last look."""
    return [hint for source in _sources for hint in source(person, kind, step, on)]
