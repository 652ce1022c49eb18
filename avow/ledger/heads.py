"""Signed heads, kept outside the database in `AVOW_HOME/heads.log`: one line of JSON for each commit that grew the
ledger. Whoever cuts or rewrites the ledger cannot make these lines fit.

A line says how long the ledger was and its root, and gives the leaf hashes of the entries since the line before, so
that `avow ledger verify` can name the very entry that was changed.
"""

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from avow.config import clock

from . import files, signing
from .canonical import canonical, instant

log = logging.getLogger("avow.ledger")

MOST_LEAVES = 1000
"""A line with more entries than this since the one before (a head log that was lost) goes without their hashes."""


@dataclass(frozen=True)
class SignedHead:
    """How long the ledger was, its root (hexadecimal), the leaves after `since` entries, when, signed by which key."""

    size: int
    root: str
    since: int
    leaves: tuple[str, ...]
    time: str
    key: str
    signature: str = ""

    def signed_bytes(self) -> bytes:
        """What the signature is over."""
        said = {name: value for name, value in vars(self).items() if name != "signature"}
        return canonical({**said, "leaves": list(self.leaves), "form": "avow.head.1"})

    def line(self) -> str:
        """As it stands in `heads.log`."""
        return json.dumps(vars(self), sort_keys=True, separators=(",", ":"))

    def is_signed_by(self, public: Ed25519PublicKey) -> bool:
        """Whether this head was signed with that key and is unchanged."""
        try:
            public.verify(bytes.fromhex(self.signature), self.signed_bytes())
        except InvalidSignature:
            return False
        return self.key == signing.key_id(public)


class NotAHead(ValueError):
    """A line that is not a signed head."""


def path() -> Path:
    """Where heads are kept."""
    return Path(settings.AVOW_HOME) / "heads.log"


def read(line: str) -> SignedHead:
    """One line of `heads.log`. Raises NotAHead."""
    try:
        said = json.loads(line)
        head = SignedHead(**{**said, "leaves": tuple(said["leaves"])})
        for part in (head.signature, head.root, *head.leaves):
            bytes.fromhex(part)
    except (ValueError, TypeError, KeyError):
        raise NotAHead("this line is not a signed head")
    whole = type(head.size) is int and type(head.since) is int and 0 <= head.since < head.size
    if not whole or len(head.leaves) not in {0, head.size - head.since} or not isinstance(head.time, str):
        raise NotAHead("the values of this line do not fit together")
    return head


def keep(size: int) -> None:
    """After a commit: sign and write the ledger's head, unless a later one is written already.

    If it cannot be written, the act stands, it is logged, and the next head covers it.
    """
    try:
        with files.locked(path()) as descriptor:
            since = latest(descriptor)
            if since < size:
                files.append(descriptor, _signed_since(since).line())
    except Exception:
        log.critical(
            "Entry %s is recorded, but its head could not be written to %s; the next head covers it. "
            "Until then nobody would notice if the ledger were cut after its last head.",
            size,
            path(),
            exc_info=True,
        )


def latest(descriptor: int) -> int:
    """The size in the last readable line of an open `heads.log`; 0 when there is none."""
    return next((head.size for head in _readable(files.lines_backwards(descriptor))), 0)


def latest_size() -> int:
    """The size in the last readable line of `heads.log`; 0 when there is none."""
    try:
        descriptor = os.open(path(), os.O_RDONLY)
    except FileNotFoundError:
        return 0
    try:
        return latest(descriptor)
    finally:
        os.close(descriptor)


def _readable(lines: Iterator[str]) -> Iterator[SignedHead]:
    for line in lines:
        try:
            yield read(line)
        except NotAHead:
            continue


def _signed_since(since: int) -> SignedHead:
    """The head as the database has it now, signed."""
    from .models import Entry, Head

    head: Any = Head.objects.get(pk=1)
    leaves: list[str] = []
    if head.size - since <= MOST_LEAVES:
        entries = Entry.objects.filter(number__gt=since, number__lte=head.size).order_by("number")
        leaves = [entry.leaf().hex() for entry in entries]
    return sign(head.size, head.root, since, leaves, clock.now())


def sign(size: int, root: str, since: int, leaves: list[str], at: datetime) -> SignedHead:
    """A signed head."""
    private = signing.private_key()
    unsigned = SignedHead(
        size=size,
        root=root,
        since=since,
        leaves=tuple(leaves),
        time=instant(at),
        key=signing.key_id(private.public_key()),
    )
    return SignedHead(**{**vars(unsigned), "signature": private.sign(unsigned.signed_bytes()).hex()})
