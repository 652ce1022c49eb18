"""From rows to statements: a row is taken, merged, passed over with a finding, or refused with its reasons."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from avow.imports import cells
from avow.imports.cells import Refused, clean
from avow.imports.columns import Columns
from avow.imports.reading.table import Row, Table
from avow.imports.report import Finding, Refusal

PLACEHOLDERS = frozenset(
    {"n/a", "na", "n.a.", "n/d", "nd", "xx", "x", "tbc", "tba", "none", "nil", "null", "-", "--", "?", "#n/a",
     "unknown", "vacant", "vacancy"}
)  # fmt: skip


ONE_LINE = frozenset({"number", "name", "manager", "parent", "email"})


@dataclass
class Gathered:
    """What the file says, by number, and what was met on the way. `seen` has every number that could be read,
    `unreadable` counts rows without one."""

    statements: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: int = 0
    merged: int = 0
    unreadable: int = 0

    def refuse(self, line: int, column: str, value: str, why: str, remedy: str) -> None:
        """The row is not taken."""
        self.refused.append(Refusal(line, column, value, why, remedy))

    def find(self, kind: str, lines: list[int], says: str) -> None:
        """A defect that does not stop the row."""
        self.findings.append(Finding(kind, tuple(lines), says))


def stated(text: str) -> str:
    """The text, or nothing when it is a sign that stands for nothing, such as N/A or a dash."""
    return "" if text.casefold() in PLACEHOLDERS else text


class Cells:
    """The cleaned cells of one row, and a memory of what was wrong with them."""

    def __init__(self, row: Row, columns: Columns, gathered: Gathered) -> None:
        self.row, self.columns, self.gathered, self.refused = row, columns, gathered, False

    def text(self, name: str) -> str:
        """The cleaned text of a field, empty when the file does not have it. What was removed becomes a finding."""
        raw = self.columns.cell(self.row, name)
        if not raw:
            return ""
        text, removed = clean(raw)
        if removed:
            says = f"{self.columns.heading(name)}: removed what cannot be seen ({', '.join(removed[:3])})."
            self.gathered.find("cleaned", [self.row.line], says)
        return text

    def value(self, name: str, read: Callable[[str], Any]) -> Any:
        """The field's value, or None after refusing the row for it. Names and numbers that run over several lines have
        most likely swallowed other rows, and are refused."""
        text = self.text(name)
        try:
            if name in ONE_LINE and len((self.columns.cell(self.row, name) or "").strip().splitlines()) > 1:
                why = f"The {name} runs over several lines."
                raise Refused(why, "Look for a quotation mark that is not closed, or write it on one line.")
            if text in cells.ERRORS:
                why = "A spreadsheet could not work this cell out."
                raise Refused(why, "Mend the formula or fill the cell in there, and save the file again.")
            return read(text)
        except Refused as refused:
            self.refuse(name, text, refused.why, refused.remedy)
            return None

    def number(self, name: str, prefix: str) -> str:
        """An identity with the prefix before it; empty when there is none, or only a sign that stands for none.
        Managers may also be named by e-mail address, which takes no prefix."""
        text = self.text(name)
        if not stated(text):
            return ""
        whole = text if "@" in text else prefix + text
        return self.value(name, lambda _: cells.number(whole)) or ""

    def no_number(self, remedy: str) -> None:
        """The row has no number of its own."""
        text = self.text("number")
        if not any(told.line == self.row.line for told in self.gathered.refused[-1:]):
            self.refuse(
                "number", text, f"{text} stands for a missing number." if text else "The number is empty.", remedy
            )

    def refuse(self, name: str, text: str, why: str, remedy: str) -> None:
        """This row is not taken, for this field."""
        self.refused = True
        self.gathered.refuse(self.row.line, self.columns.heading(name), text, why, remedy)


def full_rows(table: Table, gathered: Gathered) -> Iterator[Row]:
    """The rows that are not blank and have as many cells as there are columns. Empty cells beyond are cut off."""
    width = len(table.columns)
    for row in table.rows:
        cells = row.cells
        if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
            cells = cells[:width]
        if not any(cell.strip() for cell in cells):
            continue
        gathered.rows += 1
        if len(cells) != width:
            gathered.unreadable += 1
            runs = f" It runs on to line {row.last_line:,}." if row.last_line > row.line else ""
            gathered.refuse(
                row.line,
                "",
                "",
                f"The row has {len(cells)} cells and the header {width}.{runs}",
                "Look for a missing delimiter or quotation mark.",
            )
            continue
        yield Row(row.line, row.last_line, cells)
