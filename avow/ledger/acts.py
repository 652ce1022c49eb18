"""Recording an act: one entry and its documents, in the act's own transaction. If it cannot be recorded, it did not
happen.

Lock your own rows *before* you record (`select_for_update(no_key=True)`): the ledger's head is the last lock taken, so
that two acts never wait for each other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction

from . import heads, keyring, tree
from .canonical import canonical, hexed, instant, salted
from .models import Attested, Entry, Head

OTHERS = frozenset({"system", "import", "command line"})
BATCH = 500
NO_HEAD = "The ledger has no head. Run `avow migrate`; if it was run, run `avow ledger verify`."


class NotInTransaction(RuntimeError):
    """An act was to be recorded outside the transaction that does it."""


class NoHead(RuntimeError):
    """The ledger's head is missing: the database was not migrated, or somebody removed the row."""


class Actor(Protocol):
    """Who acts: a person, known by the name of their key."""

    @property
    def key(self) -> str: ...


@dataclass(frozen=True)
class Doc:
    """A document to attest. `body` is JSON (decimals, days and times as text); `key` is whose key seals it."""

    schema: str
    body: Mapping[str, Any]
    key: str


def record(
    verb: str,
    *,
    actor: Actor | str,
    subject: str,
    at: datetime,
    docs: Iterable[Doc] = (),
    acting_as: str = "",
) -> Entry:
    """Append one entry with its documents; gives the entry, whose `documents` are the attested rows in that order.

    `actor` is a person, "system", "import" or "command line". Raises NotInTransaction, canonical.NotCanonical,
    keyring.Erased (a document about someone whose key was destroyed), NoHead.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{verb!r} must be recorded inside transaction.atomic, together with what it does")
    who = actor_text(actor)
    given = list(docs)
    envelopes = [salted(canonical({"schema": doc.schema, "key": doc.key, "body": dict(doc.body)})) for doc in given]
    keyring.make(doc.key for doc in given)
    hashes = [hexed(data) for data in envelopes]

    instant(at)
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        raise NoHead(NO_HEAD)
    entry = Entry(
        number=head.size + 1,
        at=at,
        actor=who,
        acting_as=acting_as,
        verb=verb,
        subject=subject,
        document_count=len(given),
        content=content_of(hashes),
    )
    head.take([entry.leaf()])
    entry.save(force_insert=True)
    head.save(force_update=True)
    sealed = keyring.seal_many(
        (doc.key, data, f"{entry.number}.{place}")
        for place, (doc, data) in enumerate(zip(given, envelopes, strict=True))
    )
    rows = [
        Attested(entry=entry, position=place, schema=doc.schema, key=doc.key, content_hash=digest, sealed=blob)
        for place, (doc, digest, blob) in enumerate(zip(given, hashes, sealed, strict=True))
    ]
    Attested.objects.bulk_create(rows, batch_size=BATCH)
    entry.remember(rows, [doc.body for doc in given])
    transaction.on_commit(lambda: heads.keep(entry.number), robust=True)
    return entry


def hold() -> None:
    """Lock the head until the transaction ends: nobody else records anything meanwhile, and everything recorded before
    is there to be read. For acts that record what they found by reading others' rows. Raises NotInTransaction, NoHead.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction("the head is held inside transaction.atomic")
    if Head.objects.select_for_update().filter(pk=1).first() is None:
        raise NoHead(NO_HEAD)


def content_of(hashes: list[str]) -> str:
    """What an entry holds for its documents: the one hash, or the Merkle root over several in order (or over none)."""
    if len(hashes) == 1:
        return hashes[0]
    return tree.root(tree.leaf_hash(bytes.fromhex(digest)) for digest in hashes).hex()


def actor_text(actor: Actor | str) -> str:
    """How an entry names who acted. Raises ValueError for a text that is not one of ours."""
    if not isinstance(actor, str):
        return actor.key
    if actor not in OTHERS:
        raise ValueError(f"{actor!r} cannot act: give a person, or one of {', '.join(sorted(OTHERS))}")
    return actor
