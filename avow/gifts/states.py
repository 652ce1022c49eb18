"""The states of gifts: brought in from an earlier register, so that nobody reviews it one by one; and recorded while it
is open who the other side is."""

from collections.abc import Mapping, Sequence
from datetime import date

from avow.disclosures.forms.other_side import NOT_KNOWN
from avow.disclosures.models import Disclosure, Version
from avow.disclosures.states import State
from avow.gifts import cards
from avow.gifts.models import PastGift

PAST = State(
    "past",
    "Recorded in the past",
    "Brought in from an earlier register, with what was decided there. It counts in every sum.",
    open=False,
)
OPEN = State(
    "other_side_open",
    "Other side not known yet",
    "The compliance officer finds out who it is from or for; then it is counted.",
    before_review=True,
    outcome=NOT_KNOWN,
)


def source(disclosures: Sequence[Disclosure], on: date) -> Mapping[int, State]:
    """Those brought in and not changed here since, and those whose other side is open, for `avow.disclosures.states`;
    in three queries. What is under review as well says so: rooms above answer for that."""
    found = dict.fromkeys(cards.left_open_among([one.pk for one in disclosures], on), OPEN)
    keys = PastGift.objects.filter(disclosure__in=[one.pk for one in disclosures]).values_list("disclosure", flat=True)
    past = set(keys)
    if past:
        past -= set(Version.objects.filter(disclosure__in=past, number__gt=1).values_list("disclosure", flat=True))
    return found | dict.fromkeys(past, PAST)
