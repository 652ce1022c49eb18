"""Scans of paper forms: sealed beside all other files, checked by `avow ledger verify`, gone with the person."""

from collections.abc import Iterator
from typing import Any

from avow.certifications.models import PaperCaptured
from avow.disclosures.files import attested, store
from avow.ledger.keyring import Erased, NotSealedSo


def known() -> set[str]:
    """The public ids of all scans, so that none of them is cleared away as nobody's."""
    return set(PaperCaptured.objects.values_list("scan", flat=True))


def file_of(paper: PaperCaptured) -> dict[str, Any]:
    """What is attested of the scan: id, name, type, size, sha256. Raises Erased."""
    file: dict[str, Any] = paper.attested.open()["scan"]
    return file


def read(paper: PaperCaptured) -> bytes:
    """The scan as it was sent in. Raises Erased, FileNotFoundError, attested.NotAsSent."""
    file = file_of(paper)
    return attested.read(file["id"], paper.form.included.person.key, file["sha256"])


def problems() -> Iterator[str]:
    """A sentence for each scan that is not as it was sent in."""
    rows = PaperCaptured.objects.select_related("form__included__person", "attested").order_by("pk")
    for paper in rows.iterator(chunk_size=200):
        where = f"form {paper.form.public_id}: scan {paper.scan}"
        try:
            file = file_of(paper)
        except (Erased, NotSealedSo, ValueError, KeyError):
            continue  # a document that does not open is a finding of the ledger itself
        yield from attested.problem(where, file, paper.form.included.person.key)


def clear(sender: Any, key: str, **kwargs: Any) -> None:
    """When somebody is erased, take the bytes of their scans away once the transaction holds."""
    kind, _, public_id = key.partition(":")
    if kind != "person":
        return
    rows = PaperCaptured.objects.filter(form__included__person__public_id=public_id)
    store.remove_later(rows.values_list("scan", flat=True))
