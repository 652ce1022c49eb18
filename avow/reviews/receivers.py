"""What reviews does when something happens in the rooms below, in the same transaction."""

from avow.gifts.past import is_past
from avow.reviews.acts.opening import open_case
from avow.reviews.models import Case


def on_judged_again(sender, disclosure, version, judgement, entry, on, at, **rest) -> None:
    """Something else made a record of within the limits one that somebody has to look at: its case opens."""
    if not Case.objects.filter(disclosure=disclosure).exists() and not is_past(disclosure):
        open_case(disclosure, version, judgement, entry, on, at)


def on_submitted(sender, disclosure, version, judgement, entry, on, at, **rest) -> None:
    """A version came in: open its case, or take the new version under review."""
    open_case(disclosure, version, judgement, entry, on, at)
