"""Acts on the sample register, for the ledger's own tests."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from avow.ledger.acts import Doc, record
from avow.ledger.history import end_all
from avow.ledger.models import Entry

from .sample.models import Post, Town, Visit

AT = datetime(2026, 3, 2, 9, 30, 0, 123456, tzinfo=UTC)


def visit_doc(who: str, town: str | None, *, day: str = "2026-03-01", cost: str | None = "12.50") -> Doc:
    """What someone tells of a visit."""
    body = {
        "town": town,
        "day": day,
        "told_at": "2026-03-02T09:30:00.123456Z",
        "cost": cost,
        "facts": {"by": "train", "stops": [1, 2]},
        "why": f"{who} saw the sea",
    }
    return Doc(schema=Visit.schema, body=body, key=f"person:{who}")


def visit_row(attested: Any, body: Any) -> Visit:
    """The row of one visit."""
    town = Town.objects.get_or_create(name=body["town"])[0] if body["town"] else None
    return Visit(
        attested=attested, town=town, day=date.fromisoformat(body["day"]), told_at=AT, cost=body["cost"],
        facts=body["facts"],
    )  # fmt: skip


@transaction.atomic
def visits(*docs: Doc) -> Entry:
    """Several visits told in one act."""
    entry = record("visits told", actor="system", subject="visits", at=AT, docs=docs)
    Visit.objects.bulk_create(
        visit_row(attested, doc.body) for attested, doc in zip(entry.documents, docs, strict=True)
    )
    return entry


def visit(who: str, town: str | None = "Lagos", **given: Any) -> Visit:
    """One visit told in one act."""
    entry = visits(visit_doc(who, town, **given))
    return Visit.objects.get(attested__entry=entry)


@transaction.atomic
def posted(holder: str, place: str, on: date) -> Post:
    """Someone takes a post; the one before it ends."""
    before = list(Post.objects.filter(holder=holder, to_day=None).select_related("attested"))
    body = {"holder": holder, "place": place, "from_day": on.isoformat()}
    doc = Doc(schema=Post.schema, body=body, key=f"person:{holder}")
    entry = record(
        "posted", actor="import", subject=f"post:{holder}", at=AT, docs=[doc, *(p.ending(on) for p in before)]
    )
    end_all(before, entry, on)
    return Post.objects.create(attested=entry.documents[0], holder=holder, place=place, from_day=on)
