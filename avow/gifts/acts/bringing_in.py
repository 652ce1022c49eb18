"""Bringing in what an earlier register holds: each row a gift like any other, that counts in every window from then on.

Nobody signed it here and nobody reviews it again: no case opens, and its state is "Recorded in the past". What the
windows make of gifts that were here before is found with it, as after any act.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import transaction

from avow.adoptions.current import policy_in_force
from avow.counterparties.models import Counterparty
from avow.gifts import brought, looking_again
from avow.gifts.brought import Ready
from avow.gifts.judging_many import Gift as Judged
from avow.gifts.judging_many import judge_many
from avow.gifts.models import Gift
from avow.gifts.registers import chunks
from avow.ledger import keyring
from avow.ledger.acts import Doc, hold, record, size
from avow.ledger.models import Entry
from avow.people.models import Person
from avow.policy import Pack
from avow.policy.totals import party_of

AT_ONCE = 1_000
"""Gifts of one part: one transaction and one entry. Others wait as long as one part is written."""
SEEN_AT_ONCE = 50
"""Earlier gifts that are judged again with a part; where more are in its windows, the worker judges them."""


class PolicyChanged(Exception):
    """Another policy came into force while gifts were brought in. The parts that are there stay."""


@dataclass(frozen=True)
class PastRow:
    """One row of an earlier register. `worth` is for all who share it, in `currency`; None when nobody knows. `became`
    is one of the policy's becomings ("" for none); what was paid is `paid_back`, in the same currency."""

    line: int
    person: Person
    kind: str
    on: date
    party: str
    counterparty: Counterparty | None = None
    description: str = ""
    worth: Decimal | None = None
    currency: str = ""
    estimated: bool = False
    shared_by: int | None = None
    declined: bool = False
    paid_back: Decimal | None = None
    became: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    remarks: str = ""


@dataclass(frozen=True)
class Source:
    """The file: its name, and what tells its rows from those of any other: SHA-256 of its bytes (and of its sheet)."""

    name: str
    sha256: str


@dataclass
class Crossing:
    """A person and a party above a limit that adds up: the clause, the first day and the sum on it, the largest sum."""

    clause: str
    person: str
    party: str
    first: date
    sum: Decimal
    largest: Decimal


@dataclass
class BroughtIn:
    """What was brought in, or would have been: line → public id, who is above a limit, the last of the entries; how
    many of those that were here before are judged again, and the lines of people who were erased meanwhile."""

    gifts: dict[int, str] = field(default_factory=dict)
    crossings: dict[tuple[object, ...], Crossing] = field(default_factory=dict)
    entry: Entry | None = None
    seen_again: int = 0
    erased: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Last:
    """What is recorded with the last part: further documents, and what is to be written for them."""

    docs: Callable[[BroughtIn], list[Doc]] = lambda done: []
    then: Callable[[BroughtIn], None] = lambda done: None


def bring_in(
    rows: Sequence[PastRow],
    *,
    source: Source,
    by: Any,
    on: date,
    at: datetime,
    last: Last = Last(),
    advance: Callable[[], Any] = lambda: None,
    try_only: bool = False,
) -> BroughtIn:
    """Bring these rows in, some at a time: each part is one transaction and one entry, and between two parts others
    record. They are judged by the policy in force today, with the figures, rates and registers of each gift's own day.
    A part is whole days of people, so that what was written is right without what comes after it; who stops it in the
    middle brings the rest in later.

    No row may have been brought in before (the database refuses it). With `try_only` everything is judged and nothing
    written. Raises PolicyChanged.
    """
    done, pack = BroughtIn(), policy_in_force(on)
    if try_only:
        for judged in judge_many(pack, rows, at, source.name):
            advance()
            _note(done, judged)
        return done
    parts = list(_parts(rows, AT_ONCE))
    for place, part in enumerate(parts):
        _bring(done, part, pack, source, last if place == len(parts) - 1 else Last(), advance, by=by, on=on, at=at)
    return done


def _parts(rows: Sequence[PastRow], most: int) -> Iterator[list[PastRow]]:
    """The rows in the order of people and their days. A window ends on its day, so that a gift is judged the same
    whether later days are there or not; a day of one person is never divided."""
    part: list[PastRow] = []
    ordered = sorted(rows, key=lambda row: (row.person.pk, row.on, row.line))
    for _, day in groupby(ordered, key=lambda row: (row.person.pk, row.on)):
        same = list(day)
        if part and len(part) + len(same) > most:
            yield part
            part = []
        part += same
    if part:
        yield part


def _bring(done: BroughtIn, rows: list[PastRow], pack: Pack, source: Source, last: Last, advance, *, by, on, at):
    """One part. It is judged, and its documents made, before the ledger's head is held; had anybody recorded something
    by then, it is judged again while it is held."""
    seen = size()
    ready = _made_ready(pack, rows, source, advance, on, at)
    with transaction.atomic():
        if hold() != seen:
            if policy_in_force(on).hash != pack.hash:
                raise PolicyChanged
            ready = _made_ready(pack, rows, source, lambda: None, on, at)
        gone = keyring.destroyed()
        done.erased += [row.line for row in rows if row.person.key in gone]
        ready = [one for one in ready if one.judged.row.person.key not in gone]
        for one in ready:
            _note(done, one.judged)
        again = _near(rows)
        docs = [doc for one in ready for doc in one.docs]
        entry = record("gifts brought in", actor=by, subject="gifts", at=at, docs=[*docs, *last.docs(done)])
        brought.write(pack, ready, entry, source, on, at)
        looking_again.look(again, cause="entered", entry=entry, on=on, at=at, most=SEEN_AT_ONCE)
        done.seen_again += len(again)
        done.entry = entry
        last.then(done)


def _made_ready(pack: Pack, rows: list[PastRow], source: Source, advance, on: date, at: datetime) -> list[Ready]:
    ready = []
    for one in brought.make_ready(pack, judge_many(pack, rows, at, source.name), source, on, at):
        advance()
        ready.append(one)
    return ready


def _note(done: BroughtIn, one: Judged) -> None:
    """Remember the gift, and the pair where a finding reads a sum over several rows."""
    done.gifts[one.row.line] = one.disclosure.public_id
    party = party_of(one.gathered.facts)
    for finding in one.judgement.findings:
        if finding.finding == "note" or not finding.totals or party is None:
            continue
        total = Decimal(str(finding.totals[0].known))
        key = (finding.clause, one.row.person.pk, party)
        there = done.crossings.get(key)
        if there is None:
            name = one.row.counterparty.name if one.row.counterparty else one.row.party
            done.crossings[key] = Crossing(finding.clause, one.row.person.number, name, one.row.on, total, total)
            continue
        if one.row.on < there.first or (one.row.on == there.first and total < there.sum):
            there.first, there.sum = one.row.on, total
        there.largest = max(there.largest, total)


def _near(rows: Sequence[PastRow]) -> list[int]:
    """The gifts that are here already and in whose windows these will be."""
    days: dict[int, set[date]] = {}
    for row in rows:
        days.setdefault(row.person.pk, set()).add(row.on)
    found = []
    for some in chunks(days):
        gifts = Gift.objects.filter(person__in=some, is_withdrawn=False).select_related("version")
        for gift in gifts.order_by("on", "pk").iterator(chunk_size=2000):
            if looking_again.reaches_any(gift, days[gift.person_id]):
                found.append(gift.disclosure_id)
    return found
