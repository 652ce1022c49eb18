"""Files that keep secrets or must survive a crash: private folders, files made once, lines appended whole."""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def private_folder(path: Path) -> Path:
    """The folder, made with mode 0700 where missing."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def touch_private(path: Path) -> None:
    """Make an empty file that only its owner can read, unless there is one."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


def read_or_make(path: Path, make: Callable[[], bytes]) -> bytes:
    """The bytes of a private file. Where missing it is made once, whole, whichever process comes first."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    private_folder(path.parent)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        beside.unlink()
    sync_folder(path.parent)
    return path.read_bytes()


def sync_folder(path: Path) -> None:
    """Make sure that a new name in this folder survives a crash."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(path: Path) -> Iterator[int]:
    """A private file opened for reading and appending, locked against every other process and thread."""
    new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        if new:
            sync_folder(path.parent)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def append(descriptor: int, line: str) -> None:
    """Append one line in a single write and wait until it is on the disk. Raises OSError.

    A broken last line (a crash in the middle of a write) is ended first, so that it spoils only itself.
    """
    size = os.fstat(descriptor).st_size
    cut = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
    data = (("\n" if cut else "") + line + "\n").encode()
    if os.write(descriptor, data) != len(data):
        raise OSError("the line could not be written whole; is the disk full?")
    os.fsync(descriptor)


def append_line(path: Path, line: str) -> None:
    """Lock, append one line, wait for the disk. Raises OSError."""
    with locked(path) as descriptor:
        append(descriptor, line)


def lines_backwards(descriptor: int, block: int = 65536) -> Iterator[str]:
    """The whole lines of an open file, the last one first. A broken end is left out."""
    end = os.fstat(descriptor).st_size
    rest, first = b"", True
    while end > 0:
        start = max(0, end - block)
        rest = os.pread(descriptor, end - start, start) + rest
        end = start
        parts = rest.split(b"\n")
        rest = parts[0]
        for part in reversed(parts[1:]):
            if first:
                first = False
                continue
            yield part.decode("utf-8", "replace")
    if rest and not first:
        yield rest.decode("utf-8", "replace")
