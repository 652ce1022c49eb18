"""The state of a gift brought in from an earlier register: nobody reviews it one by one."""

from collections.abc import Mapping, Sequence
from datetime import date

from avow.disclosures.models import Disclosure, Version
from avow.disclosures.states import State
from avow.gifts.models import PastGift

PAST = State(
    "past",
    "Recorded in the past",
    "Brought in from an earlier register, with what was decided there. It counts in every sum.",
    open=False,
)


def source(disclosures: Sequence[Disclosure], on: date) -> Mapping[int, State]:
    """Those brought in and not changed here since, for `avow.disclosures.states`; in two queries."""
    keys = PastGift.objects.filter(disclosure__in=[one.pk for one in disclosures]).values_list("disclosure", flat=True)
    past = set(keys)
    if past:
        past -= set(Version.objects.filter(disclosure__in=past, number__gt=1).values_list("disclosure", flat=True))
    return dict.fromkeys(past, PAST)
