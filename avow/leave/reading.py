"""Who sees a part of an entry because they were asked for leave, for `avow.disclosures.reading`."""

from collections.abc import Iterator

from avow.disclosures.models import Disclosure
from avow.leave import standing


def readers(disclosure: Disclosure) -> Iterator[str]:
    """A sentence for each who was asked for leave for what it says now."""
    leave = standing.current(disclosure)
    if leave is None:
        return
    for row in leave.asked_of.select_related("person"):
        yield (
            f"{row.person.name}, asked for leave, sees what it is, for whom, when and how much; "
            "not what was written in your own words, and not who a relative is."
        )
