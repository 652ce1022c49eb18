"""Whether a file is still as it was sent: the version that carries it attests the SHA-256 of its plain bytes."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from avow.disclosures.files import store
from avow.disclosures.models import Attachment, Version
from avow.ledger.keyring import Erased, NotSealedSo


class NotAsSent(Exception):
    """The file is there, and cannot be opened or has other contents. Says which."""


def read(identifier: str, key: str, digest: str) -> bytes:
    """The plain bytes with this SHA-256. Raises Erased, FileNotFoundError, NotAsSent."""
    try:
        data = store.read(identifier, key)
    except FileNotFoundError:
        raise
    except (NotSealedSo, OSError, ValueError) as error:
        raise NotAsSent(f"cannot be opened ({error})")
    if sha256(data).hexdigest() != digest:
        raise NotAsSent("has other contents than those attested")
    return data


def digest_of(attachment: Attachment) -> str:
    """The SHA-256 that the last version with this file attests; of a file not yet sent, the one noted on adding it."""
    for version in Version.objects.filter(disclosure=attachment.disclosure_id).order_by("-number"):
        if attachment.public_id in version.attachments:
            return next(file["sha256"] for file in version.body["attachments"] if file["id"] == attachment.public_id)
    return attachment.sha256


def problems() -> Iterator[str]:
    """A sentence for each file of a sent version that is not as it was sent. What was erased is left out."""
    versions = Version.objects.select_related("disclosure__person", "attested").order_by("disclosure", "number")
    for version in versions.iterator(chunk_size=200):
        try:
            files = version.attested.open()["attachments"]
        except (Erased, NotSealedSo, ValueError, KeyError):
            continue  # a document that does not open is a finding of the ledger itself
        for file in files:
            where = f"disclosure {version.disclosure.public_id}, version {version.number}: attachment {file['id']}"
            yield from problem(where, file, version.disclosure.person.key)


def problem(where: str, file: Mapping[str, Any], key: str) -> Iterator[str]:
    """A sentence that begins with `where`, if this file, of which `id` and `sha256` are attested, is not as it was
    sent; none if it was erased."""
    try:
        read(file["id"], key, file["sha256"])
    except Erased:
        return
    except FileNotFoundError:
        yield f"{where} is missing"
    except NotAsSent as error:
        yield f"{where} {error}"


def start() -> None:
    """Be asked by `avow ledger verify`."""
    from avow.ledger.verify import CHECKS

    if problems not in CHECKS:
        CHECKS.append(problems)
