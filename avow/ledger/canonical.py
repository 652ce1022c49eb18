"""Canonical bytes (RFC 8785 JSON): the same contents always give the same bytes, so that a hash can stand for them."""

import json
import secrets
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import rfc8785

RANDOM = 32
LARGEST = 2**53 - 1
_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False).encode


class NotCanonical(TypeError):
    """A document that cannot be written as canonical JSON. Decimals, days and times go in as strings."""


def canonical(value: Any) -> bytes:
    """The canonical bytes of a JSON value. Raises NotCanonical.

    Python's own writer, which is some ten times quicker, gives these bytes too for what nearly every document is made
    of; numbers with a point, names beyond ASCII and everything odd go to the slow one.
    """
    try:
        return _write(value).encode() if _is_plain(value) else rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeError) as error:
        raise NotCanonical(f"{error} Write decimals, days and times as strings.")


def _is_plain(value: Any) -> bool:
    """Whether it is made of texts, whole numbers, yes and no, nothing, lists, and objects with names in ASCII."""
    kind = type(value)
    if kind is dict:
        for name, one in value.items():
            if type(name) is not str or not name.isascii() or not (type(one) is str or _is_plain(one)):
                return False
        return True
    if kind is list or kind is tuple:
        return all(type(one) is str or _is_plain(one) for one in value)
    return kind is str or kind is bool or value is None or (kind is int and -LARGEST <= value <= LARGEST)


def instant(at: datetime) -> str:
    """An instant as text: UTC, microseconds, `2026-11-22T09:30:00.000000Z`. Raises ValueError without a zone."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def salted(data: bytes) -> bytes:
    """32 random bytes and then the data, so that its hash gives nothing away once the random bytes are gone."""
    return secrets.token_bytes(RANDOM) + data


def hexed(data: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return sha256(data).hexdigest()
