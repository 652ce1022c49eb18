"""Words that are sealed: opened for a page, or "(erased)" where their key is gone."""

from collections.abc import Callable

from avow.disclosures.models.version import ERASED
from avow.ledger.keyring import Erased


def said(read: Callable[[], str]) -> str:
    """What `read` gives, or "(erased)"."""
    try:
        return read()
    except Erased:
        return ERASED


__all__ = ["ERASED", "said"]
