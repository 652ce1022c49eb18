"""The numbers of clauses as written policies have them: 4.5, 7, A.4, 3.2.1, 2635.204(a)."""

from __future__ import annotations

import re

LONGEST = 24
PATTERN = r"(?=[A-Za-z.()]*[0-9])[A-Za-z0-9]+(?:\.[A-Za-z0-9]+|\([A-Za-z0-9]+\))*"
"""Letters and digits, parted by dots or in round brackets, with a digit somewhere: so no plain word is a number."""

_NUMBER = re.compile(PATTERN)
_PART = re.compile(r"[0-9]+|[A-Za-z]+")


def is_number(text: str) -> bool:
    """Whether a clause may have this number."""
    return len(text) <= LONGEST and _NUMBER.fullmatch(text) is not None


def natural(number: str) -> tuple[tuple[int, int, str], ...]:
    """The order in which people count: 4.10 comes after 4.9, and 2635.204(b) after 2635.204(a)."""
    parts = _PART.findall(number)
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)
