"""Erasing somebody: their key is destroyed, so that everything sealed with it is gone for good, and one entry says so.

The rest of the ledger verifies as before. What copies there are, and what becomes of each, is in `copies`.
"""

import json
import logging
import re
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from avow.ledger import keyring
from avow.ledger.acts import Actor, Doc, record
from avow.ledger.canonical import RANDOM
from avow.ledger.models import ERASURE, Attested, Entry

from . import signals

log = logging.getLogger("avow.retention")

ERASABLE = re.compile(r"(person|relative):[0-9a-z-]+")


class NotErasable(ValueError):
    """A key that must stay: the register's, or a name that is none."""


class AlreadyErased(ValueError):
    """There is nothing left to erase."""


@transaction.atomic
def erase(key: str, *, by: Actor | str, at: datetime, reason: str) -> Entry:
    """Destroy the key of a person or a relative, with the keys that go with it. Gives the one entry.

    The keys are destroyed once the entry is committed; should the machine stop in between, `replay` does it at the
    next start. The reason is kept: it must not say who it is about. Raises NotErasable, AlreadyErased.
    """
    if not ERASABLE.fullmatch(key):
        raise NotErasable(f"{key!r} is not the key of a person or a relative.")
    if not reason.strip():
        raise ValueError("Say why, such as: five years after leaving, retention schedule 3.")
    if keyring.is_destroyed(key):
        raise AlreadyErased(f"{key} was erased before.")
    return _record([key, *_going_with(key)], by=by, at=at, reason=reason.strip(), verb="erased")


def _going_with(key: str) -> list[str]:
    further = {name for _, names in signals.asked.send(erase, key=key) for name in names}
    return sorted(name for name in further if name != key and not keyring.is_destroyed(name))


def _record(keys: Sequence[str], *, by: Actor | str, at: datetime, reason: str, verb: str) -> Entry:
    docs = [Doc(ERASURE, {"key": key, "reason": reason}, "register") for key in keys]
    entry = record(verb, actor=by, subject=keys[0], at=at, docs=docs)
    for key in keys:
        signals.named.send(erase, key=key)
    for key in keys:
        signals.erasing.send(erase, key=key, entry=entry, at=at)
    transaction.on_commit(lambda: _destroy(keys, at))
    return entry


def _destroy(keys: Sequence[str], at: datetime) -> None:
    for key in keys:
        keyring.destroy(key, at=at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    forget_old_pages()


def forget_old_pages() -> None:
    """On SQLite, cut the write-ahead log, so that no older image of a changed page stays on the disk."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if cursor.fetchone()[0]:
            log.warning("The database's write-ahead log could not be cut yet; it is at the next erasure or start.")


def replay(at: datetime) -> list[str]:
    """Erase again what a restored copy brought back; gives sentences about what was done.

    A restored key file is met by `erasures.log` and by the entries of the ledger; a restored database by the key file's
    tombstones: the erasure is recorded again, and the copies go again.
    """
    done = [f"{key} had come back and was destroyed again." for key in keyring.replay()]
    recorded = _recorded()
    gone = keyring.destroyed()
    alive = sorted(recorded - gone)
    for key in alive:
        keyring.destroy(key, at=at.strftime("%Y-%m-%dT%H:%M:%SZ"))
        done.append(f"{key} was erased before its key could be destroyed; it is destroyed now.")
    unrecorded = sorted(gone - recorded)
    if unrecorded:
        with transaction.atomic():
            _record(unrecorded, by="system", at=at, reason="erased before this copy was restored", verb="erased again")
        done += [f"{key} had come back with the database and was erased again." for key in unrecorded]
    if done:
        forget_old_pages()
    return done


def _recorded() -> set[str]:
    """The keys whose erasure the ledger has. A document that cannot be read is left to `avow ledger verify`."""
    documents = list(Attested.objects.filter(schema=ERASURE))
    opened = keyring.unseal_many((one.key, bytes(one.sealed), one.about) for one in documents)
    return {json.loads(data[RANDOM:])["body"]["key"] for data in opened if isinstance(data, bytes)}
