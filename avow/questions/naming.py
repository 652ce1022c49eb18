"""Whether a text names somebody: anybody of the company by their full name, and whoever asked by any part of it."""

import re

from avow.disclosures.naming import folded, relatives_of
from avow.people.models import Person

ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
SHORTEST = 3
MOST_WORDS = 6
MOST_TOLD = 5


def found(text: str, asker: Person | None = None) -> list[str]:
    """The names and addresses that stand in the text, at most five. Initials, nicknames and companies are for the
    officer to see."""
    words = ["".join(letter for letter in word if letter.isalnum()) for word in _split(text)]
    words = [word for word in words if word]
    told = ADDRESS.findall(text)
    if asker is not None:
        parts = {part for part in folded(asker.name) if len(part) >= SHORTEST} | {asker.number.casefold()}
        told += sorted({word for word in words if word.casefold() in parts})
        groups = {frozenset(one) for one in relatives_of(asker)}
    else:
        groups = set()
    runs = {
        frozenset(word.casefold() for word in words[at : at + length])
        for length in range(2, MOST_WORDS + 1)
        for at in range(len(words) - length + 1)
    }
    told += [" ".join(sorted(one)) for one in groups if len(one) > 1 and one in runs]
    for name in Person.objects.values_list("name", flat=True).iterator():
        wanted = folded(name)
        if len(wanted) > 1 and wanted in runs:
            told.append(name)
        if len(told) >= MOST_TOLD:
            break
    return list(dict.fromkeys(told))[:MOST_TOLD]


def _split(text: str) -> list[str]:
    """The words, those of a double name apart: as names are folded."""
    return "".join(letter if letter.isalnum() else " " for letter in text).split()
