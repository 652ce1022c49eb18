"""Documents against their entries: each opens, fits its hash, and all of an entry's fit what the entry holds."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from .. import keyring, tree
from ..canonical import RANDOM, hexed
from ..models import ERASURE, Attested, Entry
from .report import Report
from .rows import Rows

BATCH = 500
SEARCHED = 300


def name(document: Attested) -> str:
    """`document 7 of entry 12 (disclosures.version)`."""
    return f"document {document.position + 1} of entry {document.entry_id} ({document.schema})"


def place(document: Attested) -> dict[str, Any]:
    """Where a finding about this document is."""
    return {"entry": document.entry_id, "document": document.position + 1}


@dataclass
class Opened:
    """A document, its body where it could be read, and the hash of what it really holds where that is known."""

    document: Attested
    body: dict[str, Any] | None = None
    digest: str | None = None


def check(report: Report, step: Callable[[int], None]) -> None:
    """Open every document; check it, its entry's content, and the row made from it."""
    rows, lost, current = Rows(report), list[Attested](), _Contents(0)
    for batch in _batches():
        entries = Entry.objects.in_bulk({document.entry_id for document in batch})
        opened = [_open(*pair, report, lost) for pair in zip(batch, _unsealed(batch), strict=True)]
        rows.check(opened)
        for one in opened:
            if one.document.entry_id != current.number:
                current.finish(report)
                current = _Contents(one.document.entry_id, entries.get(one.document.entry_id))
            current.take(one, report)
        report.documents += len(batch)
        step(len(batch))
    current.finish(report)
    rows.finish()
    _tell_lost(lost, report)
    for entry in Entry.objects.filter(~Exists(Attested.objects.filter(entry=OuterRef("pk")))).iterator():
        if entry.document_count:
            report.add(
                "document", f"entry {entry.number}: its {_documents(entry.document_count)} missing", entry=entry.pk
            )
        elif entry.content != tree.EMPTY.hex():
            report.add("document", f"entry {entry.number}: its content hash stands for no document", entry=entry.pk)
    for key, count in sorted(report.lost_keys.items()):
        report.add("key", f"key {key}: is missing from the key files; {_cannot(count)} be read")


def _documents(count: int) -> str:
    return "document is" if count == 1 else f"{count} documents are"


def _cannot(count: int) -> str:
    return "one document cannot" if count == 1 else f"{count} documents cannot"


def _batches() -> Iterator[list[Attested]]:
    batch: list[Attested] = []
    for document in Attested.objects.order_by("entry_id", "position").iterator(chunk_size=BATCH):
        batch.append(document)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _unsealed(batch: list[Attested]) -> list[bytes | Exception]:
    return keyring.unseal_many((one.key, bytes(one.sealed), one.about) for one in batch)


def _open(document: Attested, opened: bytes | Exception, report: Report, lost: list[Attested]) -> Opened:
    if isinstance(opened, keyring.Erased):
        report.erased += 1
        return Opened(document)
    if isinstance(opened, keyring.NoSuchKey):
        report.lost_keys[document.key] += 1
        return Opened(document)
    if isinstance(opened, Exception):
        if len(lost) < SEARCHED:
            lost.append(document)
        else:
            report.add("document", f"{name(document)}: altered", **place(document))
        return Opened(document)
    digest, said = hexed(opened), json.loads(opened[RANDOM:])
    if digest != document.content_hash:
        report.add(
            "document", f"{name(document)}: its content hash was altered", column="content_hash", **place(document)
        )
    for column in ("schema", "key"):
        if said[column] != getattr(document, column):
            wrong = f"column `{column}` says {getattr(document, column)}, the attested record says {said[column]}"
            report.add("document", f"{name(document)}: {wrong}", column=column, **place(document))
    if said["schema"] == ERASURE:
        report.erasures[said["body"]["key"]] = document.entry_id
    return Opened(document, said["body"], digest)


@dataclass
class _Contents:
    """What the documents of one entry come to, taken one by one."""

    number: int
    entry: Entry | None = None
    next: int = 0
    first: str = ""
    frontier: list[bytes] = field(default_factory=list)
    told: bool = False
    unreadable: list[int] = field(default_factory=list)

    def take(self, one: Opened, report: Report) -> None:
        """The next document of this entry."""
        document, digest = one.document, one.digest or one.document.content_hash
        if self.entry is None:
            if not self.told:
                report.add("document", f"{name(document)}: its entry is missing", **place(document))
                self.told = True
            return
        for missing in range(self.next, min(document.position, self.entry.document_count)):
            self._tell(f"document {missing + 1} of entry {self.number}: missing", missing, report)
        if document.position >= self.entry.document_count:
            self._tell(
                f"{name(document)}: inserted; the entry has {self.entry.document_count}", document.position, report
            )
            return
        if one.digest is None:
            self.unreadable.append(document.position + 1)
        try:
            leaf = tree.leaf_hash(bytes.fromhex(digest))
        except ValueError:
            leaf = tree.EMPTY
        self.first = self.first or digest
        self.frontier = tree.append(self.frontier, document.position, leaf) if not self.told else self.frontier
        self.next = document.position + 1

    def _tell(self, says: str, position: int, report: Report) -> None:
        report.add("document", says, entry=self.number, document=position + 1)
        self.told = True

    def finish(self, report: Report) -> None:
        """After the last one: none is missing, and together they are what the entry holds."""
        if self.entry is None:
            return
        for missing in range(self.next, self.entry.document_count):
            self._tell(f"document {missing + 1} of entry {self.number}: missing", missing, report)
        content = self.first if self.entry.document_count == 1 else tree.root_of(self.frontier).hex()
        if self.told or content == self.entry.content:
            return
        if self.unreadable:
            which = ", ".join(str(number) for number in self.unreadable[:10])
            says = f"entry {self.number}: one of its documents that cannot be read ({which}) was altered"
        else:
            says = f"entry {self.number}: its documents do not fit it"
        report.add("document", says, entry=self.number)


def _tell_lost(lost: list[Attested], report: Report) -> None:
    """Name the documents that do not open; two that hold each other's contents were swapped."""
    told = set()
    for document in lost:
        if document.pk in told:
            continue
        other = next((o for o in lost if o is not document and _holds(document, o) and _holds(o, document)), None)
        if other:
            told.add(other.pk)
            report.add("document", f"{name(document)} and {name(other)}: swapped", **place(document))
        else:
            report.add("document", f"{name(document)}: altered", **place(document))


def _holds(document: Attested, other: Attested) -> bool:
    """Whether the one document holds what was sealed for the place of the other."""
    tries = ((key, bytes(document.sealed), other.about) for key in {document.key, other.key})
    return any(isinstance(opened, bytes) for opened in keyring.unseal_many(tries))
