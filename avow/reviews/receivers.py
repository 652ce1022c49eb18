"""What reviews does when something happens in the rooms below, in the same transaction."""

from avow.gifts.past import is_past
from avow.leave.standing import holds_back
from avow.reviews.acts.opening import open_case
from avow.reviews.models import Case


def on_judged_again(sender, disclosure, version, judgement, entry, on, at, **rest) -> None:
    """Something else made a record of within the limits one that somebody has to look at: its case opens."""
    if _has_case(disclosure) or is_past(disclosure) or holds_back(disclosure):
        return
    open_case(disclosure, version, judgement, entry, on, at)


def on_submitted(sender, disclosure, version, judgement, entry, on, at, **rest) -> None:
    """A version came in: open its case, or take the new version under review. While leave to give is waited for, no
    case opens (5.5)."""
    if _has_case(disclosure) or not holds_back(disclosure):
        open_case(disclosure, version, version.judged, entry, on, at)


def _has_case(disclosure) -> bool:
    return Case.objects.filter(disclosure=disclosure).exists()
