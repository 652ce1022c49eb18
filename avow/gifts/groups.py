"""Whole corporate groups for the words by which the register is narrowed to one party."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from avow.counterparties.groups import members, uppermost_many
from avow.counterparties.search import search
from avow.gifts.filtering import Filters

MOST = 3


@dataclass(frozen=True)
class Whole:
    """A group, how many entries of the register are in it, and the query for all that it and they gave or got."""

    name: str
    entries: int
    query: str


def offered(filters: Filters, on: date) -> Iterator[Whole]:
    """The groups of the entries that are called so, where they are of more than one: the words find the lines of an
    entry, and nothing of its parent or of another company of the group."""
    words = filters.given.get("party")
    if not words or "group" in filters.given:
        return
    tops = uppermost_many(search(str(words), on), on).values()
    for top in list(dict.fromkeys(tops))[:MOST]:
        if (entries := len(members(top, on))) > 1:
            others = [pair for pair in filters.pairs if pair[0] != "party"]
            yield Whole(top.name, entries, urlencode([("group", top.public_id), *others]))
