"""What rooms above want people to be told. A room registers its source in `AppConfig.ready()`.

A source says, for a day, what is wanted; right before a mail leaves it is asked again, and writes what its notices say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from avow.notices.models import Notice


@dataclass(frozen=True)
class Wanted:
    """A notice that is wanted; `to` and `about` are primary keys of people. See `models.Notice`."""

    key: str
    topic: str
    step: str
    audience: str
    to: int
    about: int
    due: date
    deadline: date
    instead: str = ""


@dataclass(frozen=True)
class Said:
    """What the notices of one topic say to one reader. `text` is in `language`; the names of others follow it by
    themselves. `path` is where it is done; `event` names the day it is due in a calendar, "" where it is not theirs.
    `first` is a line before all else, such as that it is a trial. `places` are where those named work, with how many of
    them, for whoever goes to see them; "" is nowhere on record."""

    subject: str
    text: str
    language: str
    path: str = ""
    event: str = ""
    first: str = ""
    places: Sequence[tuple[str, int]] = ()


class Source(Protocol):
    """See the module."""

    name: str

    def known(self, on: date) -> str:
        """What differs as soon as anything more may be wanted by that day, so that nobody looks for nothing; "" where
        that cannot be told cheaply, and it is asked each time. Up to 200 letters."""

    def wanted(self, on: date) -> Iterable[Sequence[Wanted]]:
        """What is wanted by that day and has no row yet, in parts of some thousand."""

    def again(self, notices: Sequence[Notice], on: date) -> Mapping[int, Sequence[Wanted]]:
        """What is wanted now in place of each of these rows (by primary key); nothing where nobody need be told."""

    def says(self, notices: Sequence[Notice], language: str, on: date) -> Said:
        """What these say, which are of one topic, audience and reason for going to somebody else."""


SOURCES: dict[str, Source] = {}


def register(source: Source) -> Source:
    """Ask this source from now on; one of the same name is replaced."""
    SOURCES[source.name] = source
    return source
