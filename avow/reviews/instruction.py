"""What the person is asked to do, or to leave alone, until there is a decision (1.1)."""

from collections.abc import Iterable

from avow.disclosures.models import Version
from avow.gifts.models import Gift
from avow.leave.standing import given_already
from avow.policy.pack import Pack
from avow.policy.wording import fill

NAMELESS = "the other side"


def instruction_for(pack: Pack, version: Version) -> str:
    """The kind's instruction with the other side's name in it; empty where the kind has none."""
    kind = pack.kinds[version.kind]
    return fill(kind.instruction, lambda name: version.other_side or NAMELESS if name == "other_side" else "")


def nothing_left(disclosures: Iterable[int]) -> set[int]:
    """Those of these, by primary key, that were declined, given back, passed on or not given, or that the person has
    given already, so that there is nothing to keep or to leave alone."""
    keys = list(disclosures)
    gone = Gift.objects.filter(disclosure__in=keys, counts=False).values_list("disclosure", flat=True)
    return set(gone) | given_already(keys)
