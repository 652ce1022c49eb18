"""What can become of something for which leave is asked, for `avow.gifts.applying`: until it is told that it was given,
it can only be not given, and its section of the page says so; once it was, it cannot be."""

from collections.abc import Sequence

from avow.disclosures.models import Disclosure
from avow.leave import standing
from avow.leave.acts.telling import NOT_GIVEN
from avow.policy.register import Becoming


def narrowed(disclosure: Disclosure, possible: Sequence[Becoming]) -> Sequence[Becoming]:
    """Those that apply before and after it was given; all of them where leave was never asked for."""
    leave = standing.current(disclosure)
    if leave is None:
        return possible
    return [one for one in possible if one.id != NOT_GIVEN] if standing.told(leave, "given") else ()
