"""What can be done with a form. Each act is one transaction; what is said officially is one ledger entry."""

from .drafting import draft, keep, save
from .refusals import (
    AlreadySigned,
    Contradicts,
    DraftChanged,
    Incomplete,
    NameDiffers,
    NoDraft,
    NotOpen,
    NotTheirs,
    Refused,
)
from .reopening import confirm, unlock
from .signing import sign

__all__ = [
    "AlreadySigned", "Contradicts", "DraftChanged", "Incomplete", "NameDiffers", "NoDraft", "NotOpen", "NotTheirs",
    "Refused", "confirm", "draft", "keep", "save", "sign", "unlock",
]  # fmt: skip
