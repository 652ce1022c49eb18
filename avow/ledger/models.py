"""What is kept for good: entries, the documents they attest, the head; and what a projection of a document is."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.db import models

from . import keyring, tree
from .canonical import RANDOM, canonical, instant

HASH = 64
ENDING = "ledger.ending"
ERASURE = "ledger.erasure"


class Entry(models.Model):
    """One act: who did what, when, as what, about what; and the hash of the documents that say the rest."""

    ledger_list = "attested"

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    acting_as = models.CharField(max_length=60, blank=True)
    verb = models.CharField(max_length=80)
    subject = models.CharField(max_length=120, blank=True, db_index=True)
    document_count = models.PositiveIntegerField()
    content = models.CharField(max_length=HASH)

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=1), name="entry_numbers_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"entry {self.number}: {self.verb}"

    @property
    def documents(self) -> Sequence["Attested"]:
        """The attested documents in the order they were given."""
        if not hasattr(self, "_documents"):
            self._documents: Sequence[Attested] = list(self.attested.order_by("position"))
        return self._documents

    @property
    def document_keys(self) -> Sequence[int]:
        """Their primary keys in that order."""
        documents = self.documents
        return documents.keys if isinstance(documents, Recorded) else [document.pk for document in documents]

    def remember(self, documents: Sequence["Attested"], bodies: Sequence[Mapping[str, Any]]) -> None:
        """Keep what was just recorded, so that the act need not read it back."""
        self._documents = documents
        if any(schema == ENDING for schema in _schemas(documents)):
            self._endings = _endings(zip(documents, bodies, strict=True))
        else:
            self._endings = {}

    def endings(self) -> dict[tuple[int, int], str]:
        """The rows this entry ends: (entry, position) of their document, and the day from which they no longer hold."""
        if not hasattr(self, "_endings"):
            told = [document for document in self.documents if document.schema == ENDING]
            self._endings = _endings((document, document.open()) for document in told)
        return self._endings

    def leaf(self) -> bytes:
        """The hash under which this entry is in the tree."""
        return tree.leaf_hash(
            canonical(
                {
                    "form": "avow.entry.1",
                    "number": self.number,
                    "at": instant(self.at),
                    "actor": self.actor,
                    "acting_as": self.acting_as,
                    "verb": self.verb,
                    "subject": self.subject,
                    "documents": self.document_count,
                    "content": self.content,
                }
            )
        )


def _endings(documents: Iterable[tuple["Attested", Mapping[str, Any]]]) -> dict[tuple[int, int], str]:
    return {
        (body["entry"], body["position"]): body["to_day"] for document, body in documents if document.schema == ENDING
    }


def _schemas(documents: Sequence["Attested"]) -> Iterable[str]:
    return documents.schemas() if isinstance(documents, Recorded) else (one.schema for one in documents)


class Recorded(Sequence["Attested"]):
    """Very many documents that were just recorded. Objects are made of them one by one, when they are asked for."""

    def __init__(self, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        self.names, self.rows = names, rows

    @property
    def keys(self) -> list[int]:
        """Their primary keys."""
        return [row[0] for row in self.rows]

    def schemas(self) -> Iterable[str]:
        """The schema of each."""
        place = self.names.index("schema")
        return (row[place] for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return Attested.from_db(None, self.names, self.rows[place])


class Attested(models.Model):
    """One document as it was attested: canonical bytes behind 32 random ones, sealed with the key of whom it is about.

    The bytes name the schema and the key beside the body, so that those columns are attested too.
    """

    ledger_list = "attested"

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="attested")
    position = models.PositiveIntegerField()
    schema = models.CharField(max_length=60, db_index=True)
    key = models.CharField(max_length=80, db_index=True)
    content_hash = models.CharField(max_length=HASH)
    sealed = models.BinaryField()

    class Meta:
        ordering = ["entry_id", "position"]
        constraints = [models.UniqueConstraint(fields=["entry", "position"], name="one_document_per_position")]

    def __str__(self) -> str:
        return f"document {self.position + 1} of entry {self.entry_id}"

    def salted_bytes(self) -> bytes:
        """The random bytes and the canonical ones. Raises keyring.Erased, keyring.NotSealedSo."""
        return keyring.unseal(self.key, bytes(self.sealed), self.about)

    @property
    def about(self) -> str:
        """What the sealed bytes are bound to: this place in this entry."""
        return f"{self.entry_id}.{self.position}"

    def open(self) -> dict[str, Any]:
        """The document's body. Raises `keyring.Erased` when its key was destroyed."""
        body: dict[str, Any] = json.loads(self.salted_bytes()[RANDOM:])["body"]
        return body


class Head(models.Model):
    """The one row that says how long the ledger is; locked by every act, and it only grows."""

    ledger_list = "attested"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    frontier = models.JSONField(default=list)
    root = models.CharField(max_length=HASH)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="there_is_one_head"),
            models.CheckConstraint(condition=models.Q(size__gte=0), name="the_head_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.size} entries, root {self.root}"

    def take(self, leaves: Iterable[bytes]) -> None:
        """Append these leaf hashes, in memory."""
        frontier = [bytes.fromhex(part) for part in self.frontier]
        for leaf in leaves:
            frontier = tree.append(frontier, self.size, leaf)
            self.size += 1
        self.frontier = [part.hex() for part in frontier]
        self.root = tree.root_of(frontier).hex()


class Projection(models.Model):
    """Typed columns made from one attested document, for rules, lists and totals to read.

    `schema` names the documents that have a row here: each has exactly one. `projected(body)` gives, for a document's
    body, what each column must hold, by dotted path: `{"person.public_id": body["person"], "since": body["since"]}`.
    Text stands for days, instants and decimals. Rows are never changed or removed.
    """

    ledger_list = "projection"
    closable: ClassVar[bool] = False
    schema: ClassVar[str]

    attested = models.OneToOneField(Attested, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @classmethod
    def projected(cls, body: dict[str, Any]) -> dict[str, object]:
        """What a row made from this body holds, by dotted attribute path."""
        raise NotImplementedError(f"{cls.__name__}.projected is missing")

    @property
    def entry(self) -> Entry:
        """The entry that attests this row."""
        return self.attested.entry
