"""What can be done with a gift after it was sent in. Each act is one transaction and one ledger entry."""

from avow.gifts.acts.becoming import become, take_back
from avow.gifts.acts.seeing import see

__all__ = ["become", "see", "take_back"]
