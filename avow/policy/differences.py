"""What changed from one version of a policy to another, in words a lawyer reads; as text and as JSON.

found = differences(old, new)
found.by_clause()["5.2"]      # each change of one clause; "" holds those of the policy as a whole
found.cases                   # old worked cases to which the new version gives another answer
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from avow.policy.differing import certifying, cohorts, deciding, forms, wordings
from avow.policy.differing.cases import CaseDiffers, cases, differing
from avow.policy.differing.change import Change
from avow.policy.differing.register import register
from avow.policy.numbering import natural
from avow.policy.pack import Pack

__all__ = ["CaseDiffers", "Change", "Differences", "Side", "as_text", "differences"]

WIDTH = 100


@dataclass(frozen=True)
class Side:
    """One of the two versions."""

    name: str
    version: str
    hash: str

    def __str__(self) -> str:
        return f"{self.name} {self.version} ({self.hash[:12]})"


@dataclass(frozen=True)
class Differences:
    """All that changed, clauses first and in their order, then the policy as a whole."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    cases: tuple[CaseDiffers, ...]
    titles: tuple[tuple[str, str], ...]

    @property
    def same_version(self) -> bool:
        """Whether both are called the same version although they differ."""
        return not self.is_empty and self.old.version == self.new.version

    @property
    def is_empty(self) -> bool:
        return not self.changes and not self.cases

    def by_clause(self) -> dict[str, list[Change]]:
        """The changes of each clause that has some; those of the policy as a whole under ""."""
        found: dict[str, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.clause, []).append(change)
        return found

    def title(self, clause: str) -> str:
        """What a clause is called, in the new version where it is there."""
        return dict(self.titles).get(clause, "")

    def as_json(self) -> dict[str, object]:
        return {
            "old": {"name": self.old.name, "version": self.old.version, "hash": self.old.hash},
            "new": {"name": self.new.name, "version": self.new.version, "hash": self.new.hash},
            "same_version": self.same_version,
            "changes": [change.as_json() for change in self.changes],
            "cases": [case.as_json() for case in self.cases],
        }


def differences(old: Pack, new: Pack, *, cases: bool = True) -> Differences:
    """Everything that the new version says otherwise. With cases=False the old worked cases are not run."""
    found = [*_changes(old, new)]
    titles = {number: clause.title for pack in (old, new) for number, clause in pack.clauses.items()}
    ordered = sorted(found, key=lambda change: (not change.clause, natural(change.clause)))
    return Differences(
        Side(old.name, old.version, old.hash),
        Side(new.name, new.version, new.hash),
        tuple(ordered),
        (*differing(old, new), *cohorts.differing(old, new)) if cases else (),
        tuple(titles.items()),
    )


def _changes(old: Pack, new: Pack) -> Iterator[Change]:
    yield from wordings.clauses(old, new)
    yield from cases(old, new)
    yield from wordings.policy(old, new)
    yield from certifying.certifying(old, new)
    yield from forms.kinds(old, new)
    yield from forms.facts(old, new)
    yield from deciding.routing(old, new)
    yield from cohorts.cohorts(old, new)
    yield from deciding.citations(old, new)
    yield from deciding.decisions(old, new)
    yield from register(old, new)


def as_text(found: Differences) -> str:
    """What `avow policy diff` prints."""
    return "\n".join(_lines(found))


def _lines(found: Differences) -> Iterator[str]:
    yield f"From {found.old}"
    yield f"to   {found.new}"
    if found.same_version:
        yield ""
        yield f"Both are called version {found.new.version}, although they differ. Before you propose the new one,"
        yield "give it a version of its own in policy.toml."
    if found.is_empty:
        yield ""
        yield "Nothing changes."
    for clause, changes in found.by_clause().items():
        yield ""
        yield f"{clause}  {found.title(clause)}" if clause else "The policy as a whole"
        for change in changes:
            yield from _wrapped(change.says)
            if change.was and change.now and not _said(change):
                yield from _wrapped(f"was: {change.was}", "      ")
                yield from _wrapped(f"now: {change.now}", "      ")
    if found.cases:
        count = len({(case.clause, case.name) for case in found.cases})
        yield ""
        yield "1 worked case comes out otherwise" if count == 1 else f"{count} worked cases come out otherwise"
        for case in found.cases:
            yield from _wrapped(f"{case.clause} {case.says}")


def _said(change: Change) -> bool:
    """Whether the sentence tells both sides by itself."""
    return change.part == "figure" or (change.was in change.says and change.now in change.says)


def _wrapped(text: str, indent: str = "  ") -> Iterator[str]:
    for paragraph in text.split("\n"):
        yield from textwrap.wrap(
            paragraph, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False
        ) or [""]
