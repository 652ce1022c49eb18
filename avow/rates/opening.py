"""Opening a file of rates, zipped or not: its name, the hash of its bytes, and its text."""

import hashlib
import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

LARGEST_FILE = 50 * 1024 * 1024
LONGEST_NAME = 200
NOT_TEXT = {
    b"%PDF": "a PDF", b"\x1f\x8b": "packed with gzip", b"7z\xbc\xaf": "packed with 7-Zip",
    b"\xd0\xcf\x11\xe0": "an old Excel file", b"PAR1": "a Parquet file", b"<?xml": "XML",
}  # fmt: skip
COLUMNS = "Give a CSV file with the columns day, currency, rate, or the ECB's eurofxref-hist.zip."


class Unusable(Exception):
    """The file cannot be used at all. Says what, where, and what to do."""


@dataclass(frozen=True)
class Opened:
    """What was read, and what says which file it was: the name without folders, and SHA-256 of the file's bytes."""

    text: str
    name: str
    sha256: str


def open_file(path: Path) -> Opened:
    """The text of the file, or of the one file in a zip. Raises Unusable."""
    name = shown(path.name)
    try:
        if not path.is_file():
            raise Unusable(f"{shown(str(path))} is {'a folder' if path.is_dir() else 'not there'}. {COLUMNS}")
        if path.stat().st_size > LARGEST_FILE:
            raise Unusable(_too_large(name))
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise Unusable(f"{shown(str(path))} cannot be opened: {getattr(error, 'strerror', None) or error}.")
    return opened(data, name)


def opened(data: bytes, name: str) -> Opened:
    """The same of bytes at hand. Raises Unusable."""
    digest = hashlib.sha256(data).hexdigest()
    for start, kind in NOT_TEXT.items():
        if data.startswith(start):
            raise Unusable(f"{name} is {kind}. {COLUMNS}")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        data = _unzipped(data, name)
    if not data.strip():
        raise Unusable(f"{name} is empty. {COLUMNS}")
    try:
        return Opened(data.decode("utf-8-sig"), name, digest)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unusable(f"{name} is not UTF-8 text (line {line}). Save it as CSV in UTF-8.")


def _unzipped(data: bytes, name: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [one for one in archive.infolist() if not one.filename.endswith("/")]
            if any(one.filename == "[Content_Types].xml" for one in members):
                raise Unusable(f"{name} is a spreadsheet. Save it as CSV in UTF-8.")
            if len(members) != 1:
                raise Unusable(f"{name} is a zip of {len(members)} files. Zip one CSV file, or give that file itself.")
            with archive.open(members[0]) as file:
                found = file.read(LARGEST_FILE + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError) as error:
        raise Unusable(f"{name} is a zip that cannot be read ({shown(str(error))}). Get it again.")
    except (RuntimeError, NotImplementedError):
        raise Unusable(f"{name} is a zip with a password, or packed in a rare way. Give the CSV file in it.")
    if len(found) > LARGEST_FILE:
        raise Unusable(_too_large(name))
    return found


def _too_large(name: str) -> str:
    return f"{name} has more than {LARGEST_FILE // 2**20} MB; rates of all days since 1999 have two. Split it."


def shown(text: str, most: int = LONGEST_NAME) -> str:
    """Text from outside, on one line, with nothing that steers a terminal, cut where it is long."""
    clean = "".join(mark if mark.isprintable() else "�" for mark in text)
    return clean if len(clean) <= most else clean[: most - 1] + "…"
