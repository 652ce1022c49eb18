"""Reads `heads.log`: which leaf hashes and roots were signed. Kept in temporary files, not in memory."""

import struct
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from ..heads import NotAHead, SignedHead, read
from .report import Report, span

UNKNOWN = bytes(32)
ROOT = struct.Struct(">QQ32s")


class Known:
    """What signed heads say: the leaf hash of each entry where they give it, and the root at each head's size.

    Entries count from 1. `signed` is how many entries they cover; `time` is when the last one was signed.
    """

    def __init__(self, leaves: IO[bytes], roots: IO[bytes]) -> None:
        self._leaves, self._roots = leaves, roots
        self.size = self.signed = 0
        self.time = ""
        self.unsigned_leaves = False

    def leaf(self, number: int) -> bytes | None:
        """The leaf hash of an entry, None where no head gives it."""
        if not 1 <= number <= self.size:
            return None
        self._leaves.seek((number - 1) * 32)
        found = self._leaves.read(32)
        return None if found == UNKNOWN else found

    def put(self, number: int, leaf: bytes) -> None:
        """Take this for the leaf hash of an entry. Those left out before it stay unknown."""
        self._leaves.seek((number - 1) * 32)
        self._leaves.write(leaf)
        self.size = max(self.size, number)

    def take(self, head: SignedHead, line: int) -> None:
        """Take a trusted head."""
        for place, leaf in enumerate(head.leaves, start=head.since + 1):
            self.put(place, bytes.fromhex(leaf))
        if not head.leaves:
            self.unsigned_leaves = True
            self.put(head.size, UNKNOWN)
        self._roots.write(ROOT.pack(head.size, line, bytes.fromhex(head.root)))
        self.signed, self.time = head.size, head.time

    def leaves(self) -> Iterator[bytes | None]:
        """All leaf hashes in order."""
        self._leaves.flush()
        self._leaves.seek(0)
        for _ in range(self.size):
            found = self._leaves.read(32)
            yield None if found == UNKNOWN else found

    def roots(self) -> Iterator[tuple[int, int, str]]:
        """(size, line of the file, root) of each trusted head, in order."""
        self._roots.seek(0)
        while packed := self._roots.read(ROOT.size):
            size, line, root = ROOT.unpack(packed)
            yield size, line, root.hex()


@contextmanager
def read_log(path: Path, keys: Mapping[str, Ed25519PublicKey], report: Report) -> Iterator[Known]:
    """What the trusted lines of this file say; reports those that are not."""
    with tempfile.TemporaryFile() as leaves, tempfile.TemporaryFile() as roots:
        known = Known(leaves, roots)
        if path.exists():
            with path.open("rb") as file:
                _read(file, known, keys, report)
        yield known


def _read(file: IO[bytes], known: Known, keys: Mapping[str, Ed25519PublicKey], report: Report) -> None:
    before = 0
    for number, raw in enumerate(file, start=1):
        if not raw.strip():
            continue
        try:
            head = read(raw.decode())
        except (NotAHead, UnicodeDecodeError):
            report.note(f"line {number} of heads.log cannot be read (a crash while it was written?)")
            continue
        report.heads += 1
        if head.size <= before or head.since < before:
            report.add("head", f"line {number} of heads.log: goes back to {head.since}, after a head for {before}")
            continue
        if head.since > before:
            missing = span(before + 1, head.since)
            report.add("head", f"line {number} of heads.log: the lines before it, for {missing}, are missing")
        before = head.size
        public = keys.get(head.key)
        if public is None:
            report.add("head", f"line {number} of heads.log: signed with the key {head.key}, which is not known here")
        elif not head.is_signed_by(public):
            report.add("head", f"line {number} of heads.log: altered; its signature does not fit")
        else:
            known.take(head, number)
