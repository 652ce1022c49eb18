"""What a version changes, in words: against what binds on a day, or between any two versions that were adopted."""

from datetime import date
from functools import lru_cache

from avow.adoptions.current import NoPolicyInForce, adoption_in_force, pack_by_hash, proposed_pack
from avow.adoptions.models import Proposal
from avow.policy.differences import Differences, differences


def compared(proposal: Proposal, on: date) -> Differences | None:
    """What the proposal changes of the version in force on the day; None when none is."""
    try:
        present = adoption_in_force(on).pack_hash
    except NoPolicyInForce:
        return None
    return _compared(present, proposal.pack_hash, proposal)


def between(old_hash: str, new_hash: str) -> Differences:
    """What changed from one adopted version to another. Raises current.NeverAdopted."""
    return _between(old_hash, new_hash)


@lru_cache(maxsize=16)
def _between(old_hash: str, new_hash: str) -> Differences:
    return differences(pack_by_hash(old_hash), pack_by_hash(new_hash))


@lru_cache(maxsize=16)
def _compared(old_hash: str, new_hash: str, proposal: Proposal) -> Differences:
    return differences(pack_by_hash(old_hash), proposed_pack(proposal))  # new_hash: what the answer hangs on
