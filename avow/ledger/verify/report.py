"""What verifying found, and what it looked at."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

MOST = 1000


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was recorded, in a sentence, and where."""

    kind: str
    says: str
    entry: int | None = None
    document: int | None = None
    table: str | None = None
    row: Any = None
    column: str | None = None


@dataclass
class Report:
    """The findings (the first thousand in words, all of them counted), remarks that are no findings, and counts."""

    findings: list[Finding] = field(default_factory=list)
    count: int = 0
    notes: list[str] = field(default_factory=list)
    entries: int = 0
    documents: int = 0
    rows: int = 0
    erased: int = 0
    heads: int = 0
    size: int = 0
    root: str = ""
    erasures: dict[str, int] = field(default_factory=dict)
    lost_keys: Counter[str] = field(default_factory=Counter)

    @property
    def clean(self) -> bool:
        """Whether everything is as it was recorded."""
        return self.count == 0

    def add(self, kind: str, says: str, **where: Any) -> None:
        """One more finding."""
        self.count += 1
        if len(self.findings) < MOST:
            self.findings.append(Finding(kind, says, **where))

    def note(self, says: str) -> None:
        """A remark that is no finding."""
        if says not in self.notes and len(self.notes) < MOST:
            self.notes.append(says)

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        counts = ("entries", "documents", "rows", "erased", "heads", "size", "root")
        return {
            "clean": self.clean,
            **{name: getattr(self, name) for name in counts},
            "found": self.count,
            "findings": [{k: v for k, v in asdict(f).items() if v is not None} for f in self.findings],
            "notes": self.notes,
        }


def span(first: int, last: int, one: str = "entry", many: str = "entries") -> str:
    """`entry 41`, `entries 41–45`."""
    return f"{one} {first}" if first == last else f"{many} {first}–{last}"


def runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Numbers in ascending order, as (first, last) of what hangs together."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
