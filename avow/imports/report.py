"""What an import did or would do: told to people, and as JSON."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """A row that was not taken: its line, the column and value at fault, why, and what to do."""

    line: int
    column: str
    value: str
    why: str
    remedy: str


@dataclass(frozen=True)
class Finding:
    """A defect that was met and how it was dealt with; the rows are imported unless it says otherwise."""

    kind: str
    lines: tuple[int, ...]
    says: str


@dataclass
class Report:
    """The whole story of one file. `changed` is number → (field, from, to); counts are of people or counterparties,
    `rows` of rows in the file."""

    what: str
    file: str
    sha256: str
    on: date
    dry_run: bool
    columns: dict[str, str] = field(default_factory=dict)
    guessed: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: int = 0
    merged: int = 0
    added: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    changed: dict[str, list[tuple[str, Any, Any]]] = field(default_factory=dict)
    unchanged: int = 0
    left: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    entry: int | None = None
    seconds: float = 0.0

    @property
    def status(self) -> int:
        """The exit status: 1 when a row was refused or a defect found, else 0."""
        return 1 if self.refused or self.findings else 0

    def wrote(self) -> bool:
        """Whether anything was different from what was known."""
        return bool(self.added or self.changed or self.left)

    def as_dict(self) -> dict[str, Any]:
        """For JSON: everything, with days as text."""
        return {
            **asdict(self),
            "on": self.on.isoformat(),
            "status": self.status,
            "changed": {
                number: [{"field": name, "from": _plain(was), "to": _plain(now)} for name, was, now in changes]
                for number, changes in self.changed.items()
            },
            "counts": self.counts(),
        }

    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {
            "rows": self.rows,
            "added": len(self.added),
            "returned": len(self.returned),
            "changed": len(self.changed),
            "unchanged": self.unchanged,
            "left": len(self.left),
            "refused": len({refusal.line for refusal in self.refused}),
            "findings": len(self.findings),
        }

    def lines(self) -> Iterator[dict[str, Any]]:
        """One object for each thing that happened, for JSON Lines."""
        for refusal in self.refused:
            yield {"result": "refused", **asdict(refusal)}
        for finding in self.findings:
            yield {"result": "finding", **asdict(finding)}
        for number in self.added:
            yield {"result": "returned" if number in set(self.returned) else "added", "number": number}
        for number, changes in self.changed.items():
            for name, was, now in changes:
                yield {"result": "changed", "number": number, "field": name, "from": _plain(was), "to": _plain(now)}
        for number in self.left:
            yield {"result": "left", "number": number}


def _plain(value: Any) -> Any:
    """A value that JSON can hold: days as text, several as a list."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
