"""Corporate groups over time: of each party, whose group it belongs to from which day until which."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from avow.counterparties.models import Counterparty, CounterpartyRecord, Merge
from avow.policy.problems import nearest

BEGINNING = date(1, 1, 1)


class NoGroups(ValueError):
    """The file of groups cannot be used. The text says which line, and why."""


@dataclass(frozen=True)
class Membership:
    """A party (public id) belongs to a group from `since` until the day before `until` (None: for good)."""

    party: str
    group: str
    since: date
    until: date | None


class Lines:
    """Who was whose parent when, for all counterparties that ever had one, and which entries are merged into others."""

    def __init__(self) -> None:
        in_force = Merge.objects.filter(to_day=None).order_by()
        self.merges = dict(in_force.values_list("duplicate__public_id", "into__public_id"))
        self.spans: dict[str, list[tuple[date, date | None, str | None]]] = defaultdict(list)
        rows = CounterpartyRecord.objects.order_by("counterparty", "from_day", "id")
        columns = ("counterparty__public_id", "from_day", "to_day", "parent__public_id")
        for party, first, last, parent in rows.values_list(*columns).iterator(2000):
            if last is None or last > first:
                self.spans[party].append((first, last, parent))

    def canonical(self, party: str) -> str:
        """The entry that counts for this one, as `counterparties.merging.canonical` has it."""
        while party in self.merges:
            party = self.merges[party]
        return party

    def parent(self, party: str, on: date) -> tuple[str | None, date | None]:
        """The parent (or what counts for it) on the day, and the first day from which that may be otherwise."""
        for first, last, parent in self.spans.get(party, ()):
            if on < first:
                return None, first
            if last is None or on < last:
                return self.canonical(parent) if parent else None, last
        return None, None

    def group(self, party: str, on: date) -> tuple[str, date | None]:
        """The uppermost parent on the day, as `counterparties.groups.uppermost` has it, and until when that is so."""
        line, until = [self.canonical(party)], None
        while True:
            parent, changes = self.parent(line[-1], on)
            until = min((day for day in (until, changes) if day is not None), default=None)
            if parent is None:
                return line[-1], until
            if parent in line:
                circle = line[line.index(parent) :] if parent != line[-1] else []
                return (min(circle) if circle else line[-1]), until
            line.append(parent)

    def over_time(self, party: str) -> Iterator[Membership]:
        """Each group of the party, one after the other, without gaps."""
        since, group, day = BEGINNING, "", BEGINNING
        while True:
            found, until = self.group(party, day)
            if group and found != group:
                yield Membership(party, group, since, day)
                since = day
            group = found
            if until is None:
                yield Membership(party, group, since, None)
                return
            day = until


def then(parties: Iterable[str]) -> Iterator[Membership]:
    """The groups of these parties as they were on each day."""
    lines = Lines()
    for party in parties:
        yield from lines.over_time(party)


def now(parties: Iterable[str], on: date) -> Iterator[Membership]:
    """The groups of these parties as the register has them on one day, taken for every day."""
    lines = Lines()
    for party in parties:
        yield Membership(party, lines.group(party, on)[0], BEGINNING, None)


def from_file(path: Path, parties: Iterable[str], on: date) -> list[Membership]:
    """Groups from a CSV file with the columns party and group, both numbers of the register; where given, `since` and
    `until` (the first day no longer) are days. A party that is not in the file is as the register has it today.
    Raises NoGroups, OSError."""
    known = dict(Counterparty.objects.values_list("number", "public_id"))
    found: dict[str, list[Membership]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        columns = [name.strip().lower() for name in rows.fieldnames or ()]
        if not {"party", "group"} <= set(columns):
            raise NoGroups(f"{path.name} needs the columns party and group; it has: {', '.join(columns) or 'none'}.")
        rows.fieldnames = columns
        try:
            for row in rows:
                where = f"{path.name}:{rows.line_num}"
                party, group = (_known(known, (row[name] or "").strip(), where) for name in ("party", "group"))
                since, until = (_day(row.get(name), where) for name in ("since", "until"))
                found[party].append(Membership(party, group, since or BEGINNING, until))
        except (UnicodeDecodeError, csv.Error) as error:
            raise NoGroups(f"{path.name} is no CSV file in UTF-8: {error}.")
    for party, spans in found.items():
        spans.sort(key=lambda one: one.since)
        for one, other in pairwise(spans):
            if one.until is None or one.until > other.since:
                number = next(number for number, public_id in known.items() if public_id == party)
                raise NoGroups(f"{path.name}: {number} is in two groups on {other.since}. Give each its own days.")
    others = [party for party in parties if party not in found]
    return [*(one for spans in found.values() for one in spans), *now(others, on)]


def _known(known: dict[str, str], number: str, where: str) -> str:
    if number in known:
        return known[number]
    near = nearest(number, known) if number else None
    hint = f" Did you mean {near}?" if near else ""
    raise NoGroups(f"{where}: the register has no counterparty with the number {number[:80]!r}.{hint}")


def _day(text: str | None, where: str) -> date | None:
    if not (text or "").strip():
        return None
    try:
        return date.fromisoformat(str(text).strip())
    except ValueError:
        raise NoGroups(f"{where}: {str(text)[:40]!r} is not a day. Write it as 2026-01-31.")


def group_on(memberships: dict[str, list[Membership]], party: str | None, on: date) -> str | None:
    """Which group a party belongs to on a day."""
    for one in memberships.get(party or "", ()):
        if one.since <= on and (one.until is None or on < one.until):
            return one.group
    return None
