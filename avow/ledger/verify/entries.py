"""Entries against the signed heads: no gap, none altered, removed, inserted, swapped or cut; and the head's own row."""

from collections.abc import Callable, Iterator

from .. import tree
from ..models import Entry, Head
from .headlog import Known
from .report import Report, runs, span

NEAR = 8
SEARCHED = 300
BATCH = 2000


def check(known: Known, report: Report, step: Callable[[int], None]) -> None:
    """Compare every entry with what was signed, then the tree's roots, then the head's row."""
    head = Head.objects.filter(pk=1).first()
    seen = _Seen(known, head.size if head else 0)
    for entry in _entries(step):
        report.entries += 1
        seen.look(entry)
    seen.tell(report)
    _check_roots(known, head, report)
    if known.signed == 0 and report.entries:
        report.add("head", "heads.log: is missing or holds no good line, so that nobody would notice a cut")


def _entries(step: Callable[[int], None]) -> Iterator[Entry]:
    for count, entry in enumerate(Entry.objects.order_by("number").iterator(chunk_size=BATCH), start=1):
        yield entry
        if count % BATCH == 0:
            step(BATCH)
    step(0)


def as_number(entry: Entry, number: int) -> bytes:
    """The leaf this entry would have under another number."""
    kept, entry.number = entry.number, number
    try:
        return entry.leaf()
    finally:
        entry.number = kept


class _Seen:
    """The entries that do not fit their place, and where they do fit."""

    def __init__(self, known: Known, size: int) -> None:
        self.known, self.size = known, size
        self.signed = known.size
        self.next = 1
        self.gaps: list[tuple[int, int]] = []
        self.odd: dict[int, int | None] = {}
        self.lost: list[Entry] = []

    def look(self, entry: Entry) -> None:
        """Take the next entry, in order."""
        number = entry.number
        if number > self.next:
            self.gaps.append((self.next, number - 1))
        self.next = number + 1
        expected, leaf = self.known.leaf(number), entry.leaf()
        if leaf == expected:
            return
        if number <= self.signed and expected is None:
            self.known.put(number, leaf)
            return
        place = self._place_near(entry)
        if place is None and self.signed < number <= self.size:
            self.known.put(number, leaf)
            return
        self.odd[number] = place
        if place is None and len(self.lost) < SEARCHED:
            self.lost.append(entry)

    def _place_near(self, entry: Entry) -> int | None:
        near = (entry.number + sign * away for away in range(1, NEAR + 1) for sign in (-1, 1))
        return next((place for place in near if self._fits(entry, place)), None)

    def _fits(self, entry: Entry, place: int) -> bool:
        expected = self.known.leaf(place) if place <= self.signed else None
        return expected is not None and as_number(entry, place) == expected

    def tell(self, report: Report) -> None:
        """Say what is wrong, in as few words as name it."""
        last = max(self.signed, self.size)
        if self.next <= last:
            self.gaps.append((self.next, last))
        for entry in self.lost:
            others = (other.number for other in self.lost if other is not entry)
            missing = (place for first, end in self.gaps for place in range(first, min(end, first + SEARCHED) + 1))
            self.odd[entry.number] = next((p for p in (*others, *missing) if self._fits(entry, p)), None)
        claimed = {place for place in self.odd.values() if place is not None}
        self._tell_gaps(claimed, report)
        moved = []
        for number, place in sorted(self.odd.items()):
            if place is None:
                self._tell_unknown(number, claimed, report)
            elif self.odd.get(place) == number:
                if number < place:
                    report.add("entry", f"entries {number} and {place}: swapped", entry=number)
            else:
                moved.append(number)
                if number <= self.signed and number not in claimed:
                    report.add("entry", f"entry {number}: removed", entry=number)
        for first, end in runs(moved):
            there = span(self.odd[first] or 0, self.odd[end] or 0)
            report.add("entry", f"{span(first, end)}: renumbered; signed as {there}", entry=first)
        if self.signed < self.known.size:
            report.note(f"{span(self.signed + 1, self.known.size)}: no signed head covers this yet")

    def _tell_unknown(self, number: int, claimed: set[int], report: Report) -> None:
        if number > self.size and number > self.signed:
            says = f"entry {number}: inserted; the head knows {self.size}"
        elif number in claimed or number > self.signed:
            says = f"entry {number}: inserted"
        else:
            says = f"entry {number}: altered"
        report.add("entry", says, entry=number)

    def _tell_gaps(self, claimed: set[int], report: Report) -> None:
        last = max(self.signed, self.size)
        for first, end in self.gaps:
            if len(claimed) == 0:
                parts = [(first, end)]
            else:
                parts = runs([place for place in range(first, end + 1) if place not in claimed])
            for start, stop in parts:
                if stop < last:
                    report.add("entry", f"{span(start, stop)}: missing", entry=start)
                elif self.signed >= self.size or stop <= self.signed:
                    when = f"heads.log of {self.known.time} knows {self.signed}"
                    report.add("entry", f"{span(start, stop)}: cut; {when}", entry=start)
                else:
                    report.add("entry", f"{span(start, stop)}: cut; the head knows {self.size}", entry=start)


def _check_roots(known: Known, head: Head | None, report: Report) -> None:
    """Every signed root against the leaves, and the head's row against them all."""
    frontier: list[bytes] = []
    size = 0
    heads = known.roots()
    waiting = next(heads, None)
    wrong: list[tuple[int, int]] = []
    for leaf in known.leaves():
        if leaf is None:
            report.note(f"roots from entry {size + 1} on could not be checked, because that entry is not known")
            return
        frontier = tree.append(frontier, size, leaf)
        size += 1
        while waiting and waiting[0] == size:
            if waiting[2] != tree.root_of(frontier).hex():
                wrong.append(waiting[:2])
            waiting = next(heads, None)
    if wrong:
        at, line = wrong[0]
        more = f" ({len(wrong)} lines in all)" if len(wrong) > 1 else ""
        what = (
            f"one of the first {at} entries was altered" if known.unsigned_leaves else "it was signed over other ones"
        )
        report.add("head", f"line {line} of heads.log: its root does not fit the {at} entries; {what}{more}")
    report.size, report.root = size, tree.root_of(frontier).hex()
    if head is None:
        report.add("head", "the head: its row is missing", table=Head._meta.db_table)
    elif (head.size, head.root, head.frontier) != (size, report.root, [part.hex() for part in frontier]):
        report.add(
            "head",
            f"the head: altered; its row says {head.size} entries, root {head.root[:16]}…; "
            f"the entries give {size}, root {report.root[:16]}…",
            table=Head._meta.db_table,
        )
