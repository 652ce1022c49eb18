"""What can be done with a gift after it was sent in. Each act is one transaction and one ledger entry."""

from avow.gifts.acts.becoming import become, take_back
from avow.gifts.acts.bringing_in import bring_in
from avow.gifts.acts.seeing import see

__all__ = ["become", "bring_in", "see", "take_back"]
