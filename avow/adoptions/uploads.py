"""The files of a pack as they are handed in on a page: several files, or one zipped folder. Nothing is written here."""

import io
import zipfile
from collections.abc import Iterable

from avow.policy.loading import FOLDERS, MOST_FILES, TOP_FILES
from avow.policy.problems import PackError, Problem
from avow.policy.section import LARGEST_FILE

LARGEST = 10 * 1024 * 1024
"""Bytes of all files together, unpacked."""


class NotAPack(ValueError):
    """What was handed in is not a pack. The text says what to do."""


def files_of_zip(data: bytes) -> dict[str, str]:
    """The files of one zipped pack folder, whether or not the folder itself is in the archive. Raises NotAPack,
    PackError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if part.filename.endswith(".toml") and not _hidden(part)]
            if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > LARGEST:
                raise NotAPack("This archive unpacks to more than a pack has. Zip the folder of the pack alone.")
            return files_of((part.filename, _unpacked(archive, part)) for part in parts)
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        OverflowError,
        ValueError,
    ) as error:
        if isinstance(error, NotAPack):
            raise
        raise NotAPack("This archive cannot be opened. Zip the folder of the pack once more, without a password.")


def files_of(given: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """The text of each file by its name inside the pack; a folder around all of them is left out. A file without its
    folder is put where its name says: clauses begin with their number. Raises NotAPack, PackError."""
    contents = {name.replace("\\", "/").removeprefix("./"): data for name, data in given}
    if not contents:
        raise NotAPack(
            "There are no .toml files in what you chose. Choose the files of the pack, or its zipped folder."
        )
    policies = [name for name in contents if name == "policy.toml" or name.endswith("/policy.toml")]
    around = min(policies, key=len).removesuffix("policy.toml") if policies else ""
    named = {name.removeprefix(around): data for name, data in contents.items() if name.endswith(".toml")}
    flat = not any("/" in name for name in named)
    found, problems = {}, []
    for name, data in sorted(named.items()):
        place = _place(name) if flat else name
        try:
            found[place] = data[: LARGEST_FILE + 1].decode()
        except UnicodeDecodeError as error:
            problems.append(Problem(place, 0, 0, f"the file is not UTF-8 text ({error.reason} at byte {error.start})"))
    if problems:
        raise PackError(problems)
    return found


def _place(name: str) -> str:
    """Where a file belongs that came without its folder."""
    if name in TOP_FILES:
        return name
    kinds, clauses = FOLDERS
    return f"{clauses}/{name}" if name[:1].isdigit() or "-" in name else f"{kinds}/{name}"


def _hidden(part: zipfile.ZipInfo) -> bool:
    return any(piece.startswith((".", "__MACOSX")) for piece in part.filename.split("/"))


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as stream:
        return stream.read(LARGEST_FILE + 1)
