"""The adopted packs on disk: `AVOW_HOME/policies/<hash>/`, made from the attested document whenever it is missing.

The ledger is the truth; the folder is a copy that can go at any time. A folder that was changed is not used.
"""

import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from avow.policy.cases import run_cases
from avow.policy.loading import hash_of, load
from avow.policy.pack import Pack
from avow.policy.problems import PackError, Problem

log = logging.getLogger(__name__)


class CopyDiffers(RuntimeError):
    """The attested files do not make a pack of the hash that was adopted. Run `avow ledger verify`."""


class CasesFail(ValueError):
    """A pack whose rules do not do what its own worked cases say."""


def files_of(folder: Path) -> dict[str, str]:
    """The text of each file of a pack, by its name inside the folder. Raises PackError, UnicodeDecodeError, OSError.

    A link is not followed: what lies elsewhere is not part of the pack and does not go into the ledger.
    """
    found = sorted(folder.rglob("*.toml"), key=lambda file: file.relative_to(folder).as_posix())
    names = {file.relative_to(folder).as_posix(): file for file in found}
    odd = [name for name, file in names.items() if file.is_symlink() or not file.is_file()]
    if odd:
        raise PackError([Problem(name, 0, 0, "this is not a plain file") for name in odd])
    return {name: file.read_bytes().decode() for name, file in names.items()}


NAME = re.compile(r"(kinds/|clauses/)?[^/\\\0.][^/\\\0]{0,150}\.toml")


def refuse_odd_names(files: Mapping[str, str]) -> None:
    """Files that were handed in have names of a pack's files, and stay inside its folder. Raises PackError."""
    odd = [name for name in files if not NAME.fullmatch(name)]
    if odd or not files:
        raise PackError(
            [Problem(name[:80], 0, 0, "this file is not part of a pack") for name in odd]
            or [Problem("policy.toml", 0, 0, "policy.toml is missing")]
        )


def place(pack_hash: str) -> Path:
    """Where the copy of an adopted pack is."""
    return settings.AVOW_HOME / "policies" / pack_hash


def check(files: dict[str, str]) -> Pack:
    """The pack that these files make, checked, with every worked case as it says. Raises PackError, CasesFail."""
    return _checked(tuple(files.items()))


@lru_cache(maxsize=4)
def _checked(files: tuple[tuple[str, str], ...]) -> Pack:
    with tempfile.TemporaryDirectory(prefix="avow-pack-") as folder:
        _write(Path(folder), dict(files))
        pack = load(folder)
    failing = [f"{case.file}:{case.line}: {case.name}" for case in run_cases(pack) if not case.holds]
    if failing:
        raise CasesFail("These worked cases of the pack do not come out as they say:\n" + "\n".join(failing))
    return pack


def opened(pack_hash: str, files) -> Pack:
    """The adopted pack, from its copy; `files()` gives the attested files, asked only when the copy is not usable.

    Raises CopyDiffers.
    """
    pack = _from_copy(pack_hash)
    if pack is not None:
        return pack
    keep(pack_hash, files())
    pack = _from_copy(pack_hash)
    if pack is None:
        raise _differs(pack_hash)
    return pack


def usable(pack_hash: str, files: Callable[[], Mapping[str, str]]) -> None:
    """See that there is a copy of that hash, made again where it is not. Reads no pack, so it is quick. Raises
    CopyDiffers."""
    if hash_of(place(pack_hash)) == pack_hash:
        return
    keep(pack_hash, dict(files()))
    if hash_of(place(pack_hash)) != pack_hash:
        raise _differs(pack_hash)


def _differs(pack_hash: str) -> CopyDiffers:
    return CopyDiffers(
        f"The attested files of the policy {pack_hash[:12]} do not give that hash, so nothing is judged by it. "
        "Run `avow ledger verify`."
    )


def keep(pack_hash: str, files: dict[str, str]) -> None:
    """Write the copy, whole or not at all, in place of what is there."""
    target = place(pack_hash)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".making-", dir=target.parent))
    try:
        _write(fresh, files)
        if target.exists():
            old = Path(tempfile.mkdtemp(prefix=".old-", dir=target.parent))
            target.rename(old / "pack")
            shutil.rmtree(old, ignore_errors=True)
        fresh.rename(target)
    except OSError:
        # Another process was quicker; what it wrote is checked by its hash like everything else.
        if not target.is_dir():
            raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _from_copy(pack_hash: str) -> Pack | None:
    folder = place(pack_hash)
    if not folder.is_dir():
        return None
    try:
        pack = load(folder)
    except PackError:
        pack = None
    if pack is None or pack.hash != pack_hash:
        log.warning("The copy of the adopted policy in %s was changed. It is made again from the ledger.", folder.name)
        return None
    return pack


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
