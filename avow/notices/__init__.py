"""Reminding by mail: rows with a due day, one mail a day for each person, sent once, and on record with its full text.

`sources`, where rooms above register what is wanted of whom; `gathering` keeps a row for each notice wanted; `writing`
makes one mail of them, in the reader's language; `hours` says when somebody may be written to; `sending` hands it to a
mail server; `told` counts what was sent about whom. `certifications.reminders` is the source to look at first.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from avow.notices.sources import Source
    from avow.notices.told import Reminded
    from avow.people.models import Person


def register(source: "Source") -> "Source":
    """Ask this source what people are to be told (`sources.register`)."""
    from avow.notices import sources

    return sources.register(source)


def sent_about(people: "Iterable[Person | int]", topic: str) -> "dict[int, Reminded]":
    """How often and when last these people were reminded of a topic (`told.sent_about`)."""
    from avow.notices import told

    return told.sent_about(people, topic)
