"""What is wrong with a pack or with the facts given: where, what, and the nearest right name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong. `file` is relative to the pack; line and column count from 1 (0: the file as a whole)."""

    file: str
    line: int
    column: int
    what: str
    nearest: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        end = "" if self.what.endswith("?") else "."
        hint = f" Did you mean {self.nearest}?" if self.nearest else ""
        return f"{place}: {self.what}{end}{hint}"

    def as_json(self) -> dict[str, object]:
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "what": self.what,
            "nearest": self.nearest,
        }


class PackError(Exception):
    """A pack that may not be used. `problems` lists everything found, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class FactError(ValueError):
    """Facts that do not fit the pack: `problems` maps the fact's name to a plain sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems.values()))


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The known name that a misspelt one most likely meant, or None."""
    known = {candidate.casefold(): candidate for candidate in names}
    asked = name[:80].casefold()
    found = difflib.get_close_matches(asked, known, n=1, cutoff=0.65)
    if not found and len(asked) >= 4:
        found = [one for one in known if len(one) >= 4 and (one.startswith(asked) or asked.startswith(one))]
    return known[found[0]] if found else None
