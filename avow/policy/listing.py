"""The packs that can be given by name: those that come with Avow and those of the operator's own folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from avow.policy.loading import load, named
from avow.policy.pack import Pack
from avow.policy.problems import PackError


@dataclass(frozen=True)
class Listed:
    """One pack: by which name it is given, and what is in it; None where it is broken."""

    called: str
    pack: Pack | None
    problems: int = 0

    def as_json(self) -> dict[str, object]:
        return {
            "pack": self.called,
            "name": self.pack.name if self.pack else None,
            "version": self.pack.version if self.pack else None,
            "hash": self.pack.hash if self.pack else None,
            "clauses": len(self.pack.clauses) if self.pack else None,
            "problems": self.problems,
        }


def listed(extra_folder: str | Path | None = None) -> list[Listed]:
    """Each pack by its name; folders without a policy.toml are something else."""
    found = []
    for called, folder in named(extra_folder).items():
        if (folder / "policy.toml").is_file():
            try:
                found.append(Listed(called, load(folder)))
            except PackError as error:
                found.append(Listed(called, None, len(error.problems)))
    return found


def packs_with(number: str, extra_folder: str | Path | None = None) -> list[str]:
    """The names of the packs that have a clause of this number."""
    return [one.called for one in listed(extra_folder) if one.pack and number in one.pack.clauses]


def as_text(found: list[Listed]) -> str:
    """What `avow policy list` prints."""
    width = max((len(one.called) for one in found), default=0)
    return "\n".join(f"{one.called:<{width}}  {_what(one)}" for one in found)


def _what(one: Listed) -> str:
    if one.pack is None:
        return f"cannot be used; `avow policy check {one.called}` says why"
    count = len(one.pack.clauses)
    return f"{one.pack.name}, version {one.pack.version}, {count} {'clause' if count == 1 else 'clauses'}"
