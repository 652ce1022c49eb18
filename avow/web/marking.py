"""Two wordings of one text with the words that differ marked: <del> in the old, <ins> in the new."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

LONGEST = 800
"""Words, blanks and marks of a text; beyond, comparing word by word would take too long, and nothing is marked."""
ALIKE = 0.4
"""Below this the two have too little in common for marks to help."""

_WORDS = re.compile(r"\s+|[^\s\w]|\w+")


def marked(was: str, now: str) -> tuple[SafeString, SafeString]:
    """Both texts, escaped, with marks where they differ; without any where they are nearly all different."""
    old, new = _WORDS.findall(was), _WORDS.findall(now)
    if not old or not new or max(len(old), len(new)) > LONGEST:
        return _plain(was), _plain(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _plain(was), _plain(now)
    steps = matcher.get_opcodes()
    before = "".join(_part("del", old[a:b], kind == "equal") for kind, a, b, _, _ in steps)
    after = "".join(_part("ins", new[c:d], kind == "equal") for kind, _, _, c, d in steps)
    return mark_safe(before), mark_safe(after)  # noqa: S308  # each piece is escaped in _part


def _plain(text: str) -> SafeString:
    return mark_safe(escape(text))  # noqa: S308


def _part(tag: str, words: list[str], same: bool) -> str:
    text = "".join(_escaped(words))
    return text if same or not text.strip() else f"<{tag}>{text}</{tag}>"


def _escaped(words: list[str]) -> Iterator[str]:
    return (str(escape(word)) for word in words)
