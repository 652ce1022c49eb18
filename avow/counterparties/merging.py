"""Two entries of the register turn out to be one party, or one is found to be two after all; and which entry counts.

A merge holds for every day, past and future: the two always were the same party. Nothing of the merged entry is
deleted. Its names lead to the one it was merged into; its own parent and standings count no more, until the two are
separated again.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from avow.config import once
from avow.counterparties import signals
from avow.counterparties.lines import upward
from avow.counterparties.models import KEY, Counterparty, Merge, Separation
from avow.ledger.acts import Doc, record
from avow.ledger.identifiers import public_id
from avow.people import lock


class CannotMerge(ValueError):
    """The two entries cannot be merged, or separated. The text says why, and what to do."""


@transaction.atomic
def merge(duplicate: Counterparty, into: Counterparty, *, by: Any, on: date, at: datetime, reason: str) -> Merge:
    """Let the entry `duplicate` be the same party as the entry `into`, on every day. `into` may be merged itself: what
    counts is the last one. Raises CannotMerge for itself, for one that is merged already, for a circle, and without a
    reason."""
    lock.counterparties()
    reason = _said(reason)
    if duplicate == into:
        raise CannotMerge(f"{duplicate.name} cannot be merged into itself. Choose another entry.")
    before = merge_of(duplicate)
    if before:
        raise CannotMerge(
            f"{duplicate.name} is merged into {before.into.name} already. Separate it from that entry first."
        )
    if canonical(into) == duplicate:
        raise CannotMerge(
            f"{into.name} is merged into {duplicate.name}, so merging this way would close a circle."
            f" Separate {into.name} first, if {duplicate.name} is the duplicate."
        )
    number = public_id()
    body = {
        "merge": number,
        "duplicate": duplicate.public_id,
        "into": into.public_id,
        "from_day": on.isoformat(),
        "reason": reason,
    }
    entry = record(
        "counterparties merged", actor=by, subject=f"counterparty:{duplicate.public_id}", at=at,
        docs=[Doc(schema=Merge.schema, body=body, key=KEY)],
    )  # fmt: skip
    (document,) = entry.documents
    made = Merge.objects.create(attested=document, public_id=number, duplicate=duplicate, into=into, from_day=on)
    signals.tell([duplicate.pk], since=date.min, entry=entry, on=on, at=at)
    return made


@transaction.atomic
def separate(duplicate: Counterparty, *, by: Any, on: date, at: datetime, reason: str) -> Separation:
    """Let the entry be a party of its own again, on every day. Raises CannotMerge when it is not merged into another
    one, when the merge was recorded on a later day, and without a reason."""
    lock.counterparties()
    reason = _said(reason)
    ended = merge_of(duplicate)
    if ended is None:
        raise CannotMerge(f"{duplicate.name} is not merged into another entry, so there is nothing to separate.")
    if on < ended.from_day:
        raise CannotMerge(f"The merge was recorded on {ended.from_day}. Separate them on that day or later.")
    entry = record(
        "counterparties separated", actor=by, subject=f"counterparty:{duplicate.public_id}", at=at,
        docs=[
            Doc(schema=Separation.schema, body={"merge": ended.public_id, "reason": reason}, key=KEY),
            ended.ending(on),
        ],
    )  # fmt: skip
    made = Separation.objects.create(attested=entry.documents[0], merge=ended)
    ended.end(entry, on)
    signals.tell([duplicate.pk], since=date.min, entry=entry, on=on, at=at)
    return made


def merge_of(counterparty: Counterparty) -> Merge | None:
    """The merge in force that makes this entry another one; None while it counts itself."""
    return Merge.objects.filter(duplicate=counterparty, to_day=None).select_related("into", "attested").first()


@once.looked_up
def canonical(counterparty: Counterparty) -> Counterparty:
    """The entry that counts for this one: where its merges end, or itself."""
    return canonical_many([counterparty.pk]).get(counterparty.pk, counterparty)


def canonical_many(keys: Iterable[int]) -> dict[int, Counterparty]:
    """`canonical` of the counterparties with these primary keys, by key; in one query however many they are."""
    steps = upward(keys, on=None)
    found = {}
    for pk, step in steps.items():
        while step.above is not None:
            step = steps[step.above]
        found[pk] = step.party
    return found


def _said(reason: str) -> str:
    if not reason.strip():
        raise CannotMerge("Say why, in a sentence.")
    return reason.strip()
