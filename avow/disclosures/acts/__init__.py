"""What a person can do with a disclosure. Each act is one transaction; what is said officially is one ledger entry."""

from avow.disclosures.acts.attaching import attach, detach
from avow.disclosures.acts.drafting import amend, discard, keep, save_step, start, turn_into
from avow.disclosures.acts.refusals import (
    AlreadySent,
    DraftChanged,
    Incomplete,
    NoDraft,
    NotTheirs,
    Refused,
)
from avow.disclosures.acts.resolving import resolve_party
from avow.disclosures.acts.submitting import submit
from avow.disclosures.acts.telling import end, tell_started, withdraw

__all__ = [
    "AlreadySent",
    "DraftChanged",
    "Incomplete",
    "NoDraft",
    "NotTheirs",
    "Refused",
    "amend",
    "attach",
    "detach",
    "discard",
    "end",
    "keep",
    "resolve_party",
    "save_step",
    "start",
    "submit",
    "tell_started",
    "turn_into",
    "withdraw",
]
