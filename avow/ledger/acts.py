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
from .inserting import insert_values
from .models import Attested, Entry, Head, Recorded

OTHERS = frozenset({"system", "import", "command line"})
MANY = 100
"""Documents of one entry from which on they are inserted the quick way for many."""
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


@dataclass(frozen=True)
class Enveloped:
    """A document with the bytes that are attested of it and their hash, so that they need not be made while others wait
    for the head."""

    doc: Doc
    data: bytes
    digest: str


def envelope(doc: Doc) -> Enveloped:
    """Make the bytes of a document ready. Raises canonical.NotCanonical."""
    data = salted(canonical({"schema": doc.schema, "key": doc.key, "body": dict(doc.body)}))
    return Enveloped(doc, data, hexed(data))


def record(
    verb: str,
    *,
    actor: Actor | str,
    subject: str,
    at: datetime,
    docs: Iterable[Doc | Enveloped] = (),
    acting_as: str = "",
) -> Entry:
    """Append one entry with its documents; gives the entry, whose `documents` are the attested rows in that order.

    `actor` is a person, "system", "import" or "command line". Raises NotInTransaction, canonical.NotCanonical,
    keyring.Erased (a document about someone whose key was destroyed), NoHead.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(f"{verb!r} must be recorded inside transaction.atomic, together with what it does")
    who = actor_text(actor)
    given = [one if isinstance(one, Enveloped) else envelope(one) for one in docs]
    keyring.make(one.doc.key for one in given)

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
        content=content_of([one.digest for one in given]),
    )
    head.take([entry.leaf()])
    entry.save(force_insert=True)
    head.save(force_update=True)
    sealed = keyring.seal_many((one.doc.key, one.data, f"{entry.number}.{place}") for place, one in enumerate(given))
    names = ("entry_id", "position", "schema", "key", "content_hash", "sealed")
    rows = [
        (entry.number, place, one.doc.schema, one.doc.key, one.digest, blob)
        for place, (one, blob) in enumerate(zip(given, sealed, strict=True))
    ]
    bodies = [one.doc.body for one in given]
    if len(rows) < MANY:
        made = [Attested(**dict(zip(names, row, strict=True))) for row in rows]
        entry.remember(Attested.objects.bulk_create(made), bodies)
    else:
        keys = insert_values(Attested, names, rows)
        entry.remember(Recorded(("id", *names), [(key, *row) for key, row in zip(keys, rows, strict=True)]), bodies)
    transaction.on_commit(lambda: heads.keep(entry.number), robust=True)
    return entry


def hold() -> int:
    """Lock the head until the transaction ends: nobody else records anything meanwhile, and everything recorded before
    is there to be read. For acts that record what they found by reading others' rows. Gives how many entries there
    are. Raises NotInTransaction, NoHead.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction("the head is held inside transaction.atomic")
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        raise NoHead(NO_HEAD)
    return head.size


def size() -> int:
    """How many entries there are, without holding the head: where `hold` gives the same later, nothing was recorded
    in between. Raises NoHead."""
    found = Head.objects.filter(pk=1).values_list("size", flat=True).first()
    if found is None:
        raise NoHead(NO_HEAD)
    return found


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
