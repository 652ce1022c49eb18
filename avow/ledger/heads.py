"""Signed heads, kept outside the database in `AVOW_HOME/heads.log`: one line of JSON for each commit that grew the
ledger. Whoever cuts the ledger cannot make these lines fit.
"""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from avow.config import clock

from . import files, keyring
from .canonical import canonical, instant

log = logging.getLogger("avow.ledger")


@dataclass(frozen=True)
class SignedHead:
    """How long the ledger was, its root (hexadecimal), when, signed by which key."""

    size: int
    root: str
    time: str
    key: str
    signature: str

    def line(self) -> str:
        """As it stands in `heads.log`."""
        return json.dumps(vars(self), sort_keys=True)


class NotAHead(ValueError):
    """A line that is not a signed head."""


def path() -> Path:
    """Where heads are kept."""
    return Path(settings.AVOW_HOME) / "heads.log"


def keep(size: int) -> None:
    """After a commit: write the ledger's head unless a later one is written already.

    If it cannot be written, the act stands, it is logged, and the next head covers it.
    """
    try:
        with files.locked(path()) as descriptor:
            if last_size(files.last_line(descriptor)) >= size:
                return
            head = committed()
            files.append(descriptor, sign(head.size, head.root, clock.now()).line())
    except Exception:
        log.critical(
            "entry %s is recorded, but its head could not be written to %s; the next head covers it. "
            "Until then a cut of the ledger after the last head would not be found.",
            size,
            path(),
            exc_info=True,
        )


def committed() -> Any:
    """The head row as the database has it."""
    from .models import Head

    return Head.objects.get(pk=1)


def last_size(line: str) -> int:
    """The size in a line of `heads.log`; 0 for none, or for one that cannot be read."""
    try:
        return read(line).size
    except NotAHead:
        return 0


def read(line: str) -> SignedHead:
    """One line of `heads.log`. Raises NotAHead."""
    try:
        head = SignedHead(**json.loads(line))
        ok = type(head.size) is int and all(isinstance(v, str) for v in (head.root, head.time, head.key))
        bytes.fromhex(head.signature)
    except (ValueError, TypeError) as error:
        raise NotAHead(str(error))
    if not ok:
        raise NotAHead("a value has the wrong type")
    return head


def signed_bytes(size: int, root: str, time: str, key: str) -> bytes:
    """What a head's signature is over."""
    return canonical({"form": "avow.head.1", "size": size, "root": root, "time": time, "key": key})


def sign(size: int, root: str, at: datetime) -> SignedHead:
    """A signed head."""
    private = _private()
    key, time = key_id(private.public_key()), instant(at)
    signature = private.sign(signed_bytes(size, root, time, key)).hex()
    return SignedHead(size=size, root=root, time=time, key=key, signature=signature)


def is_signed(head: SignedHead, public: Ed25519PublicKey) -> bool:
    """Whether this head was signed with that key and is unchanged."""
    try:
        public.verify(bytes.fromhex(head.signature), signed_bytes(head.size, head.root, head.time, head.key))
    except InvalidSignature:
        return False
    return head.key == key_id(public)


def key_id(public: Ed25519PublicKey) -> str:
    """A short name for a public key: the first 16 hexadecimal digits of its SHA-256."""
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return sha256(raw).hexdigest()[:16]


def public_key() -> Ed25519PublicKey:
    """The key that checks the heads signed from now on."""
    return _private().public_key()


def public_pem() -> str:
    """The public key as PEM, to keep elsewhere."""
    pem = public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return pem.decode()


def _private() -> Ed25519PrivateKey:
    data = files.read_or_make(keyring.folder() / "heads.pem", _make)
    key = serialization.load_pem_private_key(data, password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise keyring.KeyringBroken(f"{keyring.folder()}/heads.pem must be an Ed25519 key.")
    return key


def _make() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
