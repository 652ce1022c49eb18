"""The sentences of `says`: text with {names} of facts, figures and totals in it. Nothing else is ever filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_PLACE = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
EXTRA = ("on", "party", "window_start")  # the judged day, the other side's name, the day the window opens


def places(template: str) -> Iterator[tuple[int, str]]:
    """Each {name} with the place of its first letter."""
    for match in _PLACE.finditer(template):
        yield match.start(1), match.group(1)


def stray_brace(template: str) -> int | None:
    """Where a brace stands that opens or closes nothing."""
    rest = _PLACE.sub(lambda match: " " * len(match.group()), template)
    found = [i for i, character in enumerate(rest) if character in "{}"]
    return found[0] if found else None


def fill(template: str, value_of: Callable[[str], str]) -> str:
    """The sentence with each name replaced; values are never read as templates themselves."""
    return _PLACE.sub(lambda match: value_of(match.group(1)), template)


def is_name(text: str) -> bool:
    return bool(_NAME.match(text))
