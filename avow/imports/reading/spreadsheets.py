"""Spreadsheets (xlsx, xlsb, xls, ods) through python-calamine, in a process of its own with limited memory and time: a
small file can be made to unfold without end, and the reader is not ours to mend."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from avow.imports.reading.table import Row, Table, Unusable, with_header

UNFOLDED = 300 * 1024 * 1024
MOST_PARTS = 2000
SECONDS = 120
HINT = "Save it again as xlsx, or as CSV, and import that."
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_spreadsheet(start: bytes) -> bool:
    """Whether a file that begins so is a spreadsheet (or another kind of packed file), whatever its name says."""
    return start.startswith((ZIP, OLE))


def read(path: Path, sheet: str | None, what: str) -> Table:
    """The table on the named sheet, or on the only one. Raises Unusable."""
    if zipfile.is_zipfile(path):
        _check_parts(path, what)
    lines = _child(path, sheet, what)
    first = next(lines, None)
    if first is None:
        raise Unusable(f"{what} cannot be read as a spreadsheet. {HINT}")
    if "problem" in first:
        raise Unusable(f"{what}: {first['problem']}")
    table = with_header((Row(line["at"], line["at"], line["cells"]) for line in lines), list(first["notes"]), what)
    table.sheet = first["sheet"]
    return table


def _check_parts(path: Path, what: str) -> None:
    """What the parts say they unfold to; that they do not lie is left to the limits of the other process."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unusable(f"{what} is damaged: its parts cannot be listed. {HINT}")
    size = sum(part.file_size for part in parts)
    if size > UNFOLDED or len(parts) > MOST_PARTS:
        raise Unusable(
            f"{what} unfolds to {size / 2**20:,.0f} MB in {len(parts):,} parts; up to {UNFOLDED / 2**20:,.0f} MB in"
            f" {MOST_PARTS:,} are read. Delete unused sheets, columns and pictures, or save it as CSV."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise Unusable(f"{what} is protected by a password. Save it without one.")


def _child(path: Path, sheet: str | None, what: str) -> Iterator[dict]:
    """What the other process says, line by line. Raises Unusable when it ends badly."""
    command = [sys.executable, "-I", str(Path(__file__).with_name("sheet_process.py")), str(path), sheet or ""]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
    said = process.stdout
    if said is None:
        raise AssertionError("the pipe was asked for")
    try:
        for line in said:
            yield json.loads(line)
        if process.wait() != 0:
            raise Unusable(
                f"{what} cannot be read as a spreadsheet: it is damaged, or unfolds to more than is allowed. {HINT}"
            )
    except ValueError:
        raise Unusable(f"{what} cannot be read as a spreadsheet. {HINT}")
    finally:
        process.kill()
        process.wait()
        said.close()
