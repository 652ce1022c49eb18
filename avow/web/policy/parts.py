"""A policy too long for one page is cut into pages between clauses; and finding a clause by number or words."""

from collections.abc import Iterable
from dataclasses import dataclass

from avow.policy.pack import Clause, Pack

LARGEST = 30_000
"""Letters on one page: with its styles and scripts a page stays below 60 KB."""
AROUND = 350
"""Letters that the page puts around the words of each clause."""


@dataclass(frozen=True)
class Part:
    """Some clauses that follow each other, on one page; `number` counts from 1."""

    number: int
    clauses: tuple[Clause, ...]

    @property
    def title(self) -> str:
        """Which clauses: 4.1 to 4.9."""
        first, last = self.clauses[0].number, self.clauses[-1].number
        return first if first == last else f"{first} to {last}"


def parts(pack: Pack, largest: int = LARGEST) -> list[Part]:
    """The clauses in order, cut where a page would become too long. One part for most policies."""
    found: list[list[Clause]] = [[]]
    size = 0
    for clause in pack.clauses.values():
        size += len_of(clause)
        if found[-1] and size > largest:
            found.append([])
            size = len_of(clause)
        found[-1].append(clause)
    return [Part(number, tuple(clauses)) for number, clauses in enumerate(found, start=1) if clauses]


def len_of(clause: Clause) -> int:
    """About how many letters a clause takes on the page."""
    words = len(clause.title) + len(clause.summary) + len(clause.means) + len(clause.reading)
    return words + len(clause.title) + AROUND + 80 * len(clause.figures)


def part_of(pack: Pack, number: str) -> int:
    """On which page of the policy the clause stands."""
    return next((part.number for part in parts(pack) if any(one.number == number for one in part.clauses)), 1)


def matching(clauses: Iterable[Clause], asked: str) -> list[Clause]:
    """The clauses whose number begins so, or that have all these words."""
    words = asked.casefold().split()
    if not words:
        return []
    found = []
    for clause in clauses:
        text = f"{clause.title} {clause.summary} {clause.means} {clause.reading}".casefold()
        if clause.number.casefold().startswith(asked.casefold().strip()) or all(word in text for word in words):
            found.append(clause)
    return found
