"""Names of others in a text: a mark stands for each, so that erasing somebody takes their name out of every mail."""

import re
from collections.abc import Mapping

from avow.people.erasing import ERASED

MARK = re.compile("\ue000([0-9a-z]{12})\ue001")


def mark(public_id: str) -> str:
    """What stands for this person in a text."""
    return f"\ue000{public_id}\ue001"


def bare(text: str) -> str:
    """A text without anything that looks like a mark."""
    return text.replace("\ue000", "").replace("\ue001", "")


def fill(text: str, names: Mapping[str, str]) -> str:
    """The text with the names, by public id; whoever has none was erased."""
    return MARK.sub(lambda found: names.get(found[1], ERASED), text)
