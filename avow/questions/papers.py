"""Files with questions: sealed beside those of disclosures, checked by `avow ledger verify`, gone with the person."""

from collections.abc import Iterator
from typing import Any

from avow.disclosures.files import attested, store
from avow.ledger.keyring import Erased, NotSealedSo
from avow.questions.models import Message, Paper


def known() -> set[str]:
    """The public ids of all files, so that none of them is cleared away as nobody's."""
    return set(Paper.objects.values_list("public_id", flat=True))


def named(message: Message) -> list[dict[str, Any]]:
    """What the message attests of its files: id, name, type, size, sha256. Raises Erased."""
    return message.attested.open()["files"] if message.files else []


def problems() -> Iterator[str]:
    """A sentence for each file that is not as it was sent."""
    rows = Message.objects.exclude(files=[]).select_related("question__person", "attested").order_by("pk")
    for message in rows.iterator(chunk_size=200):
        try:
            files = named(message)
        except (Erased, NotSealedSo, ValueError, KeyError):
            continue  # a document that does not open is a finding of the ledger itself
        for file in files:
            where = f"question {message.question.public_id}: paper {file['id']}"
            yield from attested.problem(where, file, message.question.person.key)


def clear(sender: Any, key: str, **kwargs: Any) -> None:
    """When somebody is erased, take the bytes of their files away once the transaction holds."""
    kind, _, public_id = key.partition(":")
    if kind != "person":
        return
    files = Paper.objects.filter(question__person__public_id=public_id)
    store.remove_later(files.values_list("public_id", flat=True))
