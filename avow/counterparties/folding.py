"""Names without case, accents and punctuation, so that "Société Générale" is found under "societe gen"."""

import re
import unicodedata

LONGEST_WORD = 60
SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
SEPARATORS = re.compile(r"[\W_]+")
JOINED = re.compile(r"(?<=\w)['’.&](?=\w)")


def fold(text: str) -> str:
    """Lower case, no accents, one space between words; letters of every script are kept. "A.T. & T." is "at t"."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(SPECIAL)
    plain = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return SEPARATORS.sub(" ", JOINED.sub("", plain)).strip()


def words(text: str) -> list[str]:
    """The distinct words of a text, in their order, each cut to 60 characters."""
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in fold(text).split()))
