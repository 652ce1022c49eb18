"""Files that nothing carries any more are cleared away: discarded drafts, broken uploads."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from avow.disclosures.files import store
from avow.disclosures.models import Attachment, Disclosure, Draft, Version
from avow.ledger.keyring import Erased

AGE = timedelta(hours=24)
"""A file without a row may be one that is being written; it is left alone for so long."""

ELSEWHERE: list[Callable[[], set[str]]] = []
"""Rooms above that keep files here too add what gives the public ids of theirs."""


def carried(disclosure: Disclosure) -> set[str]:
    """The public ids of the files that some version carries; those stay."""
    lists = Version.objects.filter(disclosure=disclosure).values_list("attachments", flat=True)
    return {identifier for found in lists for identifier in found}


def remove(disclosure: Disclosure, identifiers: set[str]) -> None:
    """Take rows away now and their bytes once the transaction holds."""
    rows = Attachment.objects.filter(disclosure=disclosure, public_id__in=identifiers)
    store.remove_later(rows.values_list("public_id", flat=True))
    rows.delete()


def drop_uncarried(disclosure: Disclosure) -> None:
    """Take away every file of the disclosure that no version carries; there must be no draft."""
    rows = Attachment.objects.filter(disclosure=disclosure).exclude(public_id__in=carried(disclosure))
    remove(disclosure, set(rows.values_list("public_id", flat=True)))


def clear(at: datetime) -> int:
    """Remove bytes without a row and rows that neither a draft nor a version carries; gives how many."""
    gone = 0
    known = set(Attachment.objects.values_list("public_id", flat=True)).union(*(source() for source in ELSEWHERE))
    for path in store.folder().iterdir():
        is_known = path.suffix != ".part" and path.name in known
        if not is_known and path.stat().st_mtime < (at - AGE).timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    for attachment in Attachment.objects.filter(added_at__lt=at - AGE).select_related("disclosure"):
        with transaction.atomic():
            if attachment.public_id not in carried(attachment.disclosure) | _drafted(attachment.disclosure):
                remove(attachment.disclosure, {attachment.public_id})
                gone += 1
    return gone


def _drafted(disclosure: Disclosure) -> set[str]:
    draft = Draft.objects.filter(disclosure=disclosure).first()
    if draft is None:
        return set()
    try:
        return set(draft.open()["attachments"])
    except Erased:
        return set()
