"""Which of the policy's becomings can apply to one gift just now, so that its page offers no other.

    applying.register(leave.applying.narrowed)      in AppConfig.ready() of a room above

The acts stay as the policy says: this is about what is offered.
"""

from collections.abc import Callable, Sequence

from avow.disclosures.models import Disclosure
from avow.gifts.models import Gift
from avow.policy.register import Becoming

Narrowing = Callable[[Disclosure, Sequence[Becoming]], Sequence[Becoming]]
_narrowings: list[Narrowing] = []


def register(narrowing: Narrowing) -> Narrowing:
    """Ask this too; registering the same one twice changes nothing."""
    if narrowing not in _narrowings:
        _narrowings.append(narrowing)
    return narrowing


def to(disclosure: Disclosure, gift: Gift, possible: Sequence[Becoming]) -> list[Becoming]:
    """Those of the possible ones that can apply: none to what does not count any more, whatever the reason."""
    if not gift.counts:
        return []
    for narrowing in _narrowings:
        possible = narrowing(disclosure, possible)
    return list(possible)
