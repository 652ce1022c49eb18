"""A data key per person, relative and register, in `AVOW_HOME/keys/`, apart from the database and its backups.

Keys are made at first use, wrapped by a master key (AES-GCM, the key's name as associated data) and kept in a small
SQLite file of their own. Destroying one leaves a tombstone, so that it is never silently made again, and a line in
`erasures.log`, so that keys which come back with a restored copy are destroyed again (`replay`).

No key is kept in memory between calls: once destroyed here, no other process can open anything with it.
"""

import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from . import files

NONCE = 12
KEY = 32
WAIT = 20.0
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY")
SCHEMA = """
CREATE TABLE IF NOT EXISTS keys (
  name TEXT PRIMARY KEY NOT NULL CHECK (name <> ''),
  wrapped BLOB,
  destroyed_at TEXT,
  CONSTRAINT wrapped_until_destroyed CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
) STRICT
"""


class Erased(Exception):
    """What was asked for cannot be read: its key was destroyed."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the key {key} was destroyed")
        self.key = key


class NotSealedSo(Exception):
    """The sealed bytes were not made with this key, or were changed since."""


class NoSuchKey(NotSealedSo):
    """A key that was never made here, or is missing from this copy of the key files."""

    def __init__(self, key: str) -> None:
        super().__init__(f"there is no key {key}")
        self.key = key


class KeyringBroken(RuntimeError):
    """The key files do not fit together. Says what to do."""


def folder() -> Path:
    """Where keys are kept; made with mode 0700."""
    return files.private_folder(Path(settings.AVOW_HOME) / "keys")


def make(names: Iterable[str]) -> None:
    """See that these keys exist, in one go. Raises Erased."""
    _keys_for(set(names))


def seal(key: str, data: bytes, about: str = "") -> bytes:
    """Encrypt with the named key, which is made at first use; it opens only with the same `about`. Raises Erased."""
    return seal_many([(key, data, about)])[0]


def seal_many(given: Iterable[tuple[str, bytes, str]]) -> list[bytes]:
    """Encrypt each (key, data, about). Raises Erased."""
    wanted = list(given)
    ciphers = {name: AESGCM(raw) for name, raw in _keys_for({key for key, _, _ in wanted}).items()}
    return [_encrypt(ciphers[key], data, _bound(key, about)) for key, data, about in wanted]


def unseal(key: str, blob: bytes, about: str = "") -> bytes:
    """Decrypt what `seal` gave. Raises Erased, NoSuchKey, NotSealedSo."""
    opened = unseal_many([(key, blob, about)])[0]
    if isinstance(opened, Exception):
        raise opened
    return opened


def unseal_many(given: Iterable[tuple[str, bytes, str]]) -> list[bytes | Exception]:
    """Decrypt each (key, sealed, about); where that fails, what `unseal` would have raised."""
    wanted = list(given)
    found = _find({key for key, _, _ in wanted})
    ciphers = {name: AESGCM(raw) for name, raw in found.items() if raw is not None}
    return [_try(ciphers.get(key), key, blob, about, known=key in found) for key, blob, about in wanted]


def _try(cipher: AESGCM | None, key: str, blob: bytes, about: str, *, known: bool) -> bytes | Exception:
    if cipher is None:
        return Erased(key) if known else NoSuchKey(key)
    try:
        return _decrypt(cipher, blob, _bound(key, about))
    except (InvalidTag, ValueError):
        return NotSealedSo(f"this was not sealed so with the key {key}, or was changed since")


def destroy(key: str, *, at: str = "") -> bool:
    """Destroy a key, for good, and return only when no byte of it is left in the key files. False if it was gone."""
    stamp = at or time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    with _writing() as connection:
        row = connection.execute("SELECT destroyed_at FROM keys WHERE name = ?", [key]).fetchone()
        if row is None or row[0] is None:
            files.append_line(folder() / "erasures.log", f"{stamp} {key}")
            connection.execute(
                "INSERT INTO keys (name, wrapped, destroyed_at) VALUES (?, NULL, ?)"
                " ON CONFLICT (name) DO UPDATE SET wrapped = NULL, destroyed_at = excluded.destroyed_at",
                [key, stamp],
            )
    _truncate()
    return row is None or row[0] is None


def is_destroyed(key: str) -> bool:
    """Whether the named key was destroyed."""
    row = _connection().execute("SELECT destroyed_at FROM keys WHERE name = ?", [key]).fetchone()
    return row is not None and row[0] is not None


def destroyed() -> set[str]:
    """The names of all destroyed keys, as far as the key file knows."""
    return {name for (name,) in _connection().execute("SELECT name FROM keys WHERE destroyed_at IS NOT NULL")}


def erasures() -> list[str]:
    """The names of all keys ever destroyed, from `erasures.log`, in order."""
    path = folder() / "erasures.log"
    if not path.exists():
        return []
    return [line.split(" ", 1)[1] for line in path.read_text().splitlines() if " " in line]


def replay() -> list[str]:
    """Destroy again the keys that came back with a restored key file; gives their names."""
    again = sorted(set(erasures()) - destroyed())
    for key in again:
        destroy(key)
    return again


def _bound(name: str, about: str) -> bytes:
    return f"{name}\0{about}".encode()


def _encrypt(cipher: AESGCM, data: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + cipher.encrypt(nonce, data, bound)


def _decrypt(cipher: AESGCM, blob: bytes, bound: bytes) -> bytes:
    return cipher.decrypt(blob[:NONCE], blob[NONCE:], bound)


def _keys_for(names: set[str]) -> dict[str, bytes]:
    """The data keys of these names, made where missing. Raises Erased."""
    found = _find(names)
    missing = sorted(names - found.keys())
    if missing:
        made = [(name, _wrap(name, secrets.token_bytes(KEY))) for name in missing]
        with _writing() as connection:
            connection.executemany("INSERT INTO keys (name, wrapped) VALUES (?, ?) ON CONFLICT DO NOTHING", made)
        found |= _find(set(missing))
    for name, raw in found.items():
        if raw is None:
            raise Erased(name)
    return {name: raw for name, raw in found.items() if raw is not None}


def _find(names: set[str]) -> dict[str, bytes | None]:
    """The keys there are among these names: None for a destroyed one."""
    found: dict[str, bytes | None] = {}
    connection = _connection()
    for name in names:
        row = connection.execute("SELECT wrapped FROM keys WHERE name = ?", [name]).fetchone()
        if row is not None:
            found[name] = None if row[0] is None else _unwrap(name, row[0])
    return found


def _wrap(name: str, raw: bytes) -> bytes:
    return _encrypt(AESGCM(_master()), raw, name.encode())


def _unwrap(name: str, wrapped: bytes) -> bytes:
    try:
        return _decrypt(AESGCM(_master()), wrapped, name.encode())
    except InvalidTag:
        raise KeyringBroken(
            f"The key {name} does not open with master.key. Both files in {folder()} must come from the same copy."
        )


_masters: dict[Path, bytes] = {}


def _master() -> bytes:
    path = folder() / "master.key"
    if path not in _masters:
        # In this order: another thread makes the master key first, and then the first key that it wraps.
        if _connection().execute("SELECT 1 FROM keys WHERE wrapped IS NOT NULL").fetchone() and not path.exists():
            raise KeyringBroken(f"{path} is missing. Put back the copy that was made with keys.sqlite3 beside it.")
        raw = files.read_or_make(path, lambda: secrets.token_bytes(KEY))
        if len(raw) != KEY:
            raise KeyringBroken(f"{path} must hold {KEY} bytes. Put back the copy that was made with the keys.")
        _masters[path] = raw
    return _masters[path]


class _Mine(threading.local):
    """The connections of one thread, by process and file. What a fork inherits is left alone."""

    def __init__(self) -> None:
        self.open: dict[tuple[int, Path, int], sqlite3.Connection] = {}


_mine = _Mine()
_generation = 0


def _connection() -> sqlite3.Connection:
    path = folder() / "keys.sqlite3"
    place = (os.getpid(), path, _generation)
    if place not in _mine.open:
        for old in [old for old in _mine.open if old[0] == os.getpid() and old[2] != _generation]:
            _mine.open.pop(old).close()
        files.touch_private(path)
        with files.locked(folder() / "keys.lock"):
            connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None, check_same_thread=False)
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(SCHEMA)
        _mine.open[place] = connection
    return _mine.open[place]


def close() -> None:
    """Let every thread of this process open the key files anew, and read the master key again (after a restore)."""
    global _generation
    _generation += 1
    for place in [place for place in _mine.open if place[0] == os.getpid()]:
        _mine.open.pop(place).close()
    _masters.clear()


@contextmanager
def _writing() -> Iterator[sqlite3.Connection]:
    connection = _connection()
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _truncate() -> None:
    """Write the log back into the file and cut it to nothing, so that no older page image stays behind."""
    until = time.monotonic() + WAIT
    while _connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > until:
            raise KeyringBroken(f"{folder()}/keys.sqlite3-wal could not be cut; end other readers and destroy again.")
        time.sleep(0.02)
