"""Opening many attested documents at once: one question to the keys for all of them."""

import json
from collections.abc import Iterable
from typing import Any

from avow.ledger import keyring
from avow.ledger.models import RANDOM, Attested


def opened(documents: Iterable[Attested]) -> dict[int, dict[str, Any]]:
    """The body of each, by its primary key; those whose key was destroyed are left out. Raises NotSealedSo."""
    wanted = list(documents)
    found = keyring.unseal_many((one.key, bytes(one.sealed), one.about) for one in wanted)
    bodies = {}
    for one, data in zip(wanted, found, strict=True):
        if isinstance(data, bytes):
            bodies[one.pk] = json.loads(data[RANDOM:])["body"]
        elif not isinstance(data, keyring.Erased):
            raise data
    return bodies
