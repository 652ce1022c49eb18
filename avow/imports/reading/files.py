"""Opening a file of unknown kind: what it is shows in its first bytes, not in its name."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from avow.imports.reading import delimited, encodings, spreadsheets
from avow.imports.reading.table import LARGEST_FILE, Table, Unusable

NOT_TABLES = {
    b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"\x1f\x8b": "packed with gzip", b"7z\xbc\xaf": "packed with 7-Zip", b"Rar!": "packed with RAR",
    b"PAR1": "a Parquet file", b"SQLite format 3": "a database", b"\x7fELF": "a program", b"MZ\x90": "a program",
}  # fmt: skip


@dataclass(frozen=True)
class Opened:
    """A table, and what says which file it came from: the name without folders, and SHA-256 of its bytes."""

    table: Table
    name: str
    sha256: str


def open_table(path: Path, *, sheet: str | None = None, encoding: str | None = None) -> Opened:
    """The table in the file. Raises Unusable."""
    what = path.name
    try:
        if not path.is_file():
            raise Unusable(
                f"{path} is {'a folder' if path.is_dir() else 'not there'}. Name a CSV file or a spreadsheet."
            )
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise Unusable(
                f"{what} has {size / 2**20:,.0f} MB; up to {LARGEST_FILE / 2**20:,.0f} MB are read."
                " Leave out columns that are not needed, or split it."
            )
        data = path.read_bytes()
    except OSError as error:
        raise Unusable(f"{path} cannot be opened: {error.strerror or error}.")
    if not data.strip():
        raise Unusable(f"{what} is empty. The first row must name the columns, such as: number, name, manager.")
    for start, kind in NOT_TABLES.items():
        if data.startswith(start):
            raise Unusable(f"{what} is {kind}. Give a CSV file or a spreadsheet (xlsx, xls, ods).")
    digest = hashlib.sha256(data).hexdigest()
    if spreadsheets.is_spreadsheet(data[:8]):
        if encoding is not None:
            raise Unusable(f"{what} is a spreadsheet, and --encoding is for text files. Leave it out.")
        return Opened(spreadsheets.read(path, sheet, what), what, digest)
    if sheet is not None:
        raise Unusable(f"{what} is a text file and has no sheets. Leave out --sheet.")
    text, notes = encodings.decode(data, encoding, what)
    table = delimited.read(text, what)
    table.notes[:0] = notes
    return Opened(table, what, digest)
