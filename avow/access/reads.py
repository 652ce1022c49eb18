"""Who read what. Each opening of contents is one row; what was written up to the last whole minute is sealed as one
ledger entry, with the Merkle root over its rows, so that a row changed, removed or slipped in later is found.

A row that is not sealed yet can still be removed unnoticed: that is at most what the last two minutes wrote while the
worker runs.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction

from avow.access.models import Read, ReadBatch
from avow.ledger import tree
from avow.ledger.acts import Doc, record
from avow.ledger.canonical import canonical, instant
from avow.ledger.keyring import Erased
from avow.ledger.models import Head
from avow.people.models import Person

LATE = timedelta(hours=1)
"""How long a transaction that noted a read may stay open. A number below a sealed one that appears later still is a
row slipped in."""

AT_ONCE = 50_000
SHORT = 12


def note(person: Person, subject: str, what: str, at: datetime) -> Read:
    """Write down that the person opened contents: `what` of `subject`, such as "disclosure" of "disclosure:…"."""
    return Read.objects.create(person=person, subject=subject, what=what, at=at)


def of(subject: str) -> list[Read]:
    """Who opened the contents of this, the latest first."""
    return list(Read.objects.filter(subject=subject).select_related("person").order_by("-at", "-pk"))


@transaction.atomic
def seal(at: datetime) -> ReadBatch | None:
    """Seal what was read before the present minute and is in no batch yet; None when there is nothing."""
    Head.objects.select_for_update().get(pk=1)
    floor, sealed = _sealed_lately(at)
    minute = at.replace(second=0, microsecond=0)
    waiting = Read.objects.filter(pk__gt=floor, at__lt=minute).select_related("person").order_by("pk")
    rows = [row for row in waiting[: AT_ONCE + len(sealed)] if row.pk not in sealed]
    if not rows:
        return None
    leaves = [_leaf(row) for row in rows]
    body = {
        "ranges": _ranges(row.pk for row in rows),
        "count": len(rows),
        "root": tree.root(leaves).hex(),
        "leaves": [leaf.hex()[:SHORT] for leaf in leaves],
    }
    doc = Doc(ReadBatch.schema, body, key="register")
    entry = record("reads sealed", actor="system", subject="access_log", at=at, docs=[doc])
    return ReadBatch.objects.create(attested=entry.documents[0], last=rows[-1].pk, count=len(rows), root=body["root"])


def problems() -> Iterator[str]:
    """What does not agree between the rows and the batches that sealed them, each as a sentence."""
    known: set[int] = set()
    latest = ReadBatch.objects.select_related("attested__entry").order_by("-attested__entry_id").first()
    for batch in ReadBatch.objects.select_related("attested").order_by("attested__entry_id").iterator(1000):
        try:
            body = batch.attested.open()
        except Erased:
            yield f"the reads sealed by entry {batch.attested.entry_id} cannot be checked: the key was destroyed"
            continue
        known.update(_numbers(body["ranges"]))
        yield from _batch_problems(batch.attested.entry_id, body)
    if latest is not None:
        floor, _ = _sealed_lately(latest.entry.at)
        for number in Read.objects.filter(pk__lte=floor).order_by("pk").values_list("pk", flat=True).iterator(5000):
            if number not in known:
                yield f"read {number} was slipped in after its minute was sealed"


def _batch_problems(entry: int, body: dict) -> Iterator[str]:
    numbers = list(_numbers(body["ranges"]))
    rows = Read.objects.select_related("person").filter(pk__gte=numbers[0], pk__lte=numbers[-1]).in_bulk()
    leaves = [_leaf(rows[number]) if number in rows else b"" for number in numbers]
    if b"" not in leaves and tree.root(leaves).hex() == body["root"]:
        return
    found = False
    for number, leaf, attested in zip(numbers, leaves, body["leaves"], strict=True):
        if not leaf:
            found = True
            yield f"read {number}, sealed by entry {entry}, is missing"
        elif leaf.hex()[:SHORT] != attested:
            found = True
            yield f"read {number} is not what entry {entry} sealed"
    if not found:
        yield f"the reads sealed by entry {entry} do not give its root"


def _sealed_lately(at: datetime) -> tuple[int, set[int]]:
    """The number up to which no unsealed row can appear any more, and the sealed numbers above it."""
    batches = ReadBatch.objects.select_related("attested").order_by("-attested__entry_id")
    before = batches.filter(attested__entry__at__lt=at - LATE).order_by("-last").first()
    lately = batches.filter(attested__entry__at__gte=at - LATE)
    sealed = {number for batch in lately for number in _numbers(batch.attested.open()["ranges"])}
    return (before.last if before else 0), sealed


def _leaf(row: Read) -> bytes:
    body = {
        "number": row.pk,
        "at": instant(row.at),
        "person": row.person.public_id,
        "subject": row.subject,
        "what": row.what,
    }
    return tree.leaf_hash(canonical(body))


def _ranges(numbers: Iterable[int]) -> list[list[int]]:
    """1 2 3 7 8 as [[1, 3], [7, 8]]."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def _numbers(ranges: Iterable[Iterable[int]]) -> Iterator[int]:
    for first, last in ranges:
        yield from range(first, last + 1)
