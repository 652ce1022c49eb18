"""Sealed files in AVOW_HOME/attachments, outside anything that is served. The file's name is the public id."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from avow.ledger import keyring
from avow.ledger.files import private_folder, sync_folder

ID = re.compile(r"[0-9a-z]{12}")


def folder() -> Path:
    """Where the files lie; made with mode 0700."""
    return private_folder(Path(settings.AVOW_HOME) / "attachments")


def path_of(identifier: str) -> Path:
    """The file of this public id. Raises ValueError for anything else."""
    if not ID.fullmatch(identifier):
        raise ValueError("not the id of an attachment")
    return folder() / identifier


def put(identifier: str, key: str, data: bytes) -> None:
    """Seal the bytes with the key and write them whole. Raises OSError, FileExistsError, keyring.Erased."""
    path = path_of(identifier)
    beside = path.with_suffix(".part")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(keyring.seal(key, data, about=f"attachment {identifier}"))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def read(identifier: str, key: str) -> bytes:
    """The plain bytes. Raises FileNotFoundError, keyring.Erased, keyring.NotSealedSo (another file in its place)."""
    return keyring.unseal(key, path_of(identifier).read_bytes(), about=f"attachment {identifier}")


def remove(identifier: str) -> None:
    """Take the file away; nothing happens when it is not there."""
    path_of(identifier).unlink(missing_ok=True)


def remove_later(identifiers: Iterable[str]) -> None:
    """Take these files away once the transaction holds."""
    found = list(identifiers)
    transaction.on_commit(lambda: [remove(identifier) for identifier in found])
