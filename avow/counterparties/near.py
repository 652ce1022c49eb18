"""Names with a slip of the finger: "Contosso" for Contoso. Asked only where the search finds nothing as it is written.

A word that no name has is taken for one that differs in one letter (one too many, one missing, one other, two
exchanged), or, where it is longer, for one with the same beginning that is much like it. The work is bounded by the
length of what was typed, and not by how many counterparties there are. Standings play no part in it.
"""

from datetime import date
from difflib import get_close_matches
from itertools import islice, product
from string import ascii_lowercase

from django.db.models import Q

from avow.counterparties.folding import fold
from avow.counterparties.models import Counterparty, NameWord
from avow.counterparties.search import beginning, search

LIMIT = 3
MOST_WORDS = 4
SHORTEST, LONGEST = 4, 14
LIKE_ENOUGH, LIKE_A_SHORT = 0.8, 0.7
READ_AT_ONCE = 200
NEAR_A_WORD = 3
MOST_TRIES = 3


def near(text: str, on: date, limit: int = LIMIT) -> list[Counterparty]:
    """At most `limit` counterparties whose names are what was probably meant, the likeliest first; none where every
    word is one that names begin with, or where the first one is like no other. Words after the first that are like
    none are left out: a legal form, a place. The first alone is read where they find nothing together."""
    meant: list[list[str]] = []
    slipped = False
    for place, word in enumerate(dict.fromkeys(fold(text).split()[:MOST_WORDS])):
        if NameWord.objects.filter(beginning("word", word)).exists():
            meant.append([word])
        elif found := _like(word):
            meant.append(found)
            slipped = True
        elif place == 0:
            return []
    if not slipped:
        return []
    for length in sorted({len(meant), 1}, reverse=True):
        there: dict[Counterparty, None] = {}
        for words in islice(product(*meant[:length]), MOST_TRIES):
            there |= dict.fromkeys(search(" ".join(words), on, limit))
        if there:
            return list(there)[:limit]
    return []


def _like(word: str) -> list[str]:
    """The words of names that this one was probably meant to be."""
    if len(word) < SHORTEST:
        return []
    known = NameWord.objects.order_by("word").values_list("word", flat=True).distinct()
    places = [Q(word__in=slips(word))] if len(word) <= LONGEST else []
    if len(word) > SHORTEST + 1:
        places += [beginning("word", word[: len(word) // 2]), beginning("word", word[: len(word) // 3])]
    for place in places:
        there = list(known.filter(place)[:READ_AT_ONCE])
        if found := get_close_matches(
            word, there, n=NEAR_A_WORD, cutoff=LIKE_ENOUGH if len(word) > SHORTEST else LIKE_A_SHORT
        ):
            return found
    return []


def slips(word: str) -> set[str]:
    """Every word that differs from this one in one letter, or in two that stand in the wrong order."""
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    letters = ascii_lowercase if word.isascii() else "".join(sorted(set(word)))
    return {
        *(left + right[1:] for left, right in parts if right),
        *(left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1),
        *(left + letter + right[1:] for left, right in parts if right for letter in letters),
        *(left + letter + right for left, right in parts for letter in letters),
    } - {word}
