"""Which kind of file a file is: by how its name ends, and by how it begins."""

from __future__ import annotations

from pathlib import Path

import duckdb

from avow.policy.many.reading.columnar import arrow, parquet
from avow.policy.many.reading.lines_of_json import LinesOfJson
from avow.policy.many.reading.problems import BadFile
from avow.policy.many.reading.separated import Separated
from avow.policy.many.reading.source import Source

ENDINGS = {
    ".csv": "CSV",
    ".tsv": "CSV",
    ".txt": "CSV",
    ".jsonl": "JSON Lines",
    ".ndjson": "JSON Lines",
    ".json": "JSON Lines",
    ".parquet": "Parquet",
    ".pq": "Parquet",
    ".arrow": "Arrow",
    ".arrows": "Arrow",
    ".feather": "Arrow",
    ".ipc": "Arrow",
}
_TEXT = ("CSV", "JSON Lines")
_BEGINS = {b"PAR1": "Parquet", b"ARROW1": "Arrow"}
_OTHERS = {
    b"PK\x03\x04": "a spreadsheet or another packed file. Save the sheet as “CSV UTF-8” and read that",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook. Save the sheet as “CSV UTF-8” and read that",
    b"%PDF": "a PDF. Ask for the data it was made from",
    b"\x1f\x8b": "packed with gzip. Unpack it first",
    b"\x28\xb5\x2f\xfd": "packed with zstd. Unpack it first",
    b"\xff\xfe": "UTF-16 text. Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)",
    b"\xfe\xff": "UTF-16 text. Save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)",
}


def open_source(path: Path, connection: duckdb.DuckDBPyConnection, format: str | None = None) -> Source:
    """The file with its columns read. `format` is one of the values of ENDINGS where the name does not say it.

    Raises BadFile: not there, empty, or not what it says it is.
    """
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as error:
        why = "is a folder, not a file" if path.is_dir() else f"cannot be read: {error.strerror}"
        raise BadFile(f"{path} {why}.") from None
    if not start:
        raise BadFile(f"{path} is empty.")
    said = format or ENDINGS.get(path.suffix.lower())
    found = next((kind for mark, kind in _BEGINS.items() if start.startswith(mark)), None)
    kind = said or found or ("JSON Lines" if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" else "CSV")
    if kind in _TEXT:
        for mark, other in _OTHERS.items():
            if start.startswith(mark):
                raise BadFile(f"{path} is {other}.")
        if found:
            raise BadFile(f"{path} is called {kind} and is {found}. Name it so, or say --format {found.lower()}.")
    elif kind != found and not (kind == "Arrow" and found is None):  # an Arrow stream has no mark of its own
        raise BadFile(f"{path} is called {kind} and does not begin as {kind} does.")
    try:
        if kind == "CSV":
            return Separated(path, "\t" if path.suffix.lower() == ".tsv" else None)
        if kind == "JSON Lines":
            return LinesOfJson(path, connection)
    except OSError as error:
        raise BadFile(f"{path} cannot be read: {error.strerror}.") from None
    return parquet(path) if kind == "Parquet" else arrow(path)
